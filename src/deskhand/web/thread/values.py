"""The values of a ticket's fields in words, for its history."""

from collections.abc import Callable
from datetime import datetime

from deskhand.core.ticket import Impact, Priority, Source, Status, TicketType
from deskhand.tickets.thread import Named, Shown
from deskhand.web.glyphs import IMPACT_WORD, PRIORITY_WORD, STATUS_WORD, TYPE_WORD
from deskhand.web.visit import Visit
from deskhand.web.words import N_

SOURCES = {
    Source.PORTAL: N_("portal"),
    Source.EMAIL: N_("mail"),
    Source.AGENT: N_("console"),
    Source.API: N_("API"),
}
FIELDS: dict[str, str] = {
    "status": N_("Status"),
    "priority": N_("Priority"),
    "type": N_("Type"),
    "impact": N_("Impact"),
    "source": N_("Source"),
    "customer_id": N_("Customer"),
    "contact_id": N_("Requester"),
    "group_id": N_("Group"),
    "due_by_hand": N_("Due date"),
    "due_at": N_("Due date"),
    "first_response_due_at": N_("First reply due"),
    "next_due_at": N_("Next due"),
    "policy_id": N_("SLA policy"),
    "title": N_("Title"),
    "value": N_("Value"),
    "technician_id": N_("Technician"),
    "starts_at": N_("Start"),
    "ends_at": N_("End"),
    "deleted_at": N_("Deleted"),
}
_WORDS: dict[str, Callable[[str], str]] = {
    "status": lambda value: STATUS_WORD[Status(value)],
    "priority": lambda value: PRIORITY_WORD[Priority(value)],
    "type": lambda value: TYPE_WORD[TicketType(value)],
    "impact": lambda value: IMPACT_WORD[Impact(value)],
    "source": lambda value: SOURCES[Source(value)],
}


def value_words(visit: Visit, field: str, value: Shown) -> str:
    """A value as a person reads it; empty where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, Named):
        return value.name or f"#{value.id}"
    if isinstance(value, datetime):
        return visit.moments.exact(value)
    words = _WORDS.get(field)
    return visit._(words(str(value))) if words else str(value)
