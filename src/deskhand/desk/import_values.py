"""Importing what custom fields say of tickets, customers and contacts."""

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.drafts import Maybe
from deskhand.core.errors import Refusal
from deskhand.core.fields import Target
from deskhand.core.importing import Noun
from deskhand.desk.custom_values import set_value
from deskhand.desk.import_run import Key, Run

NOUN_OF = {Target.TICKET: Noun.TICKET, Target.CUSTOMER: Noun.CUSTOMER, Target.CONTACT: Noun.CONTACT}


class ValueRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a field says of a thing, by the field's name; `item` is an id of the other system. None: nothing."""

    target: Maybe[Target] = UNSET
    item: Maybe[str | None] = UNSET
    name: str = ""
    value: str | None = None

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The record that it refers to."""
        if isinstance(self.target, UnsetType) or not isinstance(self.item, str):
            return ()
        return ((NOUN_OF[self.target], self.item),)


async def take_value(run: Run, source_id: str, record: ValueRecord, known: int | None) -> int:
    """Let the field say this of the thing; the thing's id."""
    if isinstance(record.target, UnsetType):
        raise Refusal("target_required", "Target required", "Send Ticket, Customer or Contact", field="target")
    item = record.item if isinstance(record.item, str) else None
    if record.target == Target.TICKET:
        thing_id = (await run.ticket(item, "item")).id
    else:
        thing_id = run.refer(NOUN_OF[record.target], item, "item")
    await set_value(run.tx, run.actor, record.target, thing_id, record.name, record.value or "")
    return thing_id
