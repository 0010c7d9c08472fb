"""A ticket's logged time, billable and not."""

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.durations import (
    BillableDurationOut,
    NonBillableDurationOut,
    show_billable,
    show_non_billable,
)
from deskhand.worklog.read import ticket_durations


async def billable(call: Call) -> BillableDurationOut:
    ticket_id = call.ids["ticket_id"]
    async with call.engine.read() as database:
        return show_billable(ticket_id, (await ticket_durations(database, call.actor, ticket_id)).billable)


async def non_billable(call: Call) -> NonBillableDurationOut:
    ticket_id = call.ids["ticket_id"]
    async with call.engine.read() as database:
        return show_non_billable(ticket_id, (await ticket_durations(database, call.actor, ticket_id)).unbillable)


ROUTES = (
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/billableduration",
        scope="workhours:read",
        handler=billable,
        answer=BillableDurationOut,
        summary="Read a ticket's billable time",
        tag="Work hours",
        example_answer=examples.BILLABLE_DURATION,
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/nonbillableduration",
        scope="workhours:read",
        handler=non_billable,
        answer=NonBillableDurationOut,
        summary="Read a ticket's time that is not billed",
        tag="Work hours",
    ),
)
