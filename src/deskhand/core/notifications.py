"""The bell: which events call which technician, and as what."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from deskhand.core.actor import ActorKind
from deskhand.core.events import Event, EventKind, Value

# What happened longer ago is history, whenever it is written: an import, or a desk whose worker has been away.
NEWS = timedelta(days=7)


class NotificationKind(StrEnum):
    """Why a technician is called."""

    ASSIGNED = "assigned"
    MENTIONED = "mentioned"
    REPLIED = "replied"
    WARNED = "warned"
    BREACHED = "breached"


_OF_CLOCKS = {EventKind.SLA_WARNED: NotificationKind.WARNED, EventKind.SLA_BREACHED: NotificationKind.BREACHED}
# The kinds of events that can call anybody at all.
CALLING = frozenset({EventKind.TICKET_CREATED, EventKind.TICKET_CHANGED, EventKind.COMMENT_ADDED, *_OF_CLOCKS})


def is_customers(event: Event) -> bool:
    """Whether a comment is a customer's, whoever wrote it down."""
    return event.kind == EventKind.COMMENT_ADDED and event.data.changes.get("contact_id", (None, None))[1] is not None


def may_mention(event: Event) -> bool:
    """Whether its text may call technicians: what the desk's own people write, in notes and in replies."""
    return event.kind == EventKind.COMMENT_ADDED and not is_customers(event)


def called_by(event: Event, assignee: int | None, mentioned: Collection[int]) -> dict[int, NotificationKind]:
    """Whom an event calls: by id, and as what. Nobody is called by what they did themselves.

    `assignee` has the ticket now, `mentioned` are the technicians whom the comment names.
    """
    found: dict[int, NotificationKind] = {}
    if event.kind in (EventKind.TICKET_CREATED, EventKind.TICKET_CHANGED):
        given_to = event.data.changes.get("technician_id", (None, None))[1]
        if isinstance(given_to, int):
            found[given_to] = NotificationKind.ASSIGNED
    elif is_customers(event) and assignee is not None:
        found[assignee] = NotificationKind.REPLIED
    elif may_mention(event):
        found = dict.fromkeys(mentioned, NotificationKind.MENTIONED)
    elif event.kind in _OF_CLOCKS and assignee is not None:
        found[assignee] = _OF_CLOCKS[event.kind]
    return {id: kind for id, kind in found.items() if id not in _doers(event)}


def _doers(event: Event) -> set[Value]:
    """The technician who acted, and the one who is named as a comment's author. The clock's doings are nobody's."""
    if event.kind in _OF_CLOCKS:
        return set()
    acting = event.actor_id if event.actor_kind == ActorKind.TECHNICIAN else None
    author = event.data.changes.get("technician_id", (None, None))[1] if event.kind == EventKind.COMMENT_ADDED else None
    return {acting, author} - {None}
