"""Marks from the log: what a ticket's clocks run by, as its events alone tell it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from deskhand.core.events import Event, EventKind
from deskhand.core.marks import with_comment, with_status
from deskhand.core.policy import ClockKind
from deskhand.core.ticket import Comment, Status
from deskhand.events.read import ticket_events_after
from deskhand.storage.engine import Read
from deskhand.tickets.clocks import BITS

AT_ONCE = 1_000


class Lived(NamedTuple):
    """A ticket's marks, and the bits of what was told of the last wait for an answer."""

    marks: str
    told: int


async def marks_from_log(read: Read, account_id: int, ticket_id: int) -> str:
    """A ticket's marks, made from its events."""
    return lived(await ticket_events(read, account_id, ticket_id)).marks


async def ticket_events(read: Read, account_id: int, ticket_id: int) -> list[Event]:
    """All that happened to a ticket, oldest first."""
    events: list[Event] = []
    while page := await ticket_events_after(read, account_id, ticket_id, events[-1].seq if events else 0, AT_ONCE):
        events += page
    return events


def lived(events: Sequence[Event]) -> Lived:
    """What these events, all that a ticket has, come to: a comment that was taken back was never said, and a move
    that was undone with it never made."""
    taken_back = {event.thing_id for event in events if event.kind == EventKind.COMMENT_REMOVED}
    undone = _undone(events)
    marks, told = "", 0
    for event in events:
        if event.seq in undone:
            continue
        changes = event.data.changes
        match event.kind:
            case EventKind.TICKET_CREATED | EventKind.TICKET_STATUS_CHANGED:
                marks = with_status(marks, Status(str(changes["status"][1])), event.at)
            case EventKind.COMMENT_ADDED if event.thing_id not in taken_back:
                comment, before = _comment(event), marks
                marks = with_comment(marks, comment)
                if marks != before and comment.contact_id is not None:  # another wait begins
                    told = 0
            case EventKind.SLA_WARNED | EventKind.SLA_BREACHED if changes["clock"][1] == ClockKind.NEXT_RESPONSE:
                told |= BITS[ClockKind.NEXT_RESPONSE][event.kind == EventKind.SLA_BREACHED]
    return Lived(marks, told)


def moves_with(events: Sequence[Event], comment_id: int) -> list[Event]:
    """The moves that were made with a comment, in the same transaction: at its instant and by the same hand."""
    added = next(e for e in events if e.kind == EventKind.COMMENT_ADDED and e.thing_id == comment_id)
    return [e for e in events if e.seq > added.seq and e.kind == EventKind.TICKET_STATUS_CHANGED and together(added, e)]


def together(one: Event, other: Event) -> bool:
    """Whether two events of a ticket were one act.

    The next transaction has a later instant, but while a clock that was set back catches up: then two acts of the same
    person, one right after the other, pass for one.
    """
    return (one.at, one.actor_kind, one.actor_id, one.key_id) == (
        other.at,
        other.actor_kind,
        other.actor_id,
        other.key_id,
    )


def _undone(events: Sequence[Event]) -> set[int]:
    """The moves that were undone together with the comment they were made with, and those that undid them."""
    found: set[int] = set()
    for place, (removed, following) in enumerate(pairwise(events)):
        if removed.kind != EventKind.COMMENT_REMOVED or following.kind != EventKind.TICKET_STATUS_CHANGED:
            continue
        moves = moves_with(events[:place], removed.thing_id)
        if moves and following.seq == removed.seq + 1 and together(removed, following):
            found |= {following.seq, *(move.seq for move in moves)}
    return found


def _comment(event: Event) -> Comment:
    """The comment as far as its event tells it, which is all but its text."""

    def person(field: str) -> int | None:
        value = event.data.changes.get(field, (None, None))[1]
        return value if isinstance(value, int) else None

    return Comment(
        account_id=event.account_id,
        id=event.thing_id,
        ticket_id=event.ticket_id or 0,
        at=event.at,
        technician_id=person("technician_id"),
        contact_id=person("contact_id"),
        internal=bool(event.data.changes.get("internal", (None, False))[1]),
        text="",
    )
