"""Calendars: the hours in which a promise to a customer counts, as an administrator writes them down."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

import msgspec

from deskhand.core.errors import Refusal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUTES_A_DAY = 24 * 60
MOST_HOURS_A_DAY = 24
MOST_DAYS = 1_000

_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_EVERY_YEAR = re.compile(r"(\d{2})-(\d{2})")


class Hours(msgspec.Struct, frozen=True, array_like=True, order=True):
    """From one time of day up to, not including, another: minutes since midnight as a clock on the wall counts them."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{time_text(self.start)}-{time_text(self.end)}"


Week = tuple[tuple[Hours, ...], ...]
ROUND_THE_CLOCK: Week = ((Hours(0, MINUTES_A_DAY),),) * 7
OFFICE_HOURS: Week = ((Hours(9 * 60, 17 * 60),),) * 5 + ((), ())


class DayKind(StrEnum):
    """What is different on a day of its own."""

    CLOSED = "Closed"
    HALF = "Half"
    OPEN = "Open"


class OwnDay(msgspec.Struct, frozen=True):
    """A day that is not like its weekday: closed, cut short to `hours` (Half), or with just these hours (Open).

    `date` is `2026-12-24`, or `12-24` for every year. It goes before a public holiday of the same date.
    """

    date: str
    name: str
    kind: DayKind
    hours: tuple[Hours, ...] = ()

    def on(self, weekday: Sequence[Hours]) -> tuple[Hours, ...]:
        """The hours of this day, where its weekday has these."""
        match self.kind:
            case DayKind.CLOSED:
                return ()
            case DayKind.OPEN:
                return self.hours
        both = (Hours(max(a.start, b.start), min(a.end, b.end)) for a in weekday for b in self.hours)
        return tuple(sorted(hours for hours in both if hours.start < hours.end))


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar as it is stored. `week` and `days` are JSON: seven lists of Hours from Monday on, and OwnDays.

    `country` and `region` are codes (`DE`, `BY`) whose public holidays are closed; empty: no holidays.
    """

    account_id: int
    id: int
    version: int
    name: str
    time_zone: str
    week: str
    days: str
    country: str
    region: str
    created_at: datetime
    modified_at: datetime
    deleted_at: datetime | None


def week_of(calendar: Calendar) -> Week:
    """The week as it was stored."""
    return msgspec.json.decode(calendar.week, type=Week)


def days_of(calendar: Calendar) -> tuple[OwnDay, ...]:
    """The days of its own as they were stored."""
    return msgspec.json.decode(calendar.days, type=tuple[OwnDay, ...])


def stored(value: Week | tuple[OwnDay, ...]) -> str:
    """A week or the days of its own, as they are stored."""
    return msgspec.json.encode(value).decode()


def time_text(minutes: int) -> str:
    """`09:00`; midnight at the end of a day is `24:00`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_time(text: str) -> int:
    """Minutes since midnight from `9:00`, `09:00` or `24:00`. Raises ValueError."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[2]) > 59 or int(found[1]) * 60 + int(found[2]) > MINUTES_A_DAY:
        raise ValueError(f"{text!r} is no time of day; write 09:00, at most 24:00")
    return int(found[1]) * 60 + int(found[2])


def checked_week(week: Week) -> Week:
    """The week with each day's hours in order. Refused when hours overlap or have no length, or none are left."""
    ordered = tuple(_checked(hours, WEEKDAYS[day]) for day, hours in enumerate(week))
    if not any(ordered):
        raise _broken("The week has no working hours; give at least one day some, such as 09:00-17:00")
    return ordered


def checked_days(days: Sequence[OwnDay]) -> tuple[OwnDay, ...]:
    """The days of its own in the order of their dates. Refused when a date is none, or comes twice."""
    if len(days) > MOST_DAYS:
        raise _broken(f"A calendar has at most {MOST_DAYS} days of its own", "days")
    checked = sorted((_checked_day(day) for day in days), key=lambda day: day.date)
    for one, other in pairwise(checked):
        if one.date == other.date:
            raise _broken(f"{one.date} is there twice ({one.name or 'no name'}, {other.name or 'no name'})", "days")
    return tuple(checked)


def _checked_day(day: OwnDay) -> OwnDay:
    # 2024 has a 29 February; in other years that day does not come.
    written = f"2024-{day.date}" if _EVERY_YEAR.fullmatch(day.date) else day.date
    try:
        # Python reads more than this, such as 2024-W07-4, which no date would ever match.
        if date.fromisoformat(written).isoformat() != written:
            raise ValueError
    except ValueError:
        raise _broken(f"{day.date!r} is no date; write 2026-12-24, or 12-24 for every year", "days") from None
    hours = _checked(day.hours, day.date, "days")
    if (day.kind == DayKind.CLOSED) == bool(hours):
        wanted = "no hours" if day.kind == DayKind.CLOSED else "hours, such as 09:00-12:00"
        raise _broken(f"{day.date}: a day that is {day.kind.value} has {wanted}", "days")
    return msgspec.structs.replace(day, hours=hours)


def _checked(hours: Sequence[Hours], day: str, field: str = "week") -> tuple[Hours, ...]:
    if len(hours) > MOST_HOURS_A_DAY:
        raise _broken(f"{day}: at most {MOST_HOURS_A_DAY} intervals a day", field)
    for one in hours:
        if one.start == one.end:
            raise _broken(f"{day}: {one} has no length", field)
        if not 0 <= one.start < one.end <= MINUTES_A_DAY:
            raise _broken(
                f"{day}: {one} ends before it starts; hours over midnight are two intervals, such as "
                "22:00-24:00 and 00:00-06:00 of the next day",
                field,
            )
    ordered = sorted(hours)
    for one, other in pairwise(ordered):
        if other.start < one.end:
            raise _broken(f"{day}: {one} and {other} overlap", field)
    return tuple(ordered)


def _broken(detail: str, field: str = "week") -> Refusal:
    return Refusal("invalid_calendar", "Invalid calendar", detail, field=field)
