"""Reading tickets: one in full, pages of them, and what was said on one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from deskhand.core.actor import Actor, Everything
from deskhand.core.errors import Missing
from deskhand.core.permissions import Verb, may, require
from deskhand.core.ticket import Status, Ticket
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import comment_store, list_store, store
from deskhand.tickets.list_store import CustomerName, FilterName, Order, PersonName, Said
from deskhand.tickets.view import TicketView


class TicketFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets a list shows; None leaves a question open. `ended` means Resolved or Closed."""

    customer_id: int | None = None
    status: Status | None = None
    status_changed_from: datetime | None = None
    ended: bool = False


class Page(msgspec.Struct, frozen=True):
    """Some rows of a longer list, and how many there are in all."""

    rows: Sequence[Any]
    total: int


async def read_ticket(read: Read, actor: Actor, ticket_id: int) -> TicketView:
    """One ticket with names and texts. Raises Missing when there is none that the actor may see."""
    require(actor, Verb.TICKET_READ)
    found = await store.get_view(read, actor, ticket_id)
    if found is None:
        raise Missing("Ticket")
    return found


async def visible_ticket(read: Read, actor: Actor, ticket_id: int) -> Ticket:
    """One ticket's row, for use cases. Raises Missing when there is none that the actor may see."""
    found = await store.get(read, actor, ticket_id)
    if found is None:
        raise Missing("Ticket")
    return found


async def list_tickets(
    read: Read, actor: Actor, asked: TicketFilter, *, order: Order = "newest", limit: int, offset: int
) -> Page:
    """A page of the tickets that match and that the actor may see, with names and texts."""
    require(actor, Verb.TICKET_READ)
    shape, values = _shape(asked)
    kind, params = type(actor.reach), {**reach_params(actor.account_id, actor.reach), **values}
    rows = await read.fetch(list_store.page_of(kind, shape, order), **params, limit=limit, offset=offset)
    return Page(await with_names(read, actor.account_id, rows), await _total(read, actor, asked, shape, params))


async def list_comments(read: Read, actor: Actor, ticket_id: int, *, limit: int, offset: int) -> Page:
    """A page of what was said on a ticket, oldest first; internal notes only for those who may see them."""
    require(actor, Verb.COMMENT_READ)
    await visible_ticket(read, actor, ticket_id)
    internal = may(actor, Verb.COMMENT_READ_INTERNAL)
    of = {"account_id": actor.account_id, "ticket_id": ticket_id}
    rows = await read.fetch(comment_store.page_of(internal), **of, limit=limit, offset=offset)
    return Page(rows, await read.value(comment_store.count_of(internal), **of))


async def with_names(read: Read, account_id: int, tickets: Sequence[Ticket]) -> list[TicketView]:
    """The tickets with names and texts, by one statement per kind of name and none per ticket."""
    customers = await _by_id(read, list_store.CUSTOMER_NAMES, account_id, (t.customer_id for t in tickets))
    contacts = await _by_id(read, list_store.CONTACT_NAMES, account_id, (t.contact_id for t in tickets))
    technicians = await _by_id(read, list_store.TECHNICIAN_NAMES, account_id, (t.technician_id for t in tickets))
    said = await _by_id(
        read,
        list_store.SAID,
        account_id,
        (
            comment_id
            for t in tickets
            for comment_id in (t.first_comment_id, t.last_contact_comment_id, t.last_technician_comment_id)
        ),
    )
    return [_view(ticket, customers, contacts, technicians, said) for ticket in tickets]


async def _by_id(read: Read, statement: Any, account_id: int, ids: Iterable[int | None]) -> dict[int | None, Any]:
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    return {row.id: row for row in await read.fetch(statement, account_id=account_id, ids=sorted(wanted))}


def _view(
    ticket: Ticket,
    customers: dict[int | None, CustomerName],
    contacts: dict[int | None, PersonName],
    technicians: dict[int | None, PersonName],
    said: dict[int | None, Said],
) -> TicketView:
    customer = customers[ticket.customer_id]
    contact, technician = contacts.get(ticket.contact_id), technicians.get(ticket.technician_id)
    first = said.get(ticket.first_comment_id)
    by_contact = said.get(ticket.last_contact_comment_id)
    by_technician = said.get(ticket.last_technician_comment_id)
    return TicketView(
        **msgspec.structs.asdict(ticket),
        customer_name=customer.name,
        customer_business_number=customer.business_number,
        contact_email=contact.email if contact else None,
        contact_first_name=contact.first_name if contact else None,
        contact_last_name=contact.last_name if contact else None,
        contact_phone=contact.phone if contact else None,
        technician_email=technician.email if technician else None,
        technician_first_name=technician.first_name if technician else None,
        technician_last_name=technician.last_name if technician else None,
        first_comment=first.text if first else None,
        last_contact_comment=by_contact.text if by_contact else None,
        last_contact_comment_at=by_contact.at if by_contact else None,
        last_technician_comment=by_technician.text if by_technician else None,
        last_technician_comment_at=by_technician.at if by_technician else None,
    )


def _shape(asked: TicketFilter) -> tuple[frozenset[FilterName], dict[str, Any]]:
    """The filters that are set, as the names that pick a statement and the values that go into it."""
    values: dict[FilterName, Any] = {
        "customer_id": asked.customer_id,
        "status": asked.status,
        "status_changed_from": asked.status_changed_from,
    }
    given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    names: set[FilterName] = {name for name in values if name in given}
    return frozenset(names | {"ended"} if asked.ended else names), given


async def _total(
    read: Read, actor: Actor, asked: TicketFilter, shape: frozenset[FilterName], params: dict[str, Any]
) -> int:
    if isinstance(actor.reach, Everything) and shape <= {"status"}:
        totals = await read.one(list_store.TOTALS, account_id=actor.account_id)
        return totals.of(asked.status) if totals else 0
    return int(await read.value(list_store.count_of(type(actor.reach), shape), **params))


async def read_comment(read: Read, actor: Actor, comment_id: int) -> comment_store.CommentView:
    """One comment with its author's name, as the door shows it to whoever wrote it."""
    found = await read.one(comment_store.ONE, account_id=actor.account_id, id=comment_id)
    if found is None:
        raise Missing("Comment")
    return found
