"""What is done with a technician's timer: started, stopped, switched, thrown away, gone on with, or told of activity.

All of it happens inside the account's transaction, so that whatever two browsers do at once one timer runs, and what
the other one counted is an entry.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.permissions import Verb, require
from deskhand.core.timer import (
    IdlePart,
    Span,
    Timer,
    TimerAction,
    TimerMode,
    activity_due,
    checked_end,
    idle_since,
    spans,
    started,
    starts_by_itself,
)
from deskhand.storage.engine import Tx
from deskhand.worklog import timer_store
from deskhand.worklog.overlap import Logged
from deskhand.worklog.timer_changes import keep_discarded, keep_mode, keep_started, keep_stopped
from deskhand.worklog.timer_entries import log_spans
from deskhand.worklog.timer_read import timed_ticket, timer_of


class TimerDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said to a timer; `action` alone must be. `ends_at` and `idle` speak of what it has counted so far."""

    action: TimerAction | None = None
    ticket_id: int | None = None
    technician_id: int | None = None
    mode: TimerMode | None = None
    billable: bool | None = None
    on_site: bool | None = None
    notes: str | None = None
    idle: IdlePart = IdlePart.KEEP
    ends_at: datetime | None = None


class Acted(msgspec.Struct, frozen=True):
    """The timer afterwards, and the entries that were written."""

    timer: Timer
    logged: tuple[Logged, ...] = ()


async def act(tx: Tx, actor: Actor, draft: TimerDraft) -> Acted:
    """Do to a technician's timer what the draft says.

    Refused where the action lacks something, where none runs that it could end, and wherever the entry would be: then
    the timer goes on, and nothing that it counted is lost.
    """
    require(actor, Verb.WORK_WRITE)
    action = action_of(draft)
    timer = await timer_of(tx, actor, draft.technician_id)
    return await _ACTS[action](tx, actor, timer, draft)


def shows_activity(timer: Timer, draft: TimerDraft, now: datetime) -> bool:
    """Whether the draft tells of activity on the ticket of the timer that is worth keeping."""
    return draft.ticket_id in (None, timer.ticket_id) and activity_due(timer, now)


def action_of(draft: TimerDraft) -> TimerAction:
    """What shall be done. Refused when nothing is said."""
    if draft.action is None:
        *most, last = TimerAction
        wanted = f"Send Action: {', '.join(most)} or {last}"
        raise Refusal("timer_action_required", "Action required", wanted, field="action")
    return draft.action


async def _start(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    """Count on a ticket from now on; what counted on another one is written first. On the same one nothing changes."""
    ticket = await timed_ticket(tx, actor, draft.ticket_id)
    if timer.ticket_id == ticket.id:
        return Acted(timer)
    logged: tuple[Logged, ...] = ()
    if timer.running:
        logged = await log_spans(tx, actor, timer, _counted(tx, timer, draft))
        timer = await keep_stopped(tx, actor, timer)
    billable = True if draft.billable is None else draft.billable
    after = started(
        timer, ticket.id, tx.now, billable=billable, on_site=draft.on_site or False, notes=draft.notes or ""
    )
    return Acted(await keep_started(tx, actor, after), logged)


async def _switch(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    _require_running(timer)
    return await _start(tx, actor, timer, draft)


async def _stop(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    """Write what it has counted, on another ticket if one is named, and let it rest."""
    _require_running(timer)
    said_at_last = msgspec.structs.replace(
        timer,
        billable=timer.billable if draft.billable is None else draft.billable,
        on_site=timer.on_site if draft.on_site is None else draft.on_site,
        notes=timer.notes if draft.notes is None else draft.notes,
    )
    if draft.ticket_id is not None:
        ticket = await timed_ticket(tx, actor, draft.ticket_id)
        said_at_last = msgspec.structs.replace(said_at_last, ticket_id=ticket.id)
    logged = await log_spans(tx, actor, said_at_last, _counted(tx, timer, draft))
    return Acted(await keep_stopped(tx, actor, timer), logged)


async def _discard(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    _require_running(timer)
    return Acted(await keep_discarded(tx, actor, timer))


async def _continue(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    """Answer what becomes of the idle time. Kept, it counts as work; else what was is written, and it goes on anew."""
    _require_running(timer)
    if draft.idle is IdlePart.KEEP or idle_since(timer, tx.now) is None or timer.ticket_id is None:
        after = msgspec.structs.replace(timer, active_at=tx.now)
        await timer_store.put(tx, after)  # a sign of activity, of which the log knows nothing
        return Acted(after)
    logged = await log_spans(tx, actor, timer, _counted(tx, timer, msgspec.structs.replace(draft, ends_at=None)))
    rested = await keep_stopped(tx, actor, timer)
    after = started(rested, timer.ticket_id, tx.now, billable=timer.billable, on_site=timer.on_site, notes=timer.notes)
    return Acted(await keep_started(tx, actor, after), logged)


async def _seen_on_ticket(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    """The console saw a ticket opened or typed on: it starts the timer where the mode says so, or is activity."""
    ticket = await timed_ticket(tx, actor, draft.ticket_id)
    if starts_by_itself(timer, action_of(draft), ticket.id):
        return await _start(tx, actor, timer, draft)
    return await _active(tx, actor, timer, draft)


async def _active(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    if shows_activity(timer, draft, tx.now):
        await timer_store.note_active(tx, timer, tx.now)
        timer = msgspec.structs.replace(timer, active_at=tx.now)
    return Acted(timer)


async def _set_mode(tx: Tx, actor: Actor, timer: Timer, draft: TimerDraft) -> Acted:
    """Choose when the timer starts by itself; whether it runs stays as it is."""
    if draft.mode is None:
        *most, last = TimerMode
        wanted = f"Send Mode: {', '.join(most)} or {last}"
        raise Refusal("timer_mode_required", "Mode required", wanted, field="mode")
    if draft.mode is timer.mode:
        return Acted(timer)
    after = msgspec.structs.replace(timer, mode=draft.mode)
    return Acted(await keep_mode(tx, actor, after))


_ACTS: dict[TimerAction, Callable[[Tx, Actor, Timer, TimerDraft], Awaitable[Acted]]] = {
    TimerAction.START: _start,
    TimerAction.STOP: _stop,
    TimerAction.SWITCH: _switch,
    TimerAction.DISCARD: _discard,
    TimerAction.CONTINUE: _continue,
    TimerAction.OPENED: _seen_on_ticket,
    TimerAction.TYPED: _seen_on_ticket,
    TimerAction.ACTIVE: _active,
    TimerAction.MODE: _set_mode,
}


def _counted(tx: Tx, timer: Timer, draft: TimerDraft) -> tuple[Span, ...]:
    """The spans of work that come out of a timer, as the draft says about its end and its idle part."""
    return spans(timer, checked_end(timer, draft.ends_at, tx.now), tx.now, draft.idle)


def _require_running(timer: Timer) -> None:
    if not timer.running:
        raise Refusal("timer_not_running", "Timer not running", "No timer runs; send Start with a TicketID first")
