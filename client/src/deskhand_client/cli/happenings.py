"""Events in words: what happened, or in a dry run what would happen."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from deskhand_client.cli.output.cells import duration, short

# What people call the fields, under the names of the feed and those of a dry run.
FIELDS = {
    "TicketStatus": "status",
    "TicketPriority": "priority",
    "TicketType": "type",
    "TicketImpact": "impact",
    "TicketSource": "source",
    "TechnicianContactID": "technician",
    "CustomerID": "customer",
    "EndUserID": "contact",
    "DueDate": "due",
    "RelatedTicketId": "parent",
    "SLAPolicyID": "SLA policy",
    "TicketTitle": "title",
    "Description": "description",
    "Tags": "tags",
    "technician_id": "technician",
    "customer_id": "customer",
    "contact_id": "contact",
    "due_by_hand": "due",
    "parent_id": "parent",
    "policy_id": "SLA policy",
}
SEEN_LATER = {"IsInternal", "internal", "source", "TicketSource", "policy_id", "SLAPolicyID", "catch_all", "CatchAll"}
KINDS = {
    "ticket.created": "opened",
    "ticket.deleted": "deleted",
    "ticket.linked": "got a parent",
    "ticket.unlinked": "taken from its parent",
    "comment.removed": "comment taken back",
    "attachment.added": "file attached",
    "attachment.removed": "file taken back",
    "work_hours.changed": "work hours changed",
    "work_hours.deleted": "work hours deleted",
    "sla.warned": "SLA warning",
    "sla.breached": "SLA breached",
    "sla.moved": "due dates moved",
    "custom_value.set": "custom field set",
}

Namer = Callable[[str, int], str]


class Change(NamedTuple):
    """What a field was and what it is."""

    field: str
    before: Any
    after: Any


def by_number(field: str, number: int) -> str:
    """How a person or a thing is called where nobody knows its name."""
    return str(number)


def told_by_feed(changes: Mapping[str, Any]) -> list[Change]:
    """The changes that an event of the feed tells of."""
    return [Change(name, one.get("Before"), one.get("After")) for name, one in changes.items()]


def told_by_dry_run(data: Mapping[str, Any]) -> list[Change]:
    """The changes that an event of a dry run tells of."""
    return [Change(name, before, after) for name, (before, after) in (data.get("changes") or {}).items()]


def in_words(kind: str, changes: Iterable[Change], texts: Iterable[str] = (), name: Namer = by_number) -> str:
    """What an event says, in a few words, without who did it and on what."""
    said = list(changes)
    if kind == "comment.added":
        return (
            "internal note" if any(one.field in ("IsInternal", "internal") and one.after for one in said) else "comment"
        )
    if kind == "work_hours.logged":
        return " ".join(["logged", *_work(said)])
    parts = [*_values(said, name), *(f"{FIELDS.get(one, one)} rewritten" for one in texts if kind.endswith(".changed"))]
    if kind in ("ticket.changed", "ticket.status_changed"):
        return "; ".join(parts)
    opening = KINDS.get(kind, kind.replace(".", " ").replace("_", " "))
    return f"{opening}: {', '.join(parts)}" if parts else opening


def _values(changes: Iterable[Change], name: Namer) -> Iterator[str]:
    for one in changes:
        if one.field in SEEN_LATER or one.before == one.after:
            continue
        field = FIELDS.get(one.field, one.field)
        after = _value(field, one.after, name)
        yield f"{field} {after}" if one.before is None else f"{field} {_value(field, one.before, name)} → {after}"


def _value(field: str, value: Any, name: Namer) -> str:
    if value is None:
        return "nobody" if field in ("technician", "contact") else "none"
    if field in ("technician", "customer", "contact") and isinstance(value, int):
        return name(field, value)
    if field == "due" and isinstance(value, str):
        return short(datetime.fromisoformat(value))
    return short(value) if not isinstance(value, bool) else ("yes" if value else "no")


def _work(changes: Iterable[Change]) -> Iterator[str]:
    values = {one.field: one.after for one in changes}
    start = values.get("StartDate", values.get("starts_at"))
    end = values.get("EndDate", values.get("ends_at"))
    if isinstance(start, str) and isinstance(end, str):
        yield duration(int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()))
    if values.get("IsBillable", values.get("billable")) is False:
        yield "not billed"
    if values.get("OnCustomerSite", values.get("on_site")):
        yield "on site"
