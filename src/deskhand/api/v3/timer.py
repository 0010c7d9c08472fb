"""A technician's timer: read, started, stopped, and told what the console saw."""

from datetime import UTC, datetime

from deskhand.api.call import Call
from deskhand.api.routes import Param, Route
from deskhand.api.v3.params import WHOSE, whose_asked
from deskhand.api.v3.shapes.timer import TIMER_ACTION, TimerOut, TimerSaved, show_acted, show_timer
from deskhand.api.v3.shapes.workhours import show_entry
from deskhand.storage.engine import Tx
from deskhand.worklog.read import read_entry
from deskhand.worklog.timer import TimerDraft, act, shows_activity
from deskhand.worklog.timer_activity import note_activity, only_activity
from deskhand.worklog.timer_read import read_timer, seen


async def read(call: Call) -> TimerOut:
    technician_id = whose_asked(call)
    async with call.engine.read() as database:
        return show_timer(await read_timer(database, call.actor, technician_id, datetime.now(UTC)))


async def note(call: Call) -> TimerSaved | None:
    """What changes nothing but when the technician was last active is kept beside the account's log."""
    draft: TimerDraft = call.draft(TIMER_ACTION)
    now = datetime.now(UTC)
    async with call.engine.read() as database:
        timer = await only_activity(database, call.actor, draft)
        if timer is None:
            return None
        view = await seen(database, call.actor, timer, now)
    if shows_activity(timer, draft, now):
        async with call.engine.chore() as chore:
            await note_activity(chore, timer)
    return show_acted(view)


async def do(call: Call, tx: Tx) -> TimerSaved:
    acted = await act(tx, call.actor, call.draft(TIMER_ACTION))
    entries = [show_entry(await read_entry(tx, call.actor, logged.entry.id)) for logged in acted.logged]
    warnings = dict.fromkeys(sentence for logged in acted.logged for sentence in logged.warnings)
    return show_acted(await seen(tx, call.actor, acted.timer, tx.now), entries, tuple(warnings))


ROUTES = (
    Route(
        methods=("GET",),
        path="/timer",
        scope="workhours:read",
        handler=read,
        answer=TimerOut,
        query=(Param("technicianId", WHOSE, "Whose. Default: the key's; an integration has to say."),),
        summary="Read a technician's timer",
        tag="Work hours",
    ),
    Route(
        methods=("POST",),
        path="/timer",
        scope="workhours:write",
        aside=note,
        writer=do,
        answer=TimerSaved,
        body=TIMER_ACTION,
        summary="Start, stop, switch or discard a technician's timer, set its mode, or tell it of activity",
        tag="Work hours",
        example={"Action": "Start", "TicketID": 54321, "TechnicianContactID": 12345, "Notes": "Certificate"},
    ),
)
