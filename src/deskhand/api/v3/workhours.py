"""Work hours on a ticket: read and write."""

from datetime import UTC, datetime

import msgspec

from deskhand.api.call import Call
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.durations import show_durations
from deskhand.api.v3.shapes.workhours import (
    NEW_WORK_HOURS,
    WorkHoursOfTicket,
    WorkHoursOut,
    WorkHoursSaved,
    show_entry,
    show_saved,
    work_draft,
)
from deskhand.storage.engine import Tx
from deskhand.worklog.log import log_work
from deskhand.worklog.read import list_work, read_entry, ticket_durations


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
    entry = await log_work(tx, call.actor, call.ids["ticket_id"], draft)
    view = await read_entry(tx, call.actor, entry.id)
    return show_saved(view)


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
)
