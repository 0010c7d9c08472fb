"""Marks from the log: what a ticket's clocks run by, as its events alone tell it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import msgspec

from deskhand.core.actor import is_import
from deskhand.core.events import Event, EventKind
from deskhand.core.marks import with_comment, with_status
from deskhand.core.past import Moment, brought, first_moments, next_moments, within
from deskhand.core.policy import ClockKind
from deskhand.core.ticket import Comment, Status, Ticket
from deskhand.core.time import EARLIEST
from deskhand.events.read import ticket_events_after
from deskhand.storage.engine import Read
from deskhand.tickets.clocks import BITS

AT_ONCE = 1_000
NEXT = BITS[ClockKind.NEXT_RESPONSE]
BLANK = Comment(
    account_id=0, id=0, ticket_id=0, at=EARLIEST, technician_id=None, contact_id=None, internal=False, text=""
)


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
    that was undone with it never made. What was imported happened when it says, not when it came."""
    # The log is in the order of time, but for what was imported into it.
    return _folded(sorted(_moments(events), key=lambda moment: moment.at))


def marks_of_import(ticket: Ticket, now: datetime) -> str:
    """The marks of a ticket that is imported now, as its own dates tell them: those that `lived` finds in the log."""
    moments = (_moment(one) for one in first_moments(ticket.status, brought(None, ticket), now))
    return _folded(sorted(moments, key=lambda moment: moment.at)).marks


def _folded(moments: Iterable["_Moment"]) -> Lived:
    marks, told = "", 0
    for moment in moments:
        before = marks
        if moment.status is not None:
            marks = with_status(marks, moment.status, moment.at)
        elif moment.comment is not None:
            marks = with_comment(marks, moment.comment)
        if moment.comment is None:
            told |= moment.told
        elif marks != before and moment.comment.contact_id is not None:  # another wait begins
            told = moment.told
    return Lived(marks, told)


class _Moment(NamedTuple):
    """Something that marks are made of: a status, a comment, or neither: then something was told of a wait."""

    at: datetime
    status: Status | None = None
    comment: Comment | None = None
    told: int = 0


def _moments(events: Sequence[Event]) -> Iterator[_Moment]:
    undone, comments = _undone(events), _comments(events)
    status, since = Status.OPEN, events[0].at if events else None
    for event in events:
        if event.seq in undone:
            continue
        found: Iterable[_Moment] = ()
        changes = event.data.changes
        match event.kind:
            case EventKind.TICKET_CREATED | EventKind.TICKET_CHANGED if is_import(event.via):
                found = _imported(event, status, since or event.at)
            case EventKind.TICKET_CREATED | EventKind.TICKET_STATUS_CHANGED:
                found = (_Moment(event.at, status=Status(str(changes["status"][1]))),)
            case EventKind.COMMENT_ADDED if event.thing_id in comments:
                found = (_said(event, comments[event.thing_id]),)
            case EventKind.SLA_WARNED | EventKind.SLA_BREACHED if changes["clock"][1] == ClockKind.NEXT_RESPONSE:
                found = (_Moment(event.at, told=NEXT[event.kind == EventKind.SLA_BREACHED]),)
        for moment in found:
            if moment.status is not None:
                status, since = moment.status, moment.at
            yield moment


def _imported(event: Event, status: Status, since: datetime) -> Iterator[_Moment]:
    """What a record of the ticket brought: all that happened before, or what has happened since."""
    now, dates = event.at, event.data.dates
    after = Status(str(event.data.changes["status"][1])) if "status" in event.data.changes else status
    if event.kind == EventKind.TICKET_CREATED:
        moments = first_moments(after, dates, now)
    else:
        moments = next_moments(status, after, dates, since, now)
    return (_moment(moment) for moment in moments)


def _moment(moment: Moment) -> _Moment:
    if moment.status is not None:
        return _Moment(moment.at, status=moment.status)
    # Somebody's first answer, whose words may not have come yet.
    return _Moment(moment.at, comment=msgspec.structs.replace(BLANK, technician_id=0, at=moment.at))


def _said(event: Event, comment: Comment) -> _Moment:
    # What passed before a message was imported is not told any more.
    return _Moment(comment.at, comment=comment, told=sum(NEXT) if is_import(event.via) else 0)


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


def _comments(events: Sequence[Event]) -> dict[int, Comment]:
    """The comments that are left, as far as their events tell them, which is all but their texts."""
    comments: dict[int, Comment] = {}
    created = _created(events)
    for event in events:
        match event.kind:
            case EventKind.COMMENT_ADDED:
                comments[event.thing_id] = _told(event, BLANK, created)
            case EventKind.COMMENT_CHANGED:
                comments[event.thing_id] = _told(event, comments[event.thing_id], created)
            case EventKind.COMMENT_REMOVED:
                comments.pop(event.thing_id, None)
    return comments


def _told(event: Event, before: Comment, created: datetime) -> Comment:
    """The comment as an event leaves it; never before its ticket, nor after it came."""
    changes = {field: now for field, (_, now) in event.data.changes.items()}
    known = event.at if before is BLANK else before.at
    said = event.data.dates.get("at")
    at = within(datetime.fromisoformat(said), created, event.at) if said else known
    return msgspec.structs.replace(before, id=event.thing_id, ticket_id=event.ticket_id or 0, at=at, **changes)


def _created(events: Sequence[Event]) -> datetime:
    opening = next((e for e in events if e.kind == EventKind.TICKET_CREATED), None)
    if opening is None:
        return EARLIEST
    if is_import(opening.via):
        return first_moments(Status.OPEN, opening.data.dates, opening.at)[0].at
    return opening.at
