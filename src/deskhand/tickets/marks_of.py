"""Marks from the log: what a ticket's clocks run by, as its events alone tell it."""

from collections.abc import Iterable

from deskhand.core.events import Event, EventKind
from deskhand.core.marks import with_comment, with_status
from deskhand.core.ticket import Comment, Status
from deskhand.events.read import ticket_events_after
from deskhand.storage.engine import Read

AT_ONCE = 1_000


async def marks_from_log(read: Read, account_id: int, ticket_id: int) -> str:
    """A ticket's marks, made from its events."""
    marks, seq = "", 0
    while events := await ticket_events_after(read, account_id, ticket_id, seq, AT_ONCE):
        marks = marks_after(marks, events)
        seq = events[-1].seq
    return marks


def marks_after(marks: str, events: Iterable[Event]) -> str:
    """The marks after these events of the ticket."""
    for event in events:
        changes = event.data.changes
        match event.kind:
            case EventKind.TICKET_CREATED | EventKind.TICKET_STATUS_CHANGED:
                marks = with_status(marks, Status(str(changes["status"][1])), event.at)
            case EventKind.COMMENT_ADDED:
                marks = with_comment(marks, _comment(event))
    return marks


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
