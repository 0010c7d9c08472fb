"""A planned ticket played through again, by the desk's rules and not by the planner's."""

from datetime import datetime, timedelta

import msgspec

from deskhand.core.lifecycle import MOVES, reopens
from deskhand.core.ticket import Priority, Status
from deskhand.demo.values import Move, PlannedTicket, Reply, Reprioritise, Step

# The built-in policy in minutes, written out again on purpose.
FIRST_RESPONSE = {Priority.CRITICAL: 60, Priority.HIGH: 240, Priority.MEDIUM: 480, Priority.LOW: 1440}
RESOLUTION = {Priority.CRITICAL: 240, Priority.HIGH: 1440, Priority.MEDIUM: 2880, Priority.LOW: 4320}


class History(msgspec.Struct):
    """What the desk would know of a ticket after its steps; `ran` is how long it was Open."""

    status: Status
    priority: Priority
    opened_at: datetime
    since: datetime
    ran: timedelta = timedelta()
    first_response: timedelta | None = None
    reopened: int = 0


def is_contact(key: str | None) -> bool:
    """Whether a key is a contact's: they begin with the customer's."""
    return key is not None and key.startswith("c")


def play(ticket: PlannedTicket, until: datetime) -> History:
    """The ticket's history up to `until`; fails on a move that the desk would refuse."""
    history = History(Status.OPEN, ticket.priority, ticket.opened_at, since=ticket.opened_at)
    for step in ticket.steps:
        _take(history, step)
    _run(history, until)
    return history


def is_late(history: History, until: datetime) -> bool:
    """Whether one of the two targets is missed, as far as that shows by `until`."""
    answered = history.first_response
    if answered is None:
        resolved = history.status in (Status.RESOLVED, Status.CLOSED)
        answered = timedelta() if resolved else until - history.opened_at
    allowed = timedelta(minutes=FIRST_RESPONSE[history.priority])
    return answered > allowed or history.ran > timedelta(minutes=RESOLUTION[history.priority])


def _take(history: History, step: Step) -> None:
    _run(history, step.at)
    match step:
        case Reply(by=by) if is_contact(by) and reopens(history.status):
            history.reopened += history.status == Status.RESOLVED
            history.status = Status.OPEN
        case Reply(by=by, internal=False) if not is_contact(by) and history.first_response is None:
            history.first_response = step.at - history.opened_at
        case Reprioritise(priority=priority):
            assert priority != history.priority
            history.priority = priority
        case Move(status=status):
            assert MOVES[history.status, status] == (status,)
            history.status = status
        case _:
            pass


def _run(history: History, at: datetime) -> None:
    assert at >= history.since
    if history.status == Status.OPEN:
        history.ran += at - history.since
    history.since = at
