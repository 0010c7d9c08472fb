"""Unlogged gaps: a technician's of a day, and one of them turned into an entry of work hours."""

from datetime import UTC, datetime

from deskhand.api.call import Call
from deskhand.api.kinds import LocalTime
from deskhand.api.routes import Param, Route
from deskhand.api.v3.params import WHOSE, whose_asked
from deskhand.api.v3.shapes.gaps import FILLED_GAP, GapsOut, show_gaps
from deskhand.api.v3.shapes.workhours import WorkHoursSaved
from deskhand.api.v3.workhours import saved
from deskhand.storage.engine import Tx
from deskhand.worklog.fill_gap import fill_gap
from deskhand.worklog.gaps import list_gaps


async def list_of_day(call: Call) -> GapsOut:
    technician_id = whose_asked(call)
    day = call.asked("date", kind=LocalTime())
    async with call.engine.read() as database:
        return show_gaps(await list_gaps(database, call.actor, technician_id, day and day.at.date(), datetime.now(UTC)))


async def fill(call: Call, tx: Tx) -> WorkHoursSaved:
    return await saved(call, tx, await fill_gap(tx, call.actor, call.draft(FILLED_GAP)))


ROUTES = (
    Route(
        methods=("GET",),
        path="/workhours/gaps",
        scope="workhours:read",
        handler=list_of_day,
        answer=GapsOut,
        query=(
            Param("technicianId", WHOSE, "Whose. Default: the key's; an integration has to say."),
            Param("date", LocalTime(), "A day of the account's time zone; default today."),
        ),
        summary="List a technician's activity on a day that no work hours cover",
        tag="Work hours",
    ),
    Route(
        methods=("POST",),
        path="/workhours/gaps",
        scope="workhours:write",
        writer=fill,
        answer=WorkHoursSaved,
        status=201,
        body=FILLED_GAP,
        summary="Turn such a gap into an entry of work hours",
        tag="Work hours",
        example={
            "GapID": "54320-20240215T104000Z-20240215T104500Z",
            "TechnicianContactID": 12345,
            "Notes": "Reading the logs",
        },
    ),
)
