"""Marks: the few moments of a ticket's history that its clocks run by, kept with the ticket as one short text.

`O1700000000 T1700000900 P1700003600`: opened; answered publicly by a technician; set to Pending. The event log says the
same and more; the marks are what it comes to, so that clocks are reckoned from the whole history without reading it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from deskhand.core.ticket import Comment, Status


class What(StrEnum):
    """What happened: the ticket came to a status, a technician answered publicly, or the customer wrote."""

    OPEN = "O"
    PENDING = "P"
    RESOLVED = "R"
    CLOSED = "C"
    ANSWER = "T"
    MESSAGE = "K"


class Mark(NamedTuple):
    """One moment, in whole seconds since 1970-01-01 UTC, as instants are shown."""

    what: What
    at: int


BY_STATUS: dict[Status, What] = {
    Status.OPEN: What.OPEN,
    Status.PENDING: What.PENDING,
    Status.RESOLVED: What.RESOLVED,
    Status.CLOSED: What.CLOSED,
}
STATUSES = frozenset(BY_STATUS.values())
ENDED = frozenset({What.RESOLVED, What.CLOSED})


def seconds(instant: datetime) -> int:
    """An instant as whole seconds since 1970-01-01 UTC, cut off as on the wire."""
    return int(instant.timestamp() // 1)


def instant(at: int) -> datetime:
    """The instant of so many seconds since 1970-01-01 UTC."""
    return datetime.fromtimestamp(at, UTC)


def read_marks(text: str) -> tuple[Mark, ...]:
    """The marks of a ticket, oldest first."""
    return tuple(Mark(What(one[0]), int(one[1:])) for one in text.split())


def write_marks(marks: Sequence[Mark]) -> str:
    """Marks as a ticket keeps them."""
    return " ".join(f"{mark.what.value}{mark.at}" for mark in marks)


def with_status(text: str, status: Status, at: datetime) -> str:
    """The marks after a ticket has come to a status."""
    return f"{text} {BY_STATUS[status].value}{seconds(at)}".lstrip()


def with_comment(text: str, comment: Comment) -> str:
    """The marks after a comment; as they were where no clock starts or stops by it."""
    if comment.internal or not text:  # without any marks it was closed before there were clocks
        return text
    if comment.technician_id is not None:
        return f"{text} {What.ANSWER.value}{seconds(comment.at)}" if _awaits_answer(text) else text
    if comment.contact_id is not None:
        return f"{text} {What.MESSAGE.value}{seconds(comment.at)}" if not _awaits_answer(text) else text
    return text


def _awaits_answer(text: str) -> bool:
    """Whether a response clock is running: the first one, or that of a customer's message.

    The last mark that is no Open or Pending says so: a message waits, anything else has ended the waiting.
    """
    for one in reversed(text.split()):
        if one[0] == What.MESSAGE:
            return True
        if one[0] in (What.ANSWER, What.RESOLVED, What.CLOSED):
            return False
    return True
