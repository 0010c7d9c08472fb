"""Use cases on the values of custom fields, whatever they belong to: a ticket, a customer or a contact."""

from deskhand.core.actor import Actor
from deskhand.core.errors import Missing
from deskhand.core.fields import CustomField, Target
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Ticket
from deskhand.directory.contacts import visible_contact
from deskhand.directory.customers import visible_customer
from deskhand.fields import store
from deskhand.fields.define import list_fields
from deskhand.fields.values import ValueView, named_field, put_value, values_of, view_of
from deskhand.storage.engine import Read, Tx
from deskhand.tickets import store as ticket_store
from deskhand.tickets.change import refuse_merged, touched
from deskhand.tickets.read import visible_ticket

READING = {
    Target.TICKET: Verb.TICKET_READ,
    Target.CUSTOMER: Verb.CUSTOMER_READ,
    Target.CONTACT: Verb.CONTACT_READ,
}
WRITING = {
    Target.TICKET: Verb.TICKET_WRITE,
    Target.CUSTOMER: Verb.CUSTOMER_WRITE,
    Target.CONTACT: Verb.CONTACT_WRITE,
}


async def read_fields(read: Read, actor: Actor, target: Target, name: str | None = None) -> list[CustomField]:
    """The fields that a noun has. With a name that one first, and Missing if there is none of it."""
    require(actor, READING[target])
    found = [field for field in await list_fields(read, actor) if field.target == target]
    if name is None:
        return found
    return [await named_field(read, actor, target, name), *found]


async def read_values(read: Read, actor: Actor, target: Target, thing_id: int) -> list[ValueView]:
    """What every field says of one thing. Raises Missing when there is none that the actor may see."""
    require(actor, READING[target])
    await _visible(read, actor, target, thing_id)
    return await values_of(read, actor, target, thing_id)


async def read_value(read: Read, actor: Actor, target: Target, thing_id: int, name: str) -> ValueView:
    """What the field of this name says of one thing."""
    require(actor, READING[target])
    await _visible(read, actor, target, thing_id)
    field = await named_field(read, actor, target, name)
    return view_of(field, thing_id, (await store.values(read, actor.account_id, target, thing_id)).get(field.id))


async def value_by_uuid(read: Read, actor: Actor, uuid: str) -> ValueView:
    """The value of this lasting name, once it has been set. Raises Missing."""
    value = await read.one(store.BY_UUID, account_id=actor.account_id, uuid=uuid.casefold())
    field = await store.field(read, actor.account_id, value.field_id) if value else None
    if value is None or field is None:
        raise Missing("Custom value")
    require(actor, READING[field.target])
    try:
        await _visible(read, actor, field.target, value.thing_id)
    except Missing:
        raise Missing("Custom value") from None
    return view_of(field, value.thing_id, value)


async def set_value(tx: Tx, actor: Actor, target: Target, thing_id: int, name: str, text: str) -> ValueView:
    """Let the field of this name say this of one thing, or nothing if empty; closed tickets take it too.

    Refused when the text does not fit the field (`invalid_custom_value`).
    """
    ticket = await _visible(tx, actor, target, thing_id)
    require(actor, WRITING[target])
    if ticket is not None:
        refuse_merged(ticket)
    field = await named_field(tx, actor, target, name)
    seq = await put_value(tx, actor, field, thing_id, text)
    if seq is not None and ticket is not None:
        await ticket_store.update(tx, touched(ticket, tx, actor, seq))
    return view_of(field, thing_id, (await store.values(tx, tx.account_id, target, thing_id)).get(field.id))


async def clear_value(tx: Tx, actor: Actor, target: Target, thing_id: int, field_id: int) -> None:
    """Let the field of this number say nothing of one thing any more."""
    field = await store.field(tx, tx.account_id, field_id)
    if field is None or field.target != target:
        raise _no_field(target)
    await set_value(tx, actor, target, thing_id, field.name, "")


def _no_field(target: Target) -> Missing:
    match target:
        case Target.TICKET:
            return Missing("Ticket field")
        case Target.CUSTOMER:
            return Missing("Customer field")
    return Missing("Contact field")


async def _visible(read: Read, actor: Actor, target: Target, thing_id: int) -> Ticket | None:
    """Raise Missing unless the actor may see the thing; the ticket, if it is one."""
    match target:
        case Target.TICKET:
            return await visible_ticket(read, actor, thing_id)
        case Target.CUSTOMER:
            await visible_customer(read, actor, thing_id)
        case Target.CONTACT:
            await visible_contact(read, actor, thing_id)
    return None
