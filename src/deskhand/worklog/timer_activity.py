"""Signs of a technician's activity that nothing follows from but that a timer is not idle: housekeeping."""

from deskhand.core.actor import Actor
from deskhand.core.permissions import Verb, require
from deskhand.core.timer import Timer, TimerAction, starts_by_itself
from deskhand.storage.engine import Read, Writes
from deskhand.worklog import timer_store
from deskhand.worklog.timer import TimerDraft, action_of
from deskhand.worklog.timer_read import timed_ticket, timer_of

SIGNS = frozenset({TimerAction.ACTIVE, TimerAction.OPENED, TimerAction.TYPED})


async def only_activity(read: Read, actor: Actor, draft: TimerDraft) -> Timer | None:
    """The timer, when the draft does nothing to it but tell of activity; None when it takes the account's clock.

    Whoever opens tickets all day would queue for that clock otherwise, and nothing is decided here that could be wrong
    a moment later.
    """
    require(actor, Verb.WORK_WRITE)
    action = action_of(draft)
    if action not in SIGNS:
        return None
    timer = await timer_of(read, actor, draft.technician_id)
    if action is not TimerAction.ACTIVE:
        ticket = await timed_ticket(read, actor, draft.ticket_id)
        if starts_by_itself(timer, action, ticket.id):
            return None
    return timer


async def note_activity(chore: Writes, timer: Timer) -> None:
    """Keep that the technician was active just now; at most once a minute per timer and outside the account's log."""
    await timer_store.note_active(chore, timer, chore.now)
