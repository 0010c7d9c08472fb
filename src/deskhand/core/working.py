"""Working time: how many seconds of a span count in a calendar, and when a number of them will have passed.

An instant counts when a clock on the wall in the calendar's zone then shows a time within that day's hours. So a day on
which the clocks change has the 23 or 25 hours that it has, an hour that a clock shows twice counts twice, one that it
skips counts not at all, and a date that a zone left out (Apia, 30 December 2011) has no time in it.

Instants here are whole seconds since 1970-01-01 UTC. Working time is laid out year by year (UTC), each on first use;
then either question is two binary searches, however long the span.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from deskhand.core.calendar import Hours, OwnDay, Week

DAY = 86_400
# Beyond this many years nothing is promised: a calendar with a minute a week would else be laid out for ever.
HORIZON_YEARS = 40
# In the first and the last year that Python knows, local time may lie outside of them: there every zone counts as UTC.
FIRST_YEAR, LAST_YEAR = 2, 9_998
# date.toordinal() of 1970-01-01, a Thursday.
_EPOCH_ORDINAL = 719_163
_EPOCH_WEEKDAY = 3

# The public holidays of a year: date and name.
Holidays = Callable[[int], Mapping[date, str]]


class Piece(NamedTuple):
    """A span of working time."""

    start: int
    end: int


class Stretch(NamedTuple):
    """A span in which a zone is this many seconds ahead of UTC."""

    start: int
    end: int
    offset: int


class _Year(NamedTuple):
    """A year's working time: starts and ends of its pieces, and how much has passed at each end."""

    starts: list[int]
    ends: list[int]
    passed: list[int]
    total: int


def no_holidays(year: int) -> Mapping[date, str]:
    """Of a calendar that knows no public holidays."""
    return {}


def first_second(year: int) -> int:
    """When a year begins, UTC."""
    ordinal = date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1
    return (ordinal - _EPOCH_ORDINAL) * DAY


def year_of(at: int) -> int:
    """The year that an instant lies in, UTC."""
    return date.fromordinal(at // DAY + _EPOCH_ORDINAL).year


@lru_cache(4096)
def stretches(zone: str, year: int) -> tuple[Stretch, ...]:
    """A year (UTC) cut where the zone's offset changes, to the second."""
    start, end = first_second(year), first_second(year + 1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return (Stretch(start, end, 0),)
    info = ZoneInfo(zone)
    found: list[Stretch] = []
    begun, offset = start, _offset(info, start)
    for at in range(start + DAY, end + 1, DAY):
        # The year's last second stands for its end: what begins with the next year is the next year's.
        now = _offset(info, min(at, end - 1))
        if now != offset:
            change = _change(info, at - DAY, min(at, end - 1), offset)
            found.append(Stretch(begun, change, offset))
            begun, offset = change, now
    found.append(Stretch(begun, end, offset))
    return tuple(found)


def _offset(info: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, UTC).astimezone(info).utcoffset()
    assert offset is not None  # noqa: S101 - it is aware
    return int(offset.total_seconds())


def _change(info: ZoneInfo, before: int, after: int, offset: int) -> int:
    """The first second after `before` at which the zone is no longer at this offset."""
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(info, middle) == offset:
            before = middle
        else:
            after = middle
    return after


class Working:
    """The working time of one calendar."""

    def __init__(self, zone: str, week: Week, days: Sequence[OwnDay] = (), holidays: Holidays = no_holidays) -> None:
        self.zone = zone
        self._week = week
        self._own = {day.date: day for day in days}
        self._holidays = holidays
        self._years: dict[int, _Year] = {}

    def spent(self, start: int, end: int) -> int:
        """The working seconds from `start` up to `end`; 0 where it does not lie after it."""
        if end <= start:
            return 0
        first, last = year_of(start), year_of(end)
        between = sum(self._year(year).total for year in range(first, last))
        return between + self._passed(last, end) - self._passed(first, start)

    def reach(self, start: int, seconds: int) -> int | None:
        """The first instant at which so many working seconds have passed since `start`; None: not in 40 years."""
        if seconds <= 0:
            return start
        year = year_of(start)
        last = min(year + HORIZON_YEARS, LAST_YEAR)
        wanted = self._passed(year, start) + seconds
        while year <= last:
            laid_out = self._year(year)
            if wanted <= laid_out.total:
                place = bisect_left(laid_out.passed, wanted)
                return laid_out.ends[place] - (laid_out.passed[place] - wanted)
            wanted -= laid_out.total
            year += 1
        return None

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The working time from `start` up to `end`, in order; pieces that touch are one."""
        found: list[Piece] = []
        for year in range(year_of(start), year_of(max(start, end - 1)) + 1):
            laid_out = self._year(year)
            for place in range(bisect_right(laid_out.ends, start), len(laid_out.ends)):
                piece = Piece(max(laid_out.starts[place], start), min(laid_out.ends[place], end))
                if piece.start >= piece.end:
                    break
                if found and found[-1].end == piece.start:
                    found[-1] = Piece(found[-1].start, piece.end)
                else:
                    found.append(piece)
        return found

    def days_off(self, start: int, end: int) -> list[str]:
        """The names of holidays and days of its own that a span of the calendar's dates touches, each once."""
        names: dict[str, None] = {}
        for year in range(year_of(start), year_of(max(start, end - 1)) + 1):
            for stretch in stretches(self.zone, year):
                first, last = max(start, stretch.start), min(end, stretch.end)
                if first < last:
                    for day in range((first + stretch.offset) // DAY, (last - 1 + stretch.offset) // DAY + 1):
                        name = self._name(date.fromordinal(day + _EPOCH_ORDINAL))
                        names.update({name: None} if name else {})
        return list(names)

    def _passed(self, year: int, at: int) -> int:
        """How much of a year's working time has passed at an instant in it."""
        laid_out = self._year(year)
        place = bisect_right(laid_out.ends, at)
        before = laid_out.passed[place - 1] if place else 0
        inside = place < len(laid_out.ends) and max(0, at - laid_out.starts[place])
        return before + inside

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._lay_out(year)
        return found

    def _lay_out(self, year: int) -> _Year:
        starts: list[int] = []
        ends: list[int] = []
        for stretch in stretches(self.zone, year):
            first, last = stretch.start + stretch.offset, stretch.end + stretch.offset
            for day in range(first // DAY, (last - 1) // DAY + 1):
                midnight = day * DAY
                for hours in self._hours(day):
                    start, end = max(midnight + hours.start * 60, first), min(midnight + hours.end * 60, last)
                    if start >= end:
                        continue
                    if ends and ends[-1] == start - stretch.offset:
                        ends[-1] = end - stretch.offset
                    else:
                        starts.append(start - stretch.offset)
                        ends.append(end - stretch.offset)
        passed: list[int] = []
        total = 0
        for start, end in zip(starts, ends, strict=True):
            total += end - start
            passed.append(total)
        return _Year(starts, ends, passed, total)

    def _hours(self, day: int) -> tuple[Hours, ...]:
        """The hours of a date, given as its number since 1970-01-01."""
        weekday = self._week[(day + _EPOCH_WEEKDAY) % 7]
        on = date.fromordinal(day + _EPOCH_ORDINAL)
        own = self._own_day(on)
        if own is not None:
            return own.on(weekday)
        return () if on in self._holidays(on.year) else weekday

    def _own_day(self, on: date) -> OwnDay | None:
        if not self._own:
            return None
        written = on.isoformat()
        return self._own.get(written) or self._own.get(written[5:])

    def _name(self, on: date) -> str:
        own = self._own_day(on)
        return own.name if own is not None else self._holidays(on.year).get(on, "")
