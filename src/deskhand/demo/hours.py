"""The desk's working time in its own time zone: weekdays but bank holidays, right across changes of the clock."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Times(NamedTuple):
    """From when to when a desk is open; it may shut earlier on Christmas Eve."""

    opens: time
    shuts: time
    eve: time

    def shuts_on(self, day: date) -> time:
        """When it shuts on a working day."""
        return self.eve if (day.month, day.day) == (12, 24) else self.shuts


DESK = Times(time(8), time(18, 30), time(18, 30))
# In which the provider's promises count: promises.py.
PROMISED = Times(time(8, 30), time(17, 30), time(12, 30))


class WorkingHours:
    """Working time between two dates. Instants are whole seconds since 1970, which know no change of the clock."""

    def __init__(self, first: date, last: date, zone: ZoneInfo, times: Times = DESK) -> None:
        self.zone = zone
        days = [first + timedelta(days=n) for n in range((last - first).days)]
        self._days = [day for day in days if is_working_day(day)]
        self._starts = [_instant(day, times.opens, zone) for day in self._days]
        self._ends = [_instant(day, times.shuts_on(day), zone) for day in self._days]

    def after(self, at: int, seconds: int) -> int:
        """The instant by which `seconds` of working time have passed since `at`."""
        day = bisect_right(self._ends, at)
        at = max(at, self._starts[day])
        while at + seconds > self._ends[day]:
            seconds -= self._ends[day] - at
            day += 1
            at = self._starts[day]
        return at + seconds

    def before(self, at: int, seconds: int) -> int:
        """The instant since which `seconds` of working time have passed at `at`."""
        day = bisect_right(self._starts, at) - 1
        at = min(at, self._ends[day])
        while at - seconds < self._starts[day]:
            seconds -= at - self._starts[day]
            day -= 1
            at = self._ends[day]
        return at - seconds

    def opening_before(self, at: int) -> int | None:
        """When the desk opened on the day of `at`; None where `at` is outside working time."""
        day = bisect_right(self._starts, at) - 1
        return self._starts[day] if at <= self._ends[day] else None

    def local(self, at: int) -> datetime:
        """`at` on the desk's own clock."""
        return datetime.fromtimestamp(at, self.zone)

    def working_day_before(self, day: date) -> date:
        """The last working day before `day`."""
        return self._days[bisect_left(self._days, day) - 1]

    def working_day_after(self, day: date) -> date:
        """The first working day after `day`."""
        return self._days[bisect_right(self._days, day)]


def is_working_day(day: date) -> bool:
    """Whether the desk is staffed on `day`."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays; source: the Banking and Financial Dealings Act 1971 and the yearly proclamations."""
    if year not in _holidays:
        _holidays[year] = _bank_holidays(year)
    return _holidays[year]


_holidays: dict[int, frozenset[date]] = {}


def _bank_holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    mondays = {_monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25)), _monday_from(date(year, 8, 25))}
    days = {easter - timedelta(days=2), easter + timedelta(days=1), *mondays}
    # A fixed holiday on a weekend is made good on the next free weekday.
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        while day.weekday() >= 5 or day in days:
            day += timedelta(days=1)
        days.add(day)
    return frozenset(days)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    p = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * p) // 451
    month, day = divmod(h + p - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _instant(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, zone).timestamp())
