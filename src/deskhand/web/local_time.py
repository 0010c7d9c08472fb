"""Days and times as a person's form fields bring and show them: on the clock of their own time zone."""

from datetime import UTC, date, datetime, time, tzinfo

from deskhand.core.time import EARLIEST, LATEST


def read_local(day: str, clock: str, zone: tzinfo) -> datetime | None:
    """The instant of a day and a time of it; None when they are none, or lie outside of what can be kept."""
    try:
        local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))
        instant = local.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return instant if EARLIEST <= instant <= LATEST else None


def field_day(at: datetime, zone: tzinfo) -> str:
    """What a field for a day holds: 2026-11-23."""
    return at.astimezone(zone).date().isoformat()


def field_clock(at: datetime, zone: tzinfo) -> str:
    """What a field for a time of the day holds: 09:12."""
    return f"{at.astimezone(zone):%H:%M}"
