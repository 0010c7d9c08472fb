"""What is said and done on tickets, as the domain's rules have it: comments and work hours."""

from datetime import datetime, timedelta
from typing import Any

from tests.features.machine.people import active_contact
from tests.features.machine.requesters import named_technician, trying
from tests.features.machine.said import Said, Silence, instant, otherwise
from tests.features.machine.things import Comment, Entry
from tests.features.machine.tickets import move
from tests.features.machine.world import Actor, Json, Problems, Refused, World


def comment(world: World, actor: Actor, ticket_id: int, body: Json) -> Comment:
    """A new comment."""
    said = Said(body)
    text, internal, contact_id = said.text("CommentText"), said.flag("IsInternal"), said.customer("EndUserID")
    technician_id, address = said.technician(), said.text("TechnicianEmail", 200)
    said.read()
    ticket = world.ticket(ticket_id)
    actor.need("comment")
    problems = Problems()
    problems.unless(str(otherwise(text, "")).strip() != "", "comment_text_required")
    speaks = isinstance(technician_id, int) or otherwise(address, "") != ""
    author: tuple[int | None, int | None] = (actor.person_id, None)
    if not isinstance(contact_id, Silence):
        problems.unless(not speaks, "one_author")
        problems.unless(internal is not True, "end_user_internal")
        problems.unless(ticket.status != "Closed", "ticket_closed")
        trying(problems, lambda: active_contact(world, contact_id))
        author = (None, contact_id)
    elif speaks:
        author = (trying(problems, lambda: named_technician(world, technician_id, address)), None)
    problems.refuse()
    by_contact = author[1] is not None
    new = Comment(
        world.next_id("comment"),
        ticket.id,
        world.now,
        *author,
        otherwise(internal, not by_contact),
        otherwise(text, ""),
    )
    ticket.comments.append(new)
    world.record(actor, "comment.added", None, new)
    if by_contact and ticket.status in ("Pending", "Resolved"):
        move(world, actor, ticket, "Open")
    return new


def log_work(world: World, actor: Actor, ticket_id: int, body: Json) -> Entry:
    """A new entry of work."""
    said = Said(body)
    starts_at, ends_at, day = said.instant("StartDate"), said.instant("EndDate"), said.instant("Date")
    hours, billable, on_site = said.number("Hours", 0, 24), said.flag("IsBillable"), said.flag("OnCustomerSite")
    technician_id, address, notes = said.technician(), said.text("TechnicianEmail", 200), said.text("Notes")
    said.read()
    start, end = _span(starts_at, ends_at, day, hours, body)
    ticket = world.ticket(ticket_id)
    actor.need("work_hours")
    problems = Problems()
    problems.unless(timedelta(0) < end - start <= timedelta(hours=24), "invalid_work_hours")
    if isinstance(technician_id, int) or otherwise(address, ""):
        worker = trying(problems, lambda: named_technician(world, technician_id, address))
    else:
        worker = actor.person_id or ticket.technician_id
        problems.unless(worker is not None, "technician_required")
    problems.refuse()
    entry = Entry(
        world.next_id("work_hours"),
        ticket.id,
        worker,
        start,
        end,
        otherwise(billable, True),
        otherwise(on_site, False),
        otherwise(notes, ""),
    )
    ticket.entries.append(entry)
    world.record(actor, "work_hours.logged", None, entry)
    return entry


def _span(starts_at: Any, ends_at: Any, day: Any, hours: Any, body: Json) -> tuple[datetime, datetime]:
    """From when to when, by one of the ways to say it."""
    if day and "StartTime" in body:
        starts_at = instant(f"{day.date()}T{body['StartTime']}")
        ends_at = instant(f"{day.date()}T{body['EndTime']}")
        if starts_at is None or ends_at is None:
            raise Refused((400, "invalid_field"))
    if isinstance(starts_at, datetime) and isinstance(ends_at, datetime):
        return starts_at, ends_at
    if not day and "StartTime" in body:
        raise Refused((400, "invalid_field"), (400, "work_hours_span_required"))
    if not isinstance(hours, float):
        raise Refused((400, "work_hours_span_required"))
    if isinstance(ends_at, datetime):
        return ends_at - timedelta(hours=hours), ends_at
    begin = starts_at if isinstance(starts_at, datetime) else day
    return begin, begin + timedelta(hours=hours)
