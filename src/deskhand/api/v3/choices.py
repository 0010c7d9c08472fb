"""What tickets can be narrowed to: their statuses, and queries that every desk wants."""

import msgspec

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Status


class StatusOut(msgspec.Struct, frozen=True, kw_only=True):
    """One status, in node-atera's shape."""

    StatusID: int
    StatusName: Status


class FilterOut(msgspec.Struct, frozen=True, kw_only=True):
    """One ready-made filter, in node-atera's shape; `Query` is what to send as `q` to the list of tickets."""

    FilterID: int
    FilterName: str
    Query: str


STATUSES = [StatusOut(StatusID=number, StatusName=status) for number, status in enumerate(Status, 1)]
FILTERS = [
    FilterOut(FilterID=number, FilterName=name, Query=query)
    for number, (name, query) in enumerate(
        (
            ("Open", "status:open"),
            ("Pending", "status:pending"),
            ("My tickets", "assignee:me status:open,pending"),
            ("Unassigned", "assignee:none status:open,pending"),
            ("High and critical", "priority:high,critical status:open,pending"),
            ("Resolved this week", "status:resolved resolved:<7d"),
        ),
        1,
    )
]


async def statuses(call: Call) -> list[StatusOut]:
    require(call.actor, Verb.TICKET_READ)
    return STATUSES


async def filters(call: Call) -> list[FilterOut]:
    require(call.actor, Verb.TICKET_READ)
    return FILTERS


ROUTES = (
    Route(
        methods=("GET",),
        path="/tickets/statuses",
        scope="tickets:read",
        handler=statuses,
        answer=list[StatusOut],
        summary="List the statuses a ticket can have",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/filters",
        scope="tickets:read",
        handler=filters,
        answer=list[FilterOut],
        summary="List ready-made filters of tickets",
        tag="Tickets",
    ),
)
