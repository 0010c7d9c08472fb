"""Versions on the wire: ETag, If-None-Match and If-Match, so that nobody overwrites what they have not seen."""

import hashlib

from deskhand.api.call import Call
from deskhand.api.errors import FieldError, error
from deskhand.api.v3.shapes.ticket import CHANGED_TICKET
from deskhand.core.events import Event, EventKind
from deskhand.events.read import ticket_events_after
from deskhand.storage.engine import Tx
from deskhand.tickets.read import read_ticket

# What a conflict calls the fields that no update may send.
NEVER_SENT = {"source": "TicketSource", "parent_id": "RelatedTicketId"}


class Changed(Exception):
    """The ticket is no longer what the client saw; `answer` says which fields differ."""

    def __init__(self, ticket_id: int, current: bytes, fields: list[str]) -> None:
        super().__init__(ticket_id)
        listed = ", ".join(fields) or "what it shows of its people"
        self.answer = error(
            412,
            "version_conflict",
            "Ticket has changed",
            f"Ticket {ticket_id} has changed since you read it ({listed}); read it again and decide anew",
            errors=[FieldError(field, "changed by somebody else since you read it") for field in fields],
            headers=[(b"etag", current)],
        )


def etag_of(ticket_id: int | None, version: int | bytes, beside: str = "") -> bytes:
    """A strong tag: of a ticket its number, its version and what it shows beside; of anything else a hash."""
    if isinstance(version, bytes):
        return b'"' + hashlib.sha256(version).hexdigest()[:32].encode() + b'"'
    return f'"{ticket_id}-{version}{beside and "-" + beside}"'.encode()


def not_modified(call: Call, tag: bytes) -> bool:
    """Whether the client has this very answer already."""
    asked = call.header(b"if-none-match")
    return bool(asked) and (
        asked == "*" or tag.decode() in [one.strip().removeprefix("W/") for one in asked.split(",")]
    )


async def require_match(call: Call, tx: Tx, ticket_id: int) -> None:
    """Raise Changed unless the ticket is as the client saw it. Without If-Match everything matches."""
    asked = call.header(b"if-match")
    if not asked:
        return
    view = await read_ticket(tx, call.actor, ticket_id)
    current = etag_of(view.id, view.shown_version)
    tags = [_bare(one) for one in asked.split(",")]
    if asked == "*" or current.decode() in tags:
        return
    events = await ticket_events_after(tx, call.actor.account_id, ticket_id, _version_in(tags, ticket_id))
    raise Changed(ticket_id, current, list(dict.fromkeys(name for event in events for name in _names(event))))


def _names(event: Event) -> list[str]:
    """What an event changed, in the wire's words."""
    match event.kind:
        case EventKind.COMMENT_ADDED:
            return ["Comments"]
        case EventKind.WORK_LOGGED:
            return ["WorkHours"]
    changed = (*event.data.changes, *event.data.texts)
    return [NEVER_SENT.get(field) or CHANGED_TICKET.wire_name(field) for field in changed]


def _bare(tag: str) -> str:
    """A tag without what it was shown beside, which no write of the ticket is about."""
    ticket, dash, rest = tag.strip().partition("-")
    version, beside, _ = rest.partition("-")
    return f'{ticket}{dash}{version}"' if beside else tag.strip()


def _version_in(tags: list[str], ticket_id: int) -> int:
    """The version that a tag names, 0 when it is none of this ticket's."""
    for tag in tags:
        ticket, dash, version = tag.strip('"').partition("-")
        if dash and ticket == str(ticket_id) and version.isascii() and version.isdigit() and len(version) < 19:
            return int(version)
    return 0
