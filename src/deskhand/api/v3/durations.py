"""The time logged on a ticket, or on several at once."""

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.durations import (
    TICKET_IDS,
    BillableDurationOut,
    NonBillableDurationOut,
    SiteDurationsOut,
    TicketDurationsOut,
    show_billable,
    show_durations,
    show_non_billable,
    show_site,
)
from deskhand.worklog.read import durations_of_several, ticket_durations


async def billable(call: Call) -> BillableDurationOut:
    ticket_id = call.ids["ticket_id"]
    async with call.engine.read() as database:
        return show_billable(ticket_id, (await ticket_durations(database, call.actor, ticket_id)).billable)


async def non_billable(call: Call) -> NonBillableDurationOut:
    ticket_id = call.ids["ticket_id"]
    async with call.engine.read() as database:
        return show_non_billable(ticket_id, (await ticket_durations(database, call.actor, ticket_id)).unbillable)


async def billable_of_several(call: Call) -> list[TicketDurationsOut]:
    async with call.engine.read() as database:
        found = await durations_of_several(database, call.actor, call.draft(TICKET_IDS))
    return [show_durations(spent.ticket_id, spent.billable) for spent in found]


async def billable_by_site(call: Call) -> SiteDurationsOut:
    async with call.engine.read() as database:
        found = await durations_of_several(database, call.actor, call.draft(TICKET_IDS))
    shown = [show_site(spent.ticket_id, spent.billable) for spent in found]
    return SiteDurationsOut(TicketsWorkHoursSiteDurationSummaries=shown)


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
    Route(
        methods=("POST",),
        path="/tickets/billableduration",
        scope="workhours:read",
        handler=billable_of_several,
        answer=list[TicketDurationsOut],
        body=TICKET_IDS,
        summary="Read the billable time of several tickets",
        tag="Work hours",
        example=[54321],
    ),
    Route(
        methods=("POST",),
        path="/tickets/billableworkhourssiteduration",
        scope="workhours:read",
        handler=billable_by_site,
        answer=SiteDurationsOut,
        body=TICKET_IDS,
        summary="Read the billable time of several tickets, on the customer's site and off it",
        tag="Work hours",
        example=[54321],
    ),
)
