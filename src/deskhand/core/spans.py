"""Spans of time as people write them in queries: `<7d`, `>=2024-02-01`, `2024-02`, `2024-02-01..2024-02-29`."""

import re
from datetime import UTC, datetime, timedelta

import msgspec

from deskhand.core.time import BEYOND, EARLIEST, LATEST, BadInstant, parse_instant

_AGE = re.compile(r"([<>])\s*(\d{1,6})\s*([mhdw])", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAYS = {"yesterday": timedelta(days=-1), "today": timedelta(0), "tomorrow": timedelta(days=1)}
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


class BadSpan(ValueError):
    """The text, or its part `value`, is no span of time."""

    def __init__(self, value: str) -> None:
        super().__init__(f"{value!r} is no date")
        self.value = value


class Span(msgspec.Struct, frozen=True):
    """From `start` up to, not including, `end`; None leaves a side open. UTC."""

    start: datetime | None
    end: datetime | None


def parse_span(text: str, now: datetime, *, ahead: bool = False) -> Span:
    """Read a span; ages, `today` and its neighbours are counted from `now`. Raises BadSpan.

    An age looks back, as a ticket's age does: `<7d` is the last seven days. With `ahead`, as for dates that things
    are due on, it looks forward: `<2d` is everything up to two days from now, what is overdue included.
    """
    text = text.strip()
    age = _AGE.fullmatch(text)
    if age:
        return _of_age(age[1], int(age[2]) * _UNITS[age[3].lower()], now, ahead)
    day = _DAYS.get(text.casefold())
    if day is not None:
        start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + day
        return Span(start, start + timedelta(days=1))
    first, dots, last = text.partition("..")
    if dots and (first or last):
        return Span(_moment(first).start if first else None, _moment(last).end if last else None)
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            return _beside(sign, _moment(text.removeprefix(sign)))
    return _moment(text)


def _of_age(sign: str, age: timedelta, now: datetime, ahead: bool) -> Span:
    """`<7d`: less than seven days ago, `>7d`: longer ago; ahead, `<7d`: before seven days from now, `>7d`: later."""
    try:
        then = min(max(now + age if ahead else now - age, EARLIEST), BEYOND)
    except OverflowError:
        then = BEYOND if ahead else EARLIEST
    return Span(None, then) if (sign == "<") == ahead else Span(then, None)


def _beside(sign: str, moment: Span) -> Span:
    match sign:
        case ">=":
            return Span(moment.start, None)
        case "<=":
            return Span(None, moment.end)
        case ">":
            return Span(moment.end, None)
    return Span(None, moment.start)


def _moment(text: str) -> Span:
    """What one date covers: a year, a month, a day, or the second of an instant."""
    text = text.strip()
    try:
        if _YEAR.fullmatch(text):
            return Span(parse_instant(f"{text}-01-01"), _first_of(int(text) + 1, 1))
        month = _MONTH.fullmatch(text)
        if month:
            year, number = int(month[1]), int(month[2])
            return Span(parse_instant(f"{text}-01"), _first_of(year + number // 12, number % 12 + 1))
        start = parse_instant(text)
        return Span(start, start + (timedelta(days=1) if _DAY.fullmatch(text) else timedelta(seconds=1)))
    except BadInstant:
        raise BadSpan(text) from None


def _first_of(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC) if year <= LATEST.year else BEYOND
