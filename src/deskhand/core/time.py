"""Instants and durations: how they are read, shown and added up. All instants are UTC; all durations whole seconds."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import overload

import msgspec
from msgspec import to_builtins

# What both databases and Python's datetime can hold after any time zone shift.
EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
LATEST = datetime(9999, 12, 30, tzinfo=UTC)
# Where a span ends that nothing ends: what is kept may lie at LATEST itself.
BEYOND = LATEST + timedelta(seconds=1)


class BadInstant(ValueError):
    """The text is no ISO 8601 instant; the message says what would be right."""


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 instant or date; without an offset it is UTC, without a time it is midnight.

    Raises BadInstant when it cannot be read or lies outside of what can be kept.
    """
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInstant("expected an ISO 8601 instant such as 2024-02-15T09:00:00Z") from None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    try:
        instant = instant.astimezone(UTC)
    except OverflowError:
        instant = EARLIEST - timedelta(days=1)
    if not EARLIEST <= instant <= LATEST:
        raise BadInstant(f"expected an instant from {EARLIEST.date()} to {LATEST.date()}")
    return instant


def parse_day(text: str) -> date:
    """Read a calendar day, with or without a time behind it. Raises BadInstant."""
    return parse_instant(text).date()


class Local(msgspec.Struct, frozen=True):
    """A moment as a clock on the wall shows it, the time zone left to whoever asks; or a whole day."""

    at: datetime
    whole_day: bool = False


def parse_local(text: str) -> Local:
    """Read `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss`, which may not have an offset. Raises BadInstant."""
    tidy = text.strip()
    try:
        at = datetime.fromisoformat(tidy)
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:
        raise BadInstant("expected a date or time without an offset, such as 2024-02-15 or 2024-02-15T09:00:00")
    if not EARLIEST <= at.replace(tzinfo=UTC) <= LATEST:
        raise BadInstant("expected an instant in the years 1 to 9999")
    return Local(at, whole_day=len(tidy) <= len("2024-02-15"))


def begins(local: Local, zone: tzinfo) -> datetime:
    """The first instant of a local moment or day. Of a time that a clock shows twice, the first; UTC."""
    return local.at.replace(tzinfo=zone).astimezone(UTC)


def ends(local: Local, zone: tzinfo) -> datetime:
    """The last instant that still counts as up to a local moment, or the midnight that ends a local day; UTC."""
    if local.whole_day:
        return (local.at + timedelta(days=1)).replace(tzinfo=zone).astimezone(UTC)
    # Instants are shown cut to the second, so that what is shown as this second lies in it.
    return local.at.replace(microsecond=999_999, fold=1, tzinfo=zone).astimezone(UTC)


def to_second(instant: datetime) -> datetime:
    """Cut the fraction of a second off, as instants appear on the wire."""
    return instant.replace(microsecond=0)


def iso_text(instant: datetime) -> str:
    """An instant in ISO 8601, with six digits of a second or, where they are all 0, without any; UTC ends in Z."""
    text: str = to_builtins(instant)
    return text


@overload
def show_instant(instant: datetime) -> str: ...
@overload
def show_instant(instant: datetime | None) -> str | None: ...
def show_instant(instant: datetime | None) -> str | None:
    """`2024-02-15T09:00:00Z`, truncated to the second; None stays None, never an empty text."""
    # A list shows hundreds of instants: msgspec writes one in a sixth of the time that isoformat takes.
    return None if instant is None else to_builtins(instant)[:19] + "Z"


def whole_seconds(start: datetime, end: datetime) -> int:
    """The length of start..end in whole seconds, fractions cut off."""
    return int((end - start).total_seconds())


def hours(seconds: int) -> float:
    """Seconds as decimal hours with two places, rounded half up."""
    exact = Decimal(seconds) / Decimal(3600)
    return float(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
