"""Unlogged gaps: where somebody was busy with a ticket and no entry of work says so."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

# Two signs of activity on one ticket belong together up to this far apart, when no other ticket lies between.
TOGETHER = timedelta(minutes=15)
# What leaves a trace began before it.
LEAD = timedelta(minutes=5)
SHORTEST = timedelta(minutes=1)


class Activity(msgspec.Struct, frozen=True):
    """A sign that somebody was busy with a ticket."""

    at: datetime
    ticket_id: int


class Gap(msgspec.Struct, frozen=True):
    """A stretch of time on a ticket that no entry covers; `activities` are the signs that fall into it."""

    ticket_id: int
    starts_at: datetime
    ends_at: datetime
    activities: int


class _Stretch(msgspec.Struct):
    ticket_id: int
    starts_at: datetime
    seen: list[datetime]


def find_gaps(
    activities: Iterable[Activity], covered: Iterable[tuple[datetime, datetime]], begins: datetime
) -> list[Gap]:
    """The gaps of a day that begins then, in order, none of which overlaps another or what is covered.

    `activities` come in their order; all instants are in whole seconds.
    """
    taken = sorted(covered)
    return [
        Gap(stretch.ticket_id, start, end, sum(start <= at <= end for at in stretch.seen))
        for stretch in _stretches(activities, begins)
        for start, end in _left(stretch.starts_at, stretch.seen[-1], taken)
        if end - start >= SHORTEST
    ]


def _stretches(activities: Iterable[Activity], begins: datetime) -> list[_Stretch]:
    found: list[_Stretch] = []
    for activity in activities:
        last = found[-1] if found else None
        if last is not None and last.ticket_id == activity.ticket_id and activity.at - last.seen[-1] <= TOGETHER:
            last.seen.append(activity.at)
        else:
            earliest = begins if last is None else last.seen[-1]
            found.append(_Stretch(activity.ticket_id, max(earliest, activity.at - LEAD), [activity.at]))
    return found


def _left(
    start: datetime, end: datetime, taken: Sequence[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """What is left of start..end without the spans that are taken, which are sorted."""
    left = []
    for taken_from, taken_to in taken:
        if taken_from < end and taken_to > start:
            if taken_from > start:
                left.append((start, taken_from))
            start = max(start, taken_to)
    return [*left, (start, end)] if start < end else left
