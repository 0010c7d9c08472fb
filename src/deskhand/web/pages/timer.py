"""The person's timer: started, stopped, switched, thrown away, asked about idle time; and what the console saw."""

from datetime import timedelta

from deskhand.core.errors import Missing, Refusal
from deskhand.core.timer import IdlePart, TimerAction, TimerMode
from deskhand.http.door import Answer
from deskhand.web.answers import Said, nothing, own_path, see_other
from deskhand.web.forms import BadForm
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_
from deskhand.worklog.timer import Acted, TimerDraft, act, shows_activity
from deskhand.worklog.timer_activity import note_activity, only_activity

SEEN = {"opened": TimerAction.OPENED, "typed": TimerAction.TYPED}


async def start(visit: Visit) -> Answer:
    """Count on a ticket from now on; what counted on another one is logged."""
    draft = TimerDraft(action=TimerAction.START, ticket_id=visit.form.number("ticket_id"))
    return await _acted(visit, draft, N_("The timer runs"))


async def stop(visit: Visit) -> Answer:
    """Log what the timer has counted."""
    draft = TimerDraft(action=TimerAction.STOP, idle=_idle(visit))
    return await _acted(visit, draft, N_("The timer was stopped; it had counted nothing"))


async def discard(visit: Visit) -> Answer:
    """Throw away what the timer has counted."""
    return await _acted(visit, TimerDraft(action=TimerAction.DISCARD), N_("The timer was stopped, nothing was logged"))


async def go_on(visit: Visit) -> Answer:
    """Say what becomes of the idle time."""
    draft = TimerDraft(action=TimerAction.CONTINUE, idle=_idle(visit))
    return await _acted(visit, draft, N_("The timer goes on"))


async def set_mode(visit: Visit) -> Answer:
    """Choose when the timer starts by itself."""
    try:
        draft = TimerDraft(action=TimerAction.MODE, mode=TimerMode(visit.form.text("mode")))
    except ValueError:
        raise BadForm("The form holds a choice that there is not") from None
    return await _acted(visit, draft, N_("Saved"))


async def seen(visit: Visit) -> Answer:
    """The console saw the person open a ticket or type on it."""
    action = SEEN.get(visit.form.text("what"))
    if action is None:
        raise BadForm("The form holds a choice that there is not")
    draft = TimerDraft(action=action, ticket_id=visit.ids["ticket_id"])
    async with visit.engine.read() as read:
        timer = await only_activity(read, visit.actor, draft)
    if timer is None:
        async with visit.engine.transaction(visit.account_id) as tx:
            await act(tx, visit.actor, draft)
    elif shows_activity(timer, draft, visit.now):
        async with visit.engine.chore() as chore:
            await note_activity(chore, timer)
    return nothing(visit)


def _idle(visit: Visit) -> IdlePart:
    try:
        return IdlePart(visit.form.text("idle") or IdlePart.KEEP)
    except ValueError:
        raise BadForm("The form holds a choice that there is not") from None


async def _acted(visit: Visit, draft: TimerDraft, otherwise: str) -> Answer:
    """Do it and go back; a timer that two windows stop at once says so, and nothing is lost."""
    back = own_path(visit.form.text("back"))
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            done = await act(tx, visit.actor, draft)
    except Missing:
        raise
    except Refusal as refusal:
        return see_other(visit, back, Said(said_of(visit, refusal).sentence, kind="wrong"))
    return see_other(visit, back, _said(visit, done, otherwise))


def _said(visit: Visit, done: Acted, otherwise: str) -> Said:
    """How much was logged, where something was; an overlap is told, since its entry should be looked at."""
    if not done.logged:
        return Said(visit._(otherwise))
    seconds = sum(one.entry.seconds for one in done.logged)
    logged = {"time": visit.moments.long_duration(seconds), "id": done.logged[0].entry.ticket_id}
    if any(one.warnings for one in done.logged):
        text = N_("%(time)s logged on #%(id)s. It overlaps other time of yours: check the entries.")
        return Said(visit._(text) % logged, kind="wrong")
    if seconds < timedelta(minutes=1).total_seconds():
        return Said(visit._(N_("Less than a minute logged on #%(id)s")) % logged)
    return Said(visit._(N_("%(time)s logged on #%(id)s")) % logged)


PAGES = (
    Page(methods=("POST",), path="/timer/start", handler=start),
    Page(methods=("POST",), path="/timer/stop", handler=stop),
    Page(methods=("POST",), path="/timer/discard", handler=discard),
    Page(methods=("POST",), path="/timer/continue", handler=go_on),
    Page(methods=("POST",), path="/timer/mode", handler=set_mode),
    Page(methods=("POST",), path="/tickets/{ticket_id}/seen", handler=seen),
)
