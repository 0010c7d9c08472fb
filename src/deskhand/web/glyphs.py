"""What closed values look like: glyph and words for a status, a priority, a clock; nothing is told by colour alone."""

import zlib

from deskhand.core.ticket import Impact, Priority, Source, Status, TicketType
from deskhand.web.words import N_

STATUS_ICON = {
    Status.OPEN: "circle",
    Status.PENDING: "circle-pause",
    Status.RESOLVED: "circle-check",
    Status.CLOSED: "archive",
}
STATUS_WORD = {
    Status.OPEN: N_("Open"),
    Status.PENDING: N_("Pending"),
    Status.RESOLVED: N_("Resolved"),
    Status.CLOSED: N_("Closed"),
}
PRIORITY_ICON = {
    Priority.CRITICAL: "octagon-alert",
    Priority.HIGH: "chevrons-up",
    Priority.MEDIUM: "equal",
    Priority.LOW: "chevron-down",
}
PRIORITY_WORD = {
    Priority.CRITICAL: N_("Critical"),
    Priority.HIGH: N_("High"),
    Priority.MEDIUM: N_("Medium"),
    Priority.LOW: N_("Low"),
}
TYPE_WORD = {
    TicketType.PROBLEM: N_("Problem"),
    TicketType.REQUEST: N_("Request"),
    TicketType.INCIDENT: N_("Incident"),
    TicketType.CHANGE: N_("Change"),
}
IMPACT_WORD = {
    Impact.NO_IMPACT: N_("No impact"),
    Impact.SITE_DOWN: N_("Site down"),
    Impact.SERVER_ISSUE: N_("Server issue"),
    Impact.MINOR: N_("Minor"),
    Impact.MAJOR: N_("Major"),
    Impact.CRISIS: N_("Crisis"),
}
SOURCE_WORD = {
    Source.PORTAL: N_("through the portal"),
    Source.EMAIL: N_("by mail"),
    Source.AGENT: N_("in the console"),
    Source.API: N_("through the API"),
}
SLA_ICON = {
    "ok": "clock",
    "warn": "alarm-clock",
    "over": "triangle-alert",
    "paused": "bars",
    "met": "check",
    "missed": "x",
}
AVATAR_HUES = 5


def initials(name: str) -> str:
    """Two letters for an avatar."""
    parts = [part for part in name.replace("-", " ").split() if part[:1].isalnum()]
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()


def hue(id_: int) -> int:
    """The colour of a person's avatar, always the same one for the same person."""
    return zlib.crc32(str(id_).encode()) % AVATAR_HUES + 1
