"""The side panel's time: the entries of work on a ticket, newest first, and the form for another one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations

import msgspec

from deskhand.core.ticket import Ticket
from deskhand.web.local_time import field_clock, field_day
from deskhand.web.side.receipt_rows import span_text
from deskhand.web.visit import Visit
from deskhand.web.words import N_
from deskhand.worklog.gaps import DayOfGaps
from deskhand.worklog.store import WorkEntryView

# What the form proposes where nothing says when the work began.
USUAL = timedelta(minutes=15)
LONGEST_GUESS = timedelta(hours=2)


class ShownEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is listed, and as the fields of its form hold it."""

    id: int
    technician_id: int
    who: str
    span: str
    exact: str
    length: str
    kind: str
    notes: str
    overlaps: bool
    billable: bool
    on_site: bool
    day: str
    start: str
    end: str


class NewEntry(msgspec.Struct, frozen=True):
    """What the form for another entry proposes."""

    day: str
    start: str
    end: str


class ShownTime(msgspec.Struct, frozen=True):
    """A ticket's logged time. `total` is empty where all of it is billable."""

    entries: Sequence[ShownEntry]
    billable: str
    total: str
    proposed: NewEntry


def time_of(visit: Visit, ticket: Ticket, entries: Sequence[WorkEntryView]) -> ShownTime:
    """The time on a ticket; its entries come newest first."""
    overlapping = _overlapping(entries)
    billable = ticket.billable_on_site_seconds + ticket.billable_off_site_seconds
    other = ticket.unbillable_on_site_seconds + ticket.unbillable_off_site_seconds
    duration = visit.moments.long_duration
    return ShownTime(
        entries=[_entry(visit, entry, entry.id in overlapping) for entry in entries],
        billable=duration(billable),
        total=duration(billable + other) if other else "",
        proposed=_proposed(visit, entries),
    )


def _overlapping(entries: Sequence[WorkEntryView]) -> set[int]:
    """The entries that share time with another one of the same technician."""
    by_technician: dict[int, list[WorkEntryView]] = {}
    for entry in entries:
        by_technician.setdefault(entry.technician_id, []).append(entry)
    return {
        entry.id
        for own in by_technician.values()
        for pair in combinations(own, 2)
        if pair[0].starts_at < pair[1].ends_at and pair[1].starts_at < pair[0].ends_at
        for entry in pair
    }


def _entry(visit: Visit, entry: WorkEntryView, overlaps: bool) -> ShownEntry:
    moments, zone = visit.moments, visit.zone
    said = [N_("On site")] if entry.on_site else []
    said += [] if entry.billable else [N_("Not billable")]
    return ShownEntry(
        id=entry.id,
        technician_id=entry.technician_id,
        who=f"{entry.technician_first_name} {entry.technician_last_name}".strip() or entry.technician_email,
        span=span_text(visit, entry.starts_at, entry.ends_at),
        exact=f"{moments.exact(entry.starts_at)} – {moments.exact(entry.ends_at)}",
        length=moments.long_duration(entry.seconds),
        kind=", ".join(visit._(one) for one in said),
        notes=entry.notes,
        overlaps=overlaps,
        billable=entry.billable,
        on_site=entry.on_site,
        day=field_day(entry.starts_at, zone),
        start=field_clock(entry.starts_at, zone),
        end=field_clock(entry.ends_at, zone),
    )


def gap_fields(visit: Visit, ticket_id: int, day: DayOfGaps) -> list[NewEntry]:
    """Where the log shows the person at this ticket and no entry says so, the last one first."""
    own = [found.gap for found in day.gaps if found.gap.ticket_id == ticket_id]
    return [_fields(visit, _same_day(visit, gap.starts_at, gap.ends_at), gap.ends_at) for gap in reversed(own)]


def _proposed(visit: Visit, entries: Sequence[WorkEntryView]) -> NewEntry:
    """Up to now, since one's last entry here if that is not long ago: most time is logged just after it was spent."""
    now = visit.now.replace(second=0, microsecond=0)
    own = [entry.ends_at for entry in entries if entry.technician_id == visit.technician.id and entry.ends_at <= now]
    start = now - USUAL
    if own and now - LONGEST_GUESS <= max(own) < now - timedelta(minutes=1):
        start = max(own)
    return _fields(visit, _same_day(visit, start, now), now)


def _same_day(visit: Visit, start: datetime, end: datetime) -> datetime:
    """The start, but not before the day of the end has begun: the form has one day for both."""
    midnight = end.astimezone(visit.zone).replace(hour=0, minute=0)
    return max(start, midnight)


def _fields(visit: Visit, start: datetime, end: datetime) -> NewEntry:
    return NewEntry(field_day(end, visit.zone), field_clock(start, visit.zone), field_clock(end, visit.zone))
