"""Importing how tickets belong together."""

import msgspec
from msgspec import UNSET

from deskhand.core.drafts import Maybe, said
from deskhand.core.importing import Noun
from deskhand.core.ticket import Related
from deskhand.desk.import_run import Key, Run
from deskhand.tickets.relate import RelationDraft, relate, unrelate


class RelationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Two tickets by their ids in the other system, and what the related one is to the first."""

    ticket: Maybe[str | None] = UNSET
    related_id: Maybe[str | None] = UNSET
    type: Related | None = None

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The records that it refers to."""
        return tuple((Noun.TICKET, one) for one in (self.ticket, self.related_id) if isinstance(one, str))


async def take_relation(run: Run, source_id: str, record: RelationRecord, known: int | None) -> int:
    """Relate the tickets, in place of what the record said before; the first one's id."""
    ticket = await run.ticket(said(record.ticket, None), "ticket")
    related = await run.ticket(said(record.related_id, None), "related_id")
    parent, child = (related, ticket) if record.type == Related.PARENT else (ticket, related)
    if known is not None and child.parent_id not in (None, parent.id):
        await unrelate(run.tx, run.actor, child.id, Related.PARENT)
    await relate(run.tx, run.actor, ticket.id, RelationDraft(related_id=related.id, type=record.type))
    return ticket.id
