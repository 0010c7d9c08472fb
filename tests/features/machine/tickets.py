"""Tickets, as the domain's rules have it: opening, changing, commenting, logging work, deleting."""

from dataclasses import replace
from datetime import datetime

from tests.features.machine.people import add_contact, catch_all
from tests.features.machine.requesters import (
    Wanted,
    assignee,
    other_assignee,
    other_requester,
    read_stranger,
    read_wanted,
    requester,
    trying,
)
from tests.features.machine.said import SILENT, Said, Silence, otherwise, tidy_tags
from tests.features.machine.things import Ticket
from tests.features.machine.world import Actor, Json, Problems, World


def open_ticket(world: World, actor: Actor, body: Json) -> Ticket:
    """A new ticket."""
    said = Said(body)
    wanted, stranger = read_wanted(said), read_stranger(said)
    said.read()
    actor.need("ticket")
    problems = Problems()
    title = str(otherwise(wanted.title, "")).strip()
    problems.unless(title != "", "title_required")
    found = trying(problems, lambda: requester(world, wanted, stranger))
    technician_id = trying(problems, lambda: assignee(world, wanted))
    tags = trying(problems, lambda: tidy_tags(otherwise(wanted.tags, [])))
    problems.refuse()
    customer, contact = found
    if customer is None:
        customer = catch_all(world, actor)
    if isinstance(contact, dict):
        contact = add_contact(world, actor, customer, contact)
    ticket = Ticket(
        id=world.next_id("ticket"),
        title=title,
        description=otherwise(wanted.description, ""),
        priority=otherwise(wanted.priority, "Medium"),
        type=otherwise(wanted.type, "Problem"),
        impact=otherwise(wanted.impact, None),
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        technician_id=technician_id,
        due_by_hand=otherwise(wanted.due, None),
        moves=[(otherwise(wanted.status, "Open"), world.now)],
        tags=tags,
    )
    world.tickets[ticket.id] = ticket
    world.record(actor, "ticket.created", None, ticket)
    return ticket


def change_ticket(world: World, actor: Actor, ticket_id: int, body: Json) -> Ticket:
    """A ticket afterwards; of what it is told, what the API shows already counts as unsaid."""
    said = Said(body)
    wanted = read_wanted(said)
    said.read()
    ticket = world.ticket(ticket_id)
    actor.need("ticket")
    after, problems = _after(world, ticket, wanted)
    differs = after != ticket
    # Tags are free even at the end.
    barred = replace(after, tags=ticket.tags) != ticket
    problems.unless(not (barred and ticket.status == "Closed"), "ticket_closed")
    steps = _steps(world, ticket.status, otherwise(wanted.status, ticket.status), problems)
    problems.refuse()
    world.tickets[ticket_id] = after
    if differs:
        world.record(actor, "ticket.changed", ticket, after)
    for status in steps:
        move(world, actor, after, status)
    return after


def _after(world: World, ticket: Ticket, wanted: Wanted) -> tuple[Ticket, Problems]:
    """The ticket with everything but its status as it is wanted, and what stands against it."""
    problems = Problems()
    title = str(otherwise(wanted.title, ticket.title)).strip()
    problems.unless(title != "", "title_required")
    technician = world.technicians.get(ticket.technician_id or 0)
    # What it says already is unsaid.
    shown = (ticket.technician_id, technician.email if technician else None)
    if wanted.technician_id == shown[0]:
        wanted = replace(wanted, technician_id=SILENT)
    if wanted.technician_email in ("", shown[1]):
        wanted = replace(wanted, technician_email=SILENT)
    if isinstance(wanted.due, datetime) and _seconds(wanted.due) == _seconds(ticket.due_by_hand):
        wanted = replace(wanted, due=SILENT)
    customer_id, contact_id = trying(problems, lambda: other_requester(world, ticket, wanted)) or (0, 0)
    after = replace(
        ticket,
        moves=[*ticket.moves],
        title=title,
        description=otherwise(wanted.description, ticket.description),
        priority=otherwise(wanted.priority, ticket.priority),
        type=otherwise(wanted.type, ticket.type),
        impact=otherwise(wanted.impact, ticket.impact),
        customer_id=customer_id,
        contact_id=contact_id,
        technician_id=trying(problems, lambda: other_assignee(world, ticket, wanted)),
        due_by_hand=otherwise(wanted.due, ticket.due_by_hand),
        tags=ticket.tags if isinstance(wanted.tags, Silence) else trying(problems, lambda: _tags(wanted)),
    )
    return after, problems


def _tags(wanted: Wanted) -> str:
    return tidy_tags(otherwise(wanted.tags, []))


def move(world: World, actor: Actor, ticket: Ticket, status: str) -> None:
    """One step to another status."""
    before = replace(ticket, moves=[*ticket.moves])
    ticket.moves.append((status, world.now))
    world.record(actor, "ticket.status_changed", before, ticket)


def _steps(world: World, status: str, to: str, problems: Problems) -> tuple[str, ...]:
    """The statuses to go through."""
    if status == to:
        return ()
    problems.unless(status != "Closed", "ticket_closed")
    if to == "Closed" and status != "Resolved":
        problems.unless(not world.resolve_before_close, "transition_refused")
        return ("Resolved", "Closed")
    return (to,)


def delete_ticket(world: World, actor: Actor, ticket_id: int) -> None:
    """A ticket no more."""
    ticket = world.ticket(ticket_id)
    actor.need("delete")
    ticket.deleted = True
    world.record(actor, "ticket.deleted", None, ticket, bare=True)


def _seconds(at: datetime | None) -> datetime | None:
    """An instant as the wire shows it."""
    return at and at.replace(microsecond=0)
