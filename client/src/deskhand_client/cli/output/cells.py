"""One value as text: for people in their time zone and short, for programs exact and in UTC."""

from datetime import UTC, datetime
from typing import Any

from deskhand_client.cli.printable import one_line


def exact(value: Any) -> str:
    """The value for a program: instants in ISO and UTC, yes and no as JSON has them, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, list | tuple):
        return ",".join(exact(one) for one in value)
    return str(value)


def cell(value: Any) -> str:
    """The value for a program that reads line by line: no tab and no line break in it."""
    return one_line(exact(value))


def short(value: Any) -> str:
    """The value for a person, on one line: instants in the time zone of this machine."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, list | tuple):
        return ", ".join(short(one) for one in value)
    return cell(value)


def local(at: datetime) -> str:
    """An instant as the clock on this machine's wall shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def duration(seconds: int) -> str:
    """Seconds in hours and minutes: 1 h 05 min; a minus before it where it is less than nothing."""
    minutes = abs(seconds) // 60
    sign = "-" if seconds < 0 and minutes else ""
    if abs(seconds) < 60:
        return f"{seconds} s"
    return f"{sign}{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{sign}{minutes} min"
