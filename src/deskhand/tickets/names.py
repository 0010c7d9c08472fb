"""The names and texts that a page of tickets shows, by one statement per kind and none per ticket."""

from collections.abc import Sequence, Set
from typing import Any

import msgspec

from deskhand.core.ticket import Ticket
from deskhand.storage.engine import Read
from deskhand.tickets import list_store
from deskhand.tickets.list_store import CustomerName, PersonName, Said
from deskhand.tickets.view import TicketView


async def with_names(read: Read, account_id: int, tickets: Sequence[Ticket]) -> list[TicketView]:
    """The tickets with names and texts, by one statement per kind of name and none per ticket."""
    customers = await _by_id(read, list_store.CUSTOMER_NAMES, account_id, {t.customer_id for t in tickets})
    contacts = await _by_id(read, list_store.CONTACT_NAMES, account_id, {t.contact_id for t in tickets})
    technicians = await _by_id(read, list_store.TECHNICIAN_NAMES, account_id, {t.technician_id for t in tickets})
    spoken = {t.first_comment_id for t in tickets} | {t.last_contact_comment_id for t in tickets}
    spoken |= {t.last_technician_comment_id for t in tickets}
    said = await _by_id(read, list_store.SAID, account_id, spoken)
    return [_view(ticket, customers, contacts, technicians, said) for ticket in tickets]


async def _by_id(read: Read, statement: Any, account_id: int, ids: Set[int | None]) -> dict[int | None, Any]:
    wanted = sorted(one for one in ids if one is not None)
    if not wanted:
        return {}
    return {row.id: row for row in await read.fetch(statement, account_id=account_id, ids=wanted)}


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
    # By position: see api.v3.shapes.ticket.show_ticket.
    names = (
        customer.version,  # customer_version
        contact.version if contact else None,  # contact_version
        technician.version if technician else None,  # technician_version
        customer.name,  # customer_name
        customer.business_number,  # customer_business_number
        contact.email if contact else None,  # contact_email
        contact.first_name if contact else None,  # contact_first_name
        contact.last_name if contact else None,  # contact_last_name
        contact.phone if contact else None,  # contact_phone
        technician.email if technician else None,  # technician_email
        technician.first_name if technician else None,  # technician_first_name
        technician.last_name if technician else None,  # technician_last_name
        first.text if first else None,  # first_comment
        by_contact.text if by_contact else None,  # last_contact_comment
        by_contact.at if by_contact else None,  # last_contact_comment_at
        by_technician.text if by_technician else None,  # last_technician_comment
        by_technician.at if by_technician else None,  # last_technician_comment_at
    )
    return TicketView(*(*msgspec.structs.astuple(ticket), *names))
