"""A clash as the person reads it: what they want against what somebody else wrote meanwhile, and a form to decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from deskhand.core.actor import ActorKind
from deskhand.core.directory import Technician
from deskhand.core.ticket import Impact, Priority, Status, TicketType
from deskhand.directory import contact_store, customer_store
from deskhand.storage.engine import Read
from deskhand.tickets.clash import Clash, Clashing
from deskhand.web import glyphs
from deskhand.web.visit import Visit
from deskhand.web.words import N_

LABELS = {
    "title": N_("Title"),
    "description": N_("Description"),
    "status": N_("Status"),
    "priority": N_("Priority"),
    "type": N_("Type"),
    "impact": N_("Impact"),
    "technician_id": N_("Assignee"),
    "customer_id": N_("Customer"),
    "contact_id": N_("Requester"),
    "due_by_hand": N_("Due date"),
}
WORDS: dict[type, dict[Any, str]] = {
    Status: glyphs.STATUS_WORD,
    Priority: glyphs.PRIORITY_WORD,
    TicketType: glyphs.TYPE_WORD,
    Impact: glyphs.IMPACT_WORD,
}
LONG = frozenset({"title", "description"})


class ClashRow(msgspec.Struct, frozen=True, kw_only=True):
    """A field: both values in words, who wrote theirs and when, and both as the form sends them."""

    field: str
    label: str
    mine: str
    theirs: str
    who: str
    at: datetime | None
    wanted: str
    seen: str
    long: bool


class ShownClash(msgspec.Struct, frozen=True):
    """The fields that clash, where the form goes, and a mark that is another one for every clash."""

    action: str
    rows: Sequence[ClashRow]
    mark: str


async def shown_clash(
    visit: Visit, read: Read, clash: Clash, action: str, technicians: Sequence[Technician], called: str = ""
) -> ShownClash:
    """The clash in words. A custom field's form calls its value as `called` says."""
    rows = [await _row(visit, read, one, technicians, called) for one in clash.fields]
    return ShownClash(action, rows, "-".join(str(int(row.at.timestamp())) if row.at else "0" for row in rows))


async def _row(visit: Visit, read: Read, one: Clashing, technicians: Sequence[Technician], called: str) -> ClashRow:
    return ClashRow(
        field=called or one.field,
        label=visit._(LABELS[one.field]) if one.field in LABELS and not called else one.field,
        mine=await _text(visit, read, one.field, one.mine, technicians),
        theirs=await _text(visit, read, one.field, one.theirs, technicians),
        who=one.who or _kind(visit, one.by),
        at=one.at,
        wanted=_sent(one.mine),
        seen=_sent(one.theirs),
        long=one.field in LONG or bool(called),
    )


def _kind(visit: Visit, by: ActorKind | None) -> str:
    if by is ActorKind.INTEGRATION:
        return visit._(N_("An integration"))
    return visit._(N_("The desk itself") if by is ActorKind.SYSTEM else N_("Somebody"))


def _sent(value: Any) -> str:
    """A value as a form sends it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)


async def _text(visit: Visit, read: Read, field: str, value: Any, technicians: Sequence[Technician]) -> str:
    """A value in words."""
    if isinstance(value, datetime):
        return visit.moments.exact(value)
    if type(value) in WORDS:
        return visit._(WORDS[type(value)][value])
    if field == "technician_id":
        known = {one.id: one.full_name for one in technicians}
        return known.get(value, f"#{value}") if value else visit._(N_("Unassigned"))
    if field in ("customer_id", "contact_id") and value:
        return await _name(read, visit.account_id, field, value)
    return str(value) if value else visit._(N_("Nothing"))


async def _name(read: Read, account_id: int, field: str, number: int) -> str:
    if field == "customer_id":
        customer = await customer_store.get(read, account_id, number)
        return customer.name if customer else f"#{number}"
    contact = await contact_store.get(read, account_id, number)
    name = f"{contact.first_name} {contact.last_name}".strip() or contact.email if contact else ""
    return name or f"#{number}"
