"""What an edit form of the ticket asks: what the person wants a field to say, and what they saw when they began."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.tags import tags_in
from deskhand.core.ticket import Impact, Priority, Status, TicketType
from deskhand.tickets.change import TicketChange
from deskhand.tickets.clash import Seen
from deskhand.web.forms import BadForm, Form, whole_number
from deskhand.web.local_time import read_local
from deskhand.web.visit import Visit

SEEN = "seen_"


class AskedChange(msgspec.Struct, frozen=True):
    """A change, what was seen before it, and the form that it came from: the name of its first field."""

    change: TicketChange
    seen: Seen
    form: str


def asked_change(visit: Visit) -> AskedChange:
    """The change that a form asks for. Raises BadForm for what no form of ours sends, Refusal for no date."""
    form = visit.form
    wanted = {name: read(form.raw(name)) for name, read in READERS.items() if form.has(name)}
    seen = {name: read(form.raw(SEEN + name)) for name, read in READERS.items() if form.has(SEEN + name)}
    if form.has(f"{SEEN}tags"):
        seen["tags"] = tags_in(form.raw(f"{SEEN}tags"))
        wanted["tags"] = _tags(form, seen["tags"])
    if form.has(f"{SEEN}due_by_hand"):
        seen["due_by_hand"] = _instant(form.raw(f"{SEEN}due_by_hand"))
        wanted["due_by_hand"] = None if form.has("due_clear") else _due(visit)
    if not wanted:
        raise BadForm("The form says nothing")
    return AskedChange(TicketChange(**wanted), Seen(**seen), next(iter(wanted)))


def _closed(kind: Callable[[str], Any], *, optional: bool = False) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if optional and not text:
            return None
        try:
            return kind(text)
        except ValueError:
            raise BadForm("The form holds a choice that there is not") from None

    return read


def _number(text: str) -> int | None:
    return whole_number(text)


def _line(text: str) -> str:
    return " ".join(text.split())


READERS: dict[str, Callable[[str], Any]] = {
    "title": _line,
    "description": str,
    "status": _closed(Status),
    "priority": _closed(Priority),
    "type": _closed(TicketType),
    "impact": _closed(Impact, optional=True),
    "technician_id": _number,
    "customer_id": _number,
    "contact_id": _number,
}


def _tags(form: Form, seen: list[str]) -> list[str]:
    """The tags that were seen, without the one that was taken off and with those that were typed."""
    gone = form.text("remove_tag").casefold()
    added = [tag.strip() for tag in form.raw("add_tag").split(",")]
    return [*(tag for tag in seen if tag.casefold() != gone), *filter(None, added)]


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise BadForm("The form holds an instant that is none") from None


def _due(visit: Visit) -> datetime:
    typed = visit.form.text("due_by_hand")  # from the page that shows a clash
    found = (
        _instant(typed) if typed else read_local(visit.form.text("due_day"), visit.form.text("due_clock"), visit.zone)
    )
    if found is None:
        raise Refusal("invalid_due_date", "Invalid due date", "Give a day and a time", field="due_by_hand")
    return found
