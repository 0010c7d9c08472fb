"""Reading a technician's timer, and the tickets that it may count on."""

from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Ticket
from deskhand.core.time import whole_seconds
from deskhand.core.timer import Timer, idle_since
from deskhand.storage.engine import Read
from deskhand.tickets import store as ticket_store
from deskhand.tickets.change import refuse_merged
from deskhand.worklog import timer_store
from deskhand.worklog.whose import require_own, technician_meant


class TimerView(msgspec.Struct, frozen=True, kw_only=True):
    """A timer at a moment, with its ticket if the actor may see it: without, nothing tells which one it is."""

    timer: Timer
    ticket: Ticket | None
    seconds: int
    idle_since: datetime | None
    idle_seconds: int


async def read_timer(read: Read, actor: Actor, technician_id: int | None, now: datetime) -> TimerView:
    """The timer of the technician who is named or acts. Refused to technicians who ask for a colleague's."""
    require(actor, Verb.WORK_READ)
    return await seen(read, actor, await timer_of(read, actor, technician_id), now)


async def timer_of(read: Read, actor: Actor, technician_id: int | None) -> Timer:
    """The same as it is kept, for use cases; at rest where nothing was ever kept of it."""
    technician = await technician_meant(read, actor, technician_id)
    require_own(actor, technician)
    kept = await timer_store.get(read, actor.account_id, technician.id)
    return kept or Timer(account_id=actor.account_id, id=technician.id)


async def seen(read: Read, actor: Actor, timer: Timer, now: datetime) -> TimerView:
    """The timer as the actor may see it at a moment."""
    away = idle_since(timer, now)
    return TimerView(
        timer=timer,
        ticket=None if timer.ticket_id is None else await ticket_store.get(read, actor, timer.ticket_id),
        seconds=0 if timer.started_at is None else max(0, whole_seconds(timer.started_at, now)),
        idle_since=away,
        idle_seconds=0 if away is None else whole_seconds(away, now),
    )


async def timed_ticket(read: Read, actor: Actor, ticket_id: int | None) -> Ticket:
    """The ticket that a timer shall count on. Refused when none is named or to be seen, and when it was merged."""
    if ticket_id is None:
        raise Refusal("ticket_required", "TicketID required", "Name the ticket with TicketID", field="ticket_id")
    found = await ticket_store.get(read, actor, ticket_id)
    if found is None:
        raise Refusal(
            "ticket_not_found",
            "Ticket not found",
            "There is no ticket with this ID that you may see; lists show those there are",
            field="ticket_id",
        )
    refuse_merged(found)
    return found
