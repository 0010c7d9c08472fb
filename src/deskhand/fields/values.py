"""Values of custom fields: what one says of one thing, and how it is changed; who may do so is the caller's matter."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Missing
from deskhand.core.events import EventKind
from deskhand.core.fields import CustomField, CustomValue, DataType, Target, checked_value, value_uuid
from deskhand.events import log
from deskhand.fields import store
from deskhand.storage.engine import Read, Tx


class ValueView(msgspec.Struct, frozen=True, kw_only=True):
    """What a field says of a thing; an empty `value` says nothing."""

    field: CustomField
    thing_id: int
    uuid: str
    value: str


async def named_field(read: Read, actor: Actor, target: Target, name: str) -> CustomField:
    """The target's field of this name, whatever the case. Raises Missing."""
    found = await store.named(read, actor.account_id, target, name)
    if found is None:
        raise Missing(
            "Custom field", f"{target}s have no custom field {name[:100]!r}; /customvalues/customfields lists all"
        )
    return found


async def values_of(read: Read, actor: Actor, target: Target, thing_id: int) -> list[ValueView]:
    """What every field of the target says of a thing, in the order they were defined."""
    values = await store.values(read, actor.account_id, target, thing_id)
    fields = await read.fetch(store.FIELDS, account_id=actor.account_id)
    return [view_of(field, thing_id, values.get(field.id)) for field in fields if field.target == target]


def view_of(field: CustomField, thing_id: int, value: CustomValue | None) -> ValueView:
    """A value as it is shown, also where there is none yet."""
    return ValueView(
        field=field, thing_id=thing_id, uuid=value_uuid(field, thing_id), value=value.value if value else ""
    )


async def put_value(tx: Tx, actor: Actor, field: CustomField, thing_id: int, text: str) -> int | None:
    """Let a field say this of a thing; empty clears it, and with it what depends on it and fits no more.

    Gives the sequence of the last event, None when nothing changed. Refused when the text does not fit the field.
    """
    known = await store.values(tx, tx.account_id, field.target, thing_id)
    fields = {one.id: one for one in await tx.fetch(store.FIELDS, account_id=tx.account_id)}
    parent = fields.get(field.parent_id or 0)
    parent_value = known.get(parent.id) if parent else None
    text = checked_value(field, text, parent.name if parent else "", parent_value.value if parent_value else "")
    before = known.get(field.id)
    if text == (before.value if before else ""):
        return None
    seq = await _keep(tx, actor, field, thing_id, before, text)
    for dependent in fields.values():
        has = known.get(dependent.id)
        if dependent.parent_id == field.id and has is not None and has.value and not _fits(dependent, has.value, text):
            seq = await put_value(tx, actor, dependent, thing_id, "") or seq
    return seq


def _fits(field: CustomField, value: str, parent_value: str) -> bool:
    return field.data_type != DataType.OPTIONS_WITH_DEPENDENCIES or any(
        option.value == value and (option.parent or "").casefold() == parent_value.casefold()
        for option in field.choices
    )


async def _keep(tx: Tx, actor: Actor, field: CustomField, thing_id: int, before: CustomValue | None, text: str) -> int:
    owner = {name: thing_id if name == store.OWNER[field.target] else None for name in store.OWNER.values()}
    after = CustomValue(
        account_id=tx.account_id,
        id=before.id if before else tx.next_id("other"),
        uuid=value_uuid(field, thing_id),
        field_id=field.id,
        **owner,
        value=text,
    )
    seq = await log.append(
        tx, actor, EventKind.CUSTOM_VALUE_SET, after.id, ticket_id=after.ticket_id, before=before, after=after
    )
    await (store.update_value(tx, after) if before else store.insert_value(tx, after))
    return seq
