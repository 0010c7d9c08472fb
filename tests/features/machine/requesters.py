"""What a ticket's JSON wants, and whom it means: the requester and the assignee."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.features.machine.people import (
    NOBODY,
    active_contact,
    active_customer,
    active_technician,
    contact_at,
    customer_of_domain,
)
from tests.features.machine.said import (
    IMPACTS,
    PRIORITIES,
    SILENT,
    STATUSES,
    TYPES,
    Said,
    Silence,
    otherwise,
    tidy_email,
)
from tests.features.machine.things import Contact, Customer, Ticket
from tests.features.machine.world import Json, Problems, Refused, World


@dataclass
class Wanted:
    """What a ticket's JSON says."""

    title: str | Silence
    description: str | Silence
    status: str | Silence
    priority: str | Silence
    type: str | Silence
    impact: str | Silence
    customer_id: int | Silence
    contact_id: int | Silence
    technician_id: int | Silence | None
    technician_email: str | Silence
    due: datetime | Silence | None
    tags: list[str] | Silence


def read_wanted(said: Said) -> Wanted:
    return Wanted(
        said.text("TicketTitle", 500),
        said.text("Description"),
        said.choice("TicketStatus", STATUSES),
        said.choice("TicketPriority", PRIORITIES),
        said.choice("TicketType", TYPES),
        said.choice("TicketImpact", IMPACTS),
        said.customer("CustomerID"),
        said.customer("EndUserID"),
        said.technician(),
        said.text("TechnicianEmail", 200),
        said.instant("DueDate"),
        said.tags(),
    )


@dataclass
class Stranger:
    """Addresses that may find a requester, and what a contact made from one would be called."""

    email: str
    customer_email: str
    names: dict[str, str]


def read_stranger(said: Said) -> Stranger:
    wire_names = {"first_name": "EndUserFirstName", "last_name": "EndUserLastName", "phone": "EndUserPhone"}
    return Stranger(
        otherwise(said.text("EndUserEmail", 200), ""),
        otherwise(said.text("CustomerEmail", 200), ""),
        {field: otherwise(said.text(name, 200), "") for field, name in wire_names.items()},
    )


def requester(world: World, wanted: Wanted, stranger: Stranger) -> tuple[Customer | None, Contact | Json | None]:
    """The customer (None: the one of everybody unknown) and the contact, as fields where it is to be made."""
    named = None if isinstance(wanted.customer_id, Silence) else active_customer(world, wanted.customer_id)
    if not isinstance(wanted.contact_id, Silence):
        return _together(world, named, active_contact(world, wanted.contact_id))
    if stranger.email:
        email = tidy_email(stranger.email)
        found = contact_at(world, email)
        if found:
            return _together(world, named, active_contact(world, found.id))
        return named or customer_of_domain(world, email), {"email": email, **stranger.names}
    if named:
        return named, None
    if not stranger.customer_email:
        raise Refused((400, "requester_required"))
    found = contact_at(world, stranger.customer_email)
    if found:
        return _together(world, None, active_contact(world, found.id))
    customer = customer_of_domain(world, tidy_email(stranger.customer_email))
    if customer is None:
        raise Refused(NOBODY)
    return customer, None


def _together(world: World, named: Customer | None, contact: Contact) -> tuple[Customer, Contact]:
    if named and named.id != contact.customer_id:
        raise Refused((400, "requester_mismatch"))
    return world.customers[contact.customer_id], contact


def other_requester(world: World, ticket: Ticket, wanted: Wanted) -> tuple[int, int | None]:
    """Whom a ticket is for afterwards."""
    customer_id = SILENT if wanted.customer_id == ticket.customer_id else wanted.customer_id
    contact_id = SILENT if wanted.contact_id == ticket.contact_id else wanted.contact_id
    named = None if isinstance(customer_id, Silence) else active_customer(world, customer_id)
    if not isinstance(contact_id, Silence):
        customer, contact = _together(world, named, active_contact(world, contact_id))
        return customer.id, contact.id
    return (named.id, None) if named else (ticket.customer_id, ticket.contact_id)


def assignee(world: World, wanted: Wanted) -> int | None:
    address = otherwise(wanted.technician_email, "")
    if isinstance(wanted.technician_id, int) or address:
        return named_technician(world, wanted.technician_id, address)
    return None


def other_assignee(world: World, ticket: Ticket, wanted: Wanted) -> int | None:
    if wanted.technician_id is None and wanted.technician_email in (SILENT, ""):
        return None
    if wanted.technician_id is SILENT and wanted.technician_email is SILENT:
        return ticket.technician_id
    return assignee(world, wanted)


def named_technician(world: World, technician_id: int | Silence | None, address: str | Silence) -> int:
    number = technician_id if isinstance(technician_id, int) else None
    return active_technician(world, number, otherwise(address, "")).id


def trying(problems: Problems, find: Callable[[], Any]) -> Any:
    """What can be found; None, and the problems noted, where the desk would refuse."""
    try:
        return find()
    except Refused as refused:
        problems.found |= refused.answers
        return None
