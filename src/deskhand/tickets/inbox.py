"""The views of the inbox that every desk has."""

import msgspec

ACTIVE = "status:open,pending"


class InboxView(msgspec.Struct, frozen=True):
    """A view: its query in the query language, and the order it has by itself."""

    query: str
    sort: str


INBOX: dict[str, InboxView] = {
    "mine": InboxView(f"assignee:me {ACTIVE}", "sla"),
    "unassigned": InboxView(f"assignee:none {ACTIVE}", "sla"),
    "breaching": InboxView(f"sla:breached,warning {ACTIVE}", "sla"),
    "open": InboxView("status:open", "sla"),
    "pending": InboxView("status:pending", "sla"),
    "resolved": InboxView("status:resolved", "-updated"),
    "all": InboxView("", "-updated"),
}
