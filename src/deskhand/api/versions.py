"""Versions on the wire: ETag, If-None-Match and If-Match, so that nobody overwrites what they have not seen."""

import hashlib

from deskhand.api.call import Call
from deskhand.api.errors import FieldError, error
from deskhand.api.v3.shapes.event import NAMES
from deskhand.core.events import Event
from deskhand.events.read import ticket_events_after
from deskhand.storage.engine import Read
from deskhand.tickets.feed import visible
from deskhand.tickets.read import read_ticket

# What the wire calls the things that belong to a ticket, by the noun of their events.
PARTS = {
    "comment": "Comments",
    "work_hours": "WorkHours",
    "attachment": "Attachments",
    "custom_value": "CustomFields",
    "sla": "SLAStatus",
}


class Changed(Exception):
    """The ticket is no longer what the client saw; `answer` says which fields differ. `why` replaces its sentence."""

    def __init__(self, ticket_id: int, current: bytes, fields: list[str], why: str = "") -> None:
        super().__init__(ticket_id)
        listed = ", ".join(fields) or "what it shows of its people, or what you may not see"
        changed = f"Ticket {ticket_id} has changed since you read it ({listed}); read it again and decide anew"
        self.answer = error(
            412,
            "version_conflict",
            "Ticket has changed",
            why or changed,
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


async def require_match(call: Call, read: Read, ticket_id: int) -> None:
    """Raise Changed unless the ticket is as the client saw it. Without If-Match everything matches."""
    asked = call.header(b"if-match")
    if not asked:
        return
    view = await read_ticket(read, call.actor, ticket_id)
    current = etag_of(view.id, view.shown_version)
    tags = [_bare(one) for one in asked.split(",")]
    if asked == "*" or current.decode() in tags:
        return
    seen = _version_in(tags, ticket_id)
    if seen is None or seen == view.shown_version:  # a weak tag says less than If-Match wants to know
        why = f"If-Match names no version of ticket {ticket_id}; read it and send its ETag as it is, without W/"
        raise Changed(ticket_id, current, [], why)
    events = await ticket_events_after(read, call.actor.account_id, ticket_id, seen)
    events = list((await visible(read, call.actor, seen, events)).events)
    raise Changed(ticket_id, current, list(dict.fromkeys(name for event in events for name in _names(event))))


def _names(event: Event) -> list[str]:
    """What an event changed, in the wire's words."""
    if event.kind.noun in PARTS:
        return [PARTS[event.kind.noun]]
    return [NAMES["ticket"][field] for field in (*event.data.changes, *event.data.texts)]


def _bare(tag: str) -> str:
    """A tag without what it was shown beside, which no write of the ticket is about."""
    ticket, dash, rest = tag.strip().partition("-")
    version, beside, _ = rest.partition("-")
    return f'{ticket}{dash}{version}"' if beside else tag.strip()


def _version_in(tags: list[str], ticket_id: int) -> int | None:
    """The newest version that the tags name, None when none of them is this ticket's."""
    versions = []
    for tag in tags:
        ticket, dash, version = tag.removeprefix("W/").strip('"').partition("-")
        if dash and ticket == str(ticket_id) and version.isascii() and version.isdigit() and len(version) < 19:
            versions.append(int(version))
    return max(versions, default=None)
