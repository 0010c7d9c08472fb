"""The past that an import brings: when things happened to a ticket, and the moments that its clocks run by."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.ticket import Status, Ticket

# The dates of a ticket that an import may bring; the rest of its row follows from others.
DATES = ("created_at", "resolved_at", "closed_at", "first_response_at", "last_activity_at")
UNFINISHED = frozenset({Status.OPEN, Status.PENDING})
A_DAY = timedelta(days=1)
# An event's `dates`.
Brought = Mapping[str, str | None]


class Moment(NamedTuple):
    """When a ticket came to a status or, without one, a technician first answered."""

    at: datetime
    status: Status | None


def brought(before: Ticket | None, after: Ticket) -> dict[str, str | None]:
    """The dates that differ, as an event keeps them; of a new ticket all that it has."""
    pairs = {name: (getattr(before, name, None), getattr(after, name)) for name in DATES}
    return {name: now.isoformat() if now else None for name, (was, now) in pairs.items() if was != now}


def refuse_future(dates: msgspec.Struct, now: datetime) -> None:
    """Refuse dates of what has not happened yet. Of a day's difference two systems' clocks and zones may be guilty."""
    for name in DATES:
        at = getattr(dates, name)
        refuse_future_date(at if isinstance(at, datetime) else None, name, now)


def refuse_future_date(at: datetime | None, name: str, now: datetime) -> None:
    """The same of one date."""
    if at is not None and at > now + A_DAY:
        raise Refusal("date_to_come", "Date to come", "Send the date of something that has happened", field=name)


def with_past(new: Ticket, active_at: datetime | None) -> Ticket:
    """A ticket that is imported, with the dates that follow from those it has; `active_at` is the last activity."""
    if new.status in UNFINISHED:  # reopening clears when it was resolved
        new = msgspec.structs.replace(new, resolved_at=None, closed_at=None)
    known = (new.created_at, new.first_response_at, new.resolved_at, new.closed_at)
    last = active_at or max(date for date in known if date is not None)
    closed = (new.closed_at or new.resolved_at or last) if new.status == Status.CLOSED else None
    changed = None if new.status in UNFINISHED else closed or new.resolved_at or last
    return msgspec.structs.replace(new, last_activity_at=last, closed_at=closed, status_changed_at=changed)


def with_next(before: Ticket, after: Ticket, active_at: datetime | None, now: datetime) -> Ticket:
    """The same of a ticket whose record has changed: what happened here meanwhile is no earlier for that."""
    moved_at = active_at or now
    closed = (after.closed_at or moved_at) if after.status == Status.CLOSED else None
    resolved = None if after.status in UNFINISHED else after.resolved_at
    answers = [date for date in (before.first_response_at, after.first_response_at) if date is not None]
    changed = before.status_changed_at if after.status == before.status else closed or resolved or moved_at
    return msgspec.structs.replace(
        after,
        resolved_at=resolved,
        closed_at=closed,
        first_response_at=min(answers, default=None),
        last_activity_at=max(before.last_activity_at, active_at or before.last_activity_at),
        status_changed_at=changed,
    )


def first_moments(status: Status, dates: Brought, now: datetime) -> list[Moment]:
    """What happened to a ticket before it was imported, as far as its dates tell it.

    When it was set to Pending no date says; it is taken to be the last that somebody did.
    """
    created = min(_date(dates, "created_at") or now, now)
    moments = [Moment(created, Status.OPEN)]
    if (answered := _date(dates, "first_response_at")) is not None:
        moments.append(Moment(within(answered, created, now), None))
    return [*moments, *_to(status, dates, created, now, created)]


def next_moments(was: Status, status: Status, dates: Brought, since: datetime, now: datetime) -> list[Moment]:
    """What a changed record says has happened since the ticket last came to a status.

    A status without a date is taken to be set when the record came.
    """
    moments = []
    if (answered := _date(dates, "first_response_at")) is not None:
        moments.append(Moment(min(answered, now), None))
    if status == was:
        return moments
    steps = _to(status, dates, since, now, now) or [Moment(within(_last(dates, now), since, now), Status.OPEN)]
    return [*moments, *(steps if was in UNFINISHED else steps[-1:])]


def within(instant: datetime, first: datetime, last: datetime) -> datetime:
    """The instant, but none before the first or after the last: the clocks of two systems differ."""
    return max(first, min(instant, last))


def _to(status: Status, dates: Brought, since: datetime, now: datetime, otherwise: datetime) -> list[Moment]:
    """The steps from Open to a status, which Closed takes through Resolved."""
    last = _last(dates, otherwise)
    resolved = _date(dates, "resolved_at") or _date(dates, "closed_at") or last
    closed = _date(dates, "closed_at") or resolved
    steps = {
        Status.OPEN: (),
        Status.PENDING: ((last, Status.PENDING),),
        Status.RESOLVED: ((resolved, Status.RESOLVED),),
        Status.CLOSED: ((resolved, Status.RESOLVED), (max(closed, resolved), Status.CLOSED)),
    }[status]
    return [Moment(within(at, since, now), step) for at, step in steps]


def _last(dates: Brought, otherwise: datetime) -> datetime:
    return _date(dates, "last_activity_at") or otherwise


def _date(dates: Brought, name: str) -> datetime | None:
    text = dates.get(name)
    return datetime.fromisoformat(text) if text else None
