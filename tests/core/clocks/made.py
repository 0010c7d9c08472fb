"""Policies, comments and instants for tests of the clocks, never stored."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from deskhand.core.calendar import Hours, Week, read_time
from deskhand.core.marks import Mark, What, instant, read_marks, with_comment, with_status
from deskhand.core.policy import TARGETS, Policy
from deskhand.core.ticket import Comment, Status
from tests.core.made import NOON

PLAIN = Policy(
    account_id=1,
    id=1,
    version=1,
    name="Standard",
    calendar_id=1,
    is_default=True,
    warn_percent=75,
    **dict.fromkeys(TARGETS),
    created_at=NOON,
    modified_at=NOON,
    deleted_at=None,
)

STATUS = {
    What.OPEN: Status.OPEN,
    What.PENDING: Status.PENDING,
    What.RESOLVED: Status.RESOLVED,
    What.CLOSED: Status.CLOSED,
}


def policy(warn_percent: int = 75, **minutes: int | None) -> Policy:
    """A policy that promises these minutes, say `resolution=60` for every priority or `resolution_low=60` for one."""
    promised: dict[str, int | None] = dict.fromkeys(TARGETS)
    for name, value in minutes.items():
        promised.update({target: value for target in TARGETS if target.startswith(name)})
    fields: dict[str, object] = {field: getattr(PLAIN, field) for field in PLAIN.__struct_fields__}
    return Policy(**fields | promised | {"warn_percent": warn_percent})  # type: ignore[arg-type]


def comment(at: int, *, technician: bool, internal: bool = False) -> Comment:
    """Something that Priya the technician (7) or the contact (67890) wrote."""
    return Comment(
        account_id=1,
        id=1,
        ticket_id=54321,
        at=instant(at),
        technician_id=7 if technician else None,
        contact_id=None if technician else 67890,
        internal=internal,
        text="Hello",
    )


def kept(events: Sequence[Mark]) -> str:
    """The marks that a ticket keeps of all that happened to it."""
    text = ""
    for what, at in events:
        if what in STATUS:
            text = with_status(text, STATUS[what], instant(at))
        else:
            text = with_comment(text, comment(at, technician=what == What.ANSWER))
    return text


def marks_of(events: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks of all that happened to a ticket."""
    return read_marks(kept(events))


def hours(text: str) -> tuple[Hours, ...]:
    """The hours that `09:00-12:00 13:00-17:00` means; none for an empty text."""
    pairs = (one.split("-") for one in text.split())
    return tuple(Hours(read_time(start), read_time(end)) for start, end in pairs)


def week(weekdays: str, saturday: str = "", sunday: str = "") -> Week:
    """A week with the same hours from Monday to Friday."""
    return ((hours(weekdays),) * 5) + (hours(saturday), hours(sunday))


def at(text: str, zone: str) -> int:
    """The instant that a clock on the wall in the zone shows so: `2024-02-15T09:00`, or with its offset where it is
    shown twice."""
    read = datetime.fromisoformat(text)
    aware = read if read.tzinfo is not None else read.replace(tzinfo=ZoneInfo(zone))
    assert read.tzinfo is not None or aware.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)) == aware, text
    return int(aware.timestamp())


def wall(seconds: int | None, zone: str) -> str | None:
    """What the clock on the wall shows then, for people who read why a test failed."""
    return None if seconds is None else instant(seconds).astimezone(ZoneInfo(zone)).isoformat()
