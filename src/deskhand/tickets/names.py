"""The names and texts that a page of tickets shows, by one statement per kind and none per ticket."""

from collections.abc import Sequence, Set
from typing import Any

import msgspec

from deskhand.core.ticket import Ticket
from deskhand.storage.engine import Read
from deskhand.tickets import list_store
from deskhand.tickets.list_store import NO_POLICY, NOBODY, NOTHING, CustomerName, PersonName, PolicyName, Said
from deskhand.tickets.view import TicketView


async def with_names(read: Read, account_id: int, tickets: Sequence[Ticket]) -> list[TicketView]:
    """The tickets with names and texts, by one statement per kind of name and none per ticket."""
    customers = await by_id(read, list_store.CUSTOMER_NAMES, account_id, {t.customer_id for t in tickets})
    contacts = await by_id(read, list_store.CONTACT_NAMES, account_id, {t.contact_id for t in tickets})
    technicians = await by_id(read, list_store.TECHNICIAN_NAMES, account_id, {t.technician_id for t in tickets})
    policies = await by_id(read, list_store.POLICY_NAMES, account_id, {t.policy_id for t in tickets})
    spoken = {t.first_comment_id for t in tickets} | {t.last_contact_comment_id for t in tickets}
    spoken |= {t.last_technician_comment_id for t in tickets}
    said = await by_id(read, list_store.SAID, account_id, spoken)
    return [_view(ticket, customers, contacts, technicians, policies, said) for ticket in tickets]


async def by_id(read: Read, statement: Any, account_id: int, ids: Set[int | None]) -> dict[int | None, Any]:
    """The rows of these ids, whose first column is the id; nothing is asked where no id is."""
    wanted = sorted(one for one in ids if one is not None)
    if not wanted:
        return {}
    return {row[0]: row for row in await read.fetch(statement, account_id=account_id, ids=wanted)}


def _view(
    ticket: Ticket,
    customers: dict[int | None, CustomerName],
    contacts: dict[int | None, PersonName],
    technicians: dict[int | None, PersonName],
    policies: dict[int | None, PolicyName],
    said: dict[int | None, Said],
) -> TicketView:
    customer_version, customer_name, business_number = customers[ticket.customer_id][1:]
    contact_version, email, first_name, last_name, phone = contacts.get(ticket.contact_id, NOBODY)[1:]
    technician_version, its_email, its_first_name, its_last_name, _ = technicians.get(ticket.technician_id, NOBODY)[1:]
    _, policy_version, policy_name = policies.get(ticket.policy_id, NO_POLICY)
    _, _, first = said.get(ticket.first_comment_id, NOTHING)
    _, by_contact_at, by_contact = said.get(ticket.last_contact_comment_id, NOTHING)
    _, by_technician_at, by_technician = said.get(ticket.last_technician_comment_id, NOTHING)
    # By position: see api.v3.shapes.ticket.show_ticket.
    names = (
        customer_version,  # customer_version
        contact_version,  # contact_version
        technician_version,  # technician_version
        policy_version,  # policy_version
        customer_name,  # customer_name
        business_number,  # customer_business_number
        email,  # contact_email
        first_name,  # contact_first_name
        last_name,  # contact_last_name
        phone,  # contact_phone
        its_email,  # technician_email
        its_first_name,  # technician_first_name
        its_last_name,  # technician_last_name
        first,  # first_comment
        by_contact,  # last_contact_comment
        by_contact_at,  # last_contact_comment_at
        by_technician,  # last_technician_comment
        by_technician_at,  # last_technician_comment_at
        policy_name,  # policy_name
    )
    return TicketView(*(*msgspec.structs.astuple(ticket), *names))
