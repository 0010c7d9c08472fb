"""Work hours beyond one ticket's list: everybody's by date, and the forms of them that other clients use."""

from deskhand.api.call import Call
from deskhand.api.kinds import Flag, LocalTime
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Param, Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes.timesheets import (
    NEW_TIMESHEET,
    BillableEntryOut,
    TimesheetOut,
    TimesheetSaved,
    show_billable_entry,
    show_timesheet,
    show_timesheet_saved,
    timesheet_draft,
)
from deskhand.api.v3.shapes.workhours import WorkRecordOut, show_record
from deskhand.storage.engine import Tx
from deskhand.worklog.log import log_work
from deskhand.worklog.read import list_records, list_work, read_entry


async def list_everybodys(call: Call) -> Paged[WorkRecordOut]:
    page = call.page
    start, end = (call.asked(name, kind=LocalTime()) for name in ("startWorkhour", "endWorkhour"))
    call.asked("includeRates", kind=Flag())  # changes nothing yet, but nonsense is told all the same
    async with call.engine.read() as database:
        found = await list_records(database, call.actor, start, end, limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_record)


async def list_billable(call: Call) -> Paged[BillableEntryOut]:
    page, ticket_id = call.page, call.ids["ticket_id"]
    async with call.engine.read() as database:
        found = await list_work(
            database, call.actor, ticket_id, billable_only=True, limit=page.limit, offset=page.offset
        )
    return envelope(found.rows, found.total, page, call.link, show_billable_entry)


async def list_timesheets(call: Call) -> Paged[TimesheetOut]:
    page = call.page
    async with call.engine.read() as database:
        found = await list_work(database, call.actor, call.ids["ticket_id"], limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_timesheet)


async def add_timesheet(call: Call, tx: Tx) -> TimesheetSaved:
    draft = timesheet_draft(call.draft(NEW_TIMESHEET))
    logged = await log_work(tx, call.actor, call.ids["ticket_id"], draft)
    return show_timesheet_saved(await read_entry(tx, call.actor, logged.entry.id), logged.warnings)


ROUTES = (
    Route(
        methods=("GET",),
        path="/workhours",
        scope="workhours:read",
        handler=list_everybodys,
        answer=Paged[WorkRecordOut],
        query=(
            *PAGING,
            Param("startWorkhour", LocalTime(), "Begun at or after this, in the account's time zone."),
            Param("endWorkhour", LocalTime(), "Ended at or before this, or on this day, in the account's time zone."),
            Param("includeRates", Flag(), "Accepted; RateID and RateAmount are null until there are rates."),
        ),
        summary="List everybody's work hours, latest first",
        tag="Work hours",
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/billabledurations",
        scope="workhours:read",
        handler=list_billable,
        answer=Paged[BillableEntryOut],
        query=PAGING,
        summary="List a ticket's billable work hours",
        tag="Work hours",
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/timesheets",
        scope="workhours:read",
        handler=list_timesheets,
        answer=Paged[TimesheetOut],
        query=PAGING,
        summary="List a ticket's work hours as timesheets",
        tag="Work hours",
    ),
    Route(
        methods=("POST",),
        path="/tickets/{ticket_id}/timesheets",
        scope="workhours:write",
        writer=add_timesheet,
        answer=TimesheetSaved,
        status=201,
        body=NEW_TIMESHEET,
        summary="Log work on a ticket as a timesheet",
        tag="Work hours",
        example={"TechnicianContactID": 12345, "Date": "2024-02-15T09:00:00Z", "Duration": 5400},
    ),
)
