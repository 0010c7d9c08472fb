"""The views that every technician has: each a query, as it stands in the search box, and the order it comes in."""

from typing import NamedTuple

from deskhand.tickets.order_store import Order

NEXT_DUE = Order("sla", descending=False)
LAST_ACTIVE = Order("updated", descending=True)


class View(NamedTuple):
    """A view of the inbox; its count is the field of `Counts` that has its name."""

    name: str
    query: str
    order: Order


INBOX = (
    View("mine", "assignee:me status:open,pending", NEXT_DUE),
    View("unassigned", "assignee:none status:open,pending", NEXT_DUE),
    View("breaching", "sla:breached,warning status:open,pending", NEXT_DUE),
    View("open", "status:open", NEXT_DUE),
    View("pending", "status:pending", NEXT_DUE),
    View("resolved", "status:resolved", LAST_ACTIVE),
    View("all", "", LAST_ACTIVE),
)
