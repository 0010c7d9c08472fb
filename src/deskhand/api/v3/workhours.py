"""Work hours on a ticket: read and write; and one entry of them, wherever it belongs."""

from datetime import UTC, datetime

import msgspec

from deskhand.api.call import Call
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.durations import show_durations
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.api.v3.shapes.work_change import CHANGED_WORK_HOURS, work_change
from deskhand.api.v3.shapes.workhours import (
    NEW_WORK_HOURS,
    WorkHoursOfTicket,
    WorkHoursOut,
    WorkHoursSaved,
    WorkRecordOut,
    show_entry,
    show_record,
    show_saved,
    work_draft,
)
from deskhand.storage.engine import Tx
from deskhand.worklog.change import change_work
from deskhand.worklog.delete import delete_work
from deskhand.worklog.log import log_work
from deskhand.worklog.overlap import Logged
from deskhand.worklog.read import list_work, read_entry, read_record, ticket_durations


async def list_with_totals(call: Call) -> WorkHoursOfTicket:
    """The brief's list and Atera's summary, which both live under this path."""
    page, ticket_id = call.page, call.ids["ticket_id"]
    async with call.engine.read() as database:
        found = await list_work(database, call.actor, ticket_id, limit=page.limit, offset=page.offset)
        spent = await ticket_durations(database, call.actor, ticket_id)
    listed = envelope(found.rows, found.total, page, call.link, show_entry)
    return WorkHoursOfTicket(
        **msgspec.structs.asdict(listed),
        TicketID=ticket_id,
        Billable=show_durations(ticket_id, spent.billable),
        NonBillable=show_durations(ticket_id, spent.unbillable),
    )


async def list_records(call: Call) -> Paged[WorkHoursOut]:
    page = call.page
    async with call.engine.read() as database:
        found = await list_work(database, call.actor, call.ids["ticket_id"], limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_entry)


async def add(call: Call, tx: Tx) -> WorkHoursSaved:
    draft = work_draft(call.draft(NEW_WORK_HOURS), datetime.now(UTC))
    return await saved(call, tx, await log_work(tx, call.actor, call.ids["ticket_id"], draft))


async def saved(call: Call, tx: Tx, logged: Logged) -> WorkHoursSaved:
    """The answer to an entry that was written."""
    return show_saved(await read_entry(tx, call.actor, logged.entry.id), logged.warnings)


async def read(call: Call) -> WorkRecordOut:
    async with call.engine.read() as database:
        return show_record(await read_record(database, call.actor, call.ids["work_hours_id"]))


async def update(call: Call, tx: Tx) -> WorkHoursSaved:
    change = work_change(call.draft(CHANGED_WORK_HOURS))
    return await saved(call, tx, await change_work(tx, call.actor, call.ids["work_hours_id"], change))


async def delete(call: Call, tx: Tx) -> Deleted:
    await delete_work(tx, call.actor, call.ids["work_hours_id"])
    return Deleted(ActionID=call.ids["work_hours_id"])


ROUTES = (
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/workhours",
        scope="workhours:read",
        handler=list_with_totals,
        answer=WorkHoursOfTicket,
        query=PAGING,
        summary="List a ticket's work hours, with totals",
        tag="Work hours",
        example_answer=examples.WORK_HOURS,
    ),
    Route(
        methods=("POST",),
        path="/tickets/{ticket_id}/workhours",
        scope="workhours:write",
        writer=add,
        answer=WorkHoursSaved,
        status=201,
        body=NEW_WORK_HOURS,
        summary="Log work on a ticket",
        tag="Work hours",
        example=examples.LOG_WORK,
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/workhoursrecords",
        scope="workhours:read",
        handler=list_records,
        answer=Paged[WorkHoursOut],
        query=PAGING,
        summary="List a ticket's work hours",
        tag="Work hours",
    ),
    Route(
        methods=("POST",),
        path="/tickets/{ticket_id}/workhoursrecords",
        scope="workhours:write",
        writer=add,
        answer=WorkHoursSaved,
        status=201,
        body=NEW_WORK_HOURS,
        summary="Log work on a ticket, under the path of the list",
        tag="Work hours",
        example=examples.LOG_WORK,
    ),
    Route(
        methods=("GET",),
        path="/workhours/{work_hours_id}",
        scope="workhours:read",
        handler=read,
        answer=WorkRecordOut,
        summary="Read an entry of work hours",
        tag="Work hours",
    ),
    Route(
        methods=("POST", "PUT"),
        path="/workhours/{work_hours_id}",
        scope="workhours:write",
        writer=update,
        answer=WorkHoursSaved,
        body=CHANGED_WORK_HOURS,
        summary="Change an entry of work hours; what is not sent stays",
        tag="Work hours",
        example={"EndDate": "2024-02-15T10:45:00Z", "OnCustomerSite": True},
    ),
    Route(
        methods=("DELETE",),
        path="/workhours/{work_hours_id}",
        scope="workhours:write",
        writer=delete,
        answer=Deleted,
        summary="Delete an entry of work hours; the ticket's totals follow",
        tag="Work hours",
    ),
)
