"""What else is open beside a ticket: its customer's and its contact's other active tickets, against duplicates."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.permissions import Verb, require
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import beside_store
from deskhand.tickets.beside_store import ActiveTicket, Whose
from deskhand.tickets.read import visible_ticket

MOST = 8


class Others(msgspec.Struct, frozen=True):
    """The newest of somebody's Open and Pending tickets, and how many there are in all."""

    tickets: Sequence[ActiveTicket]
    total: int


NONE = Others((), 0)


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """The active tickets of a customer and of a contact, each within what the actor may see."""

    of_customer: Others = NONE
    of_contact: Others = NONE


async def beside_ticket(read: Read, actor: Actor, ticket_id: int) -> Beside:
    """The other active tickets of the ticket's customer and contact. Raises Missing when it is not to be seen."""
    ticket = await visible_ticket(read, actor, ticket_id)
    return await beside_requester(
        read, actor, customer_id=ticket.customer_id, contact_id=ticket.contact_id, but=ticket.id
    )


async def beside_requester(
    read: Read, actor: Actor, *, customer_id: int | None = None, contact_id: int | None = None, but: int = 0
) -> Beside:
    """The same for a ticket that is not opened yet; nothing where nobody is named. `but` is a ticket to leave out."""
    require(actor, Verb.TICKET_READ)
    return Beside(
        of_customer=await _active(read, actor, "customer_id", customer_id, but),
        of_contact=await _active(read, actor, "contact_id", contact_id, but),
    )


async def _active(read: Read, actor: Actor, whose: Whose, number: int | None, but: int) -> Others:
    if number is None:
        return NONE
    kind, params = type(actor.reach), reach_params(actor.account_id, actor.reach)
    newest = await read.fetch(beside_store.newest_of(kind, whose), **params, whose=number, but=but, limit=MOST)
    # A short page is all there is, and most are short.
    if len(newest) < MOST:
        return Others(newest, len(newest))
    return Others(newest, await read.value(beside_store.count_of(kind, whose), **params, whose=number, but=but))
