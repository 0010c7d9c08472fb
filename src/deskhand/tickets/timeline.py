"""Reading a ticket's timeline: what was said and what happened, the newest first to be asked for, in order of time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from deskhand.core.actor import Actor, ActorKind, is_import
from deskhand.core.attachments import Attachment
from deskhand.core.events import Event, EventKind, Value
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Source, Ticket
from deskhand.core.undo import deliverable_from
from deskhand.events.read import Mention, Wording, ticket_events_before, wordings
from deskhand.storage.engine import Read
from deskhand.tickets import comment_store, thread_store
from deskhand.tickets.comment_store import CommentView
from deskhand.tickets.feed import may_see
from deskhand.tickets.names import by_id
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.take_back import is_author
from deskhand.tickets.thread import Changed, Happened, Said, Shown, Timeline, Who
from deskhand.tickets.who import Names, full_name, names_in

# Shown with their message, or gone with it.
SILENT = frozenset({EventKind.COMMENT_CHANGED, EventKind.COMMENT_REMOVED, EventKind.ATTACHMENT_REMOVED})
# The texts that are short enough to be shown before and after.
SHORT: dict[str, tuple[str, ...]] = {"ticket": ("title", "tags"), "custom_value": ("value",)}


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What a page of events speaks of."""

    actor: Actor
    ticket: Ticket
    comments: Mapping[int, CommentView]
    files: Sequence[Attachment]
    names: Names
    fields: Mapping[int | None, str]
    texts: Mapping[Mention, Wording]


async def read_timeline(
    read: Read, actor: Actor, ticket_id: int, *, latest: int = 100, before: int | None = None
) -> Timeline:
    """The newest `latest` events of a ticket, or those before the event `before`, as far as the actor may see them.

    Internal notes and their files only for those who may see them; what was taken back for nobody. A page may so have
    fewer entries than events, and none at all; `earlier` tells whether to read on. However long the history is, the
    number of statements is the same: read it from a snapshot. Raises Missing when there is no such ticket to be seen.
    """
    require(actor, Verb.TICKET_READ)
    ticket = await visible_ticket(read, actor, ticket_id)
    found = await ticket_events_before(read, actor.account_id, ticket_id, before, latest + 1)
    page = found[-latest:]
    events = [event for event in page if event.kind not in SILENT and may_see(actor, event)]
    around = await _around(read, actor, ticket, events)
    entries = [entry for event in events if (entry := _entry(event, around)) is not None]
    # Of what was imported the log has the order in which it came; the rest of a log is in the order of time.
    entries.sort(key=lambda entry: entry.at)
    return Timeline(entries=entries, earlier=page[0].seq if len(found) > latest else None)


async def _around(read: Read, actor: Actor, ticket: Ticket, events: Sequence[Event]) -> Around:
    account_id = actor.account_id
    said = [event.thing_id for event in events if event.kind == EventKind.COMMENT_ADDED]
    attached = [event.thing_id for event in events if event.kind == EventKind.ATTACHMENT_ADDED]
    values: set[int | None] = {event.thing_id for event in events if event.kind == EventKind.CUSTOM_VALUE_SET}
    comments = await read.fetch(comment_store.SEVERAL, account_id=account_id, ids=said) if said else []
    of = {"account_id": account_id, "ticket_id": ticket.id}
    files = await read.fetch(thread_store.FILES, **of, comments=said, ids=attached) if said or attached else []
    reworded = [e for e in events if e.kind != EventKind.TICKET_CREATED and _short(e)]
    return Around(
        actor=actor,
        ticket=ticket,
        comments={comment.id: comment for comment in comments},
        files=files,
        names=await names_in(read, account_id, events),
        fields={row[0]: row[1] for row in (await by_id(read, thread_store.FIELD_NAMES, account_id, values)).values()},
        texts=await wordings(read, account_id, reworded),
    )


def _entry(event: Event, around: Around) -> Said | Happened | None:
    match event.kind:
        case EventKind.TICKET_CREATED:
            return _description(event, around)
        case EventKind.COMMENT_ADDED:
            comment = around.comments.get(event.thing_id)
            return None if comment is None else _said(event, comment, around)
        case EventKind.ATTACHMENT_ADDED:
            file = next((one for one in around.files if one.id == event.thing_id), None)
            return None if file is None or file.comment_id is not None else _happened(event, around, file)
    return _happened(event, around, None)


def _description(event: Event, around: Around) -> Said:
    """The ticket's description, by its contact where that asked for it, else by whoever opened it."""
    changes = event.data.changes
    author = around.names.actor_of(event)
    _, contact_id = changes.get("contact_id", (None, None))
    _, source = changes.get("source", (None, None))
    by_hand = event.actor_kind in (ActorKind.TECHNICIAN, ActorKind.CONTACT)
    imported = is_import(event.via)
    # What a mailbox or the portal hands in, the contact has written; who wrote what was imported, is not known.
    if isinstance(contact_id, int) and (imported or (not by_hand and source in (Source.EMAIL, Source.PORTAL))):
        author = around.names.who(ActorKind.CONTACT, contact_id)
    elif imported:
        author = Who(kind=ActorKind.SYSTEM)
    return Said(
        seq=event.seq,
        at=around.ticket.created_at if imported else event.at,
        comment_id=None,
        author=author,
        internal=False,
        text=around.ticket.description,
        files=(),
        undo_until=None,
    )


def _said(event: Event, comment: CommentView, around: Around) -> Said:
    own = is_author(around.actor, comment.technician_id, comment.contact_id)
    return Said(
        seq=event.seq,
        at=comment.at,
        comment_id=comment.id,
        author=_author(event, comment, around),
        internal=comment.internal,
        text=comment.text,
        files=tuple(file for file in around.files if file.comment_id == comment.id),
        undo_until=deliverable_from(comment.at) if own else None,
    )


def _author(event: Event, comment: CommentView, around: Around) -> Who:
    name = full_name(comment.first_name, comment.last_name) or comment.email or ""
    actor = around.names.actor_of(event)
    if comment.technician_id is not None:
        return Who(kind=ActorKind.TECHNICIAN, id=comment.technician_id, name=name, agent=actor.agent)
    if comment.contact_id is not None:
        return Who(kind=ActorKind.CONTACT, id=comment.contact_id, name=name, email=comment.email, agent=actor.agent)
    return actor


def _happened(event: Event, around: Around, file: Attachment | None) -> Happened:
    short = _short(event)
    values = [
        Changed(field, _shown(around, field, was), _shown(around, field, now))
        for field, (was, now) in event.data.changes.items()
    ]
    texts = [Changed(field, *msgspec.structs.astuple(around.texts[event.seq, field])) for field in short]
    return Happened(
        seq=event.seq,
        at=event.at,
        actor=around.names.actor_of(event),
        kind=event.kind,
        thing_id=event.thing_id,
        changes=(*values, *texts),
        reworded=tuple(field for field in event.data.texts if field not in short),
        about=around.fields.get(event.thing_id, "") if event.kind == EventKind.CUSTOM_VALUE_SET else "",
        file=file,
    )


def _short(event: Event) -> tuple[str, ...]:
    """The texts of an event that are shown before and after."""
    return tuple(field for field in event.data.texts if field in SHORT.get(event.kind.noun, ()))


def _shown(around: Around, field: str, value: Value) -> Shown:
    """A value as a reader wants it: with the name of what it refers to, and an instant as one."""
    if isinstance(value, str) and (field.endswith("_at") or field == "due_by_hand"):
        return datetime.fromisoformat(value)
    return around.names.value(field, value)
