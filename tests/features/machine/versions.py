"""Versions of tickets: which tag stands for which state, when one is stale, and what has changed since."""

from typing import Any, NamedTuple

from tests.features.machine import relating, shown
from tests.features.machine.relating import Relation
from tests.features.machine.things import Ticket
from tests.features.machine.viewers import Viewer
from tests.features.machine.world import Json, Recorded, World

WIRE_NAMES = {
    "title": "TicketTitle",
    "description": "Description",
    "tags": "Tags",
    "status": "TicketStatus",
    "priority": "TicketPriority",
    "type": "TicketType",
    "impact": "TicketImpact",
    "source": "TicketSource",
    "customer_id": "CustomerID",
    "contact_id": "EndUserID",
    "technician_id": "TechnicianContactID",
    "due_by_hand": "DueDate",
    "parent_id": "RelatedTicketId",
}


def version(world: World, ticket: Ticket) -> int:
    """The last event that touched the ticket, or a person or company that it shows."""
    who: list[Any] = [
        world.customers[ticket.customer_id],
        world.contacts.get(ticket.contact_id or 0),
        world.technicians.get(ticket.technician_id or 0),
    ]
    return int(max([ticket.version, *(one.version for one in who if one)]))


class Seen(NamedTuple):
    """A state of a ticket that somebody has read, with the tag it came with."""

    tag: str
    version: int
    related: Relation
    shown: Json


def seen(world: World, viewer: Viewer, ticket: Ticket, relations: bool, tag: str) -> Seen:
    """The ticket as it is now."""
    told = shown.ticket(world, ticket)
    if not relations:
        return Seen(tag, version(world, ticket), None, told)
    related = relating.relation(world, viewer, ticket)
    kind, other = related or ("None", None)
    return Seen(tag, version(world, ticket), related, {**told, "RelationType": kind, "RelatedTicketId": other})


def changed_since(world: World, ticket: Ticket, known: int) -> set[str]:
    """What a conflict must name: everything of the ticket that events since have changed."""
    return {name for event in world.log if event.ticket_id == ticket.id and event.seq > known for name in _names(event)}


def _names(event: Recorded) -> list[str]:
    if event.kind in ("comment.added", "comment.removed"):
        return ["Comments"]
    if event.kind == "work_hours.logged":
        return ["WorkHours"]
    return [WIRE_NAMES[field] for field in (*event.changes, *event.texts)]
