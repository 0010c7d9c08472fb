"""What a ticket's timeline is made of: messages, and one line for everything else that happened."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.actor import ActorKind
from deskhand.core.attachments import Attachment
from deskhand.core.events import EventKind
from deskhand.core.time import whole_seconds


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, by name: an integration's is its key's, and the desk itself has none. Contacts have an address.

    `agent` is what a program or an AI agent that acted for them called itself.
    """

    kind: ActorKind
    id: int | None = None
    name: str = ""
    email: str | None = None
    agent: str = ""


class Named(msgspec.Struct, frozen=True):
    """A technician, contact, customer or policy as a value of a field."""

    id: int
    name: str


Shown = str | int | float | bool | datetime | Named | None


class Changed(msgspec.Struct, frozen=True):
    """A field's value before and after."""

    field: str
    before: Shown
    after: Shown


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message: a comment, or without `comment_id` the ticket's description, which is there even where it is empty.

    `undo_until` is set where the reader is the author: before that instant, and no longer, it may be taken back.
    """

    seq: int
    at: datetime
    comment_id: int | None
    author: Who
    internal: bool
    text: str
    files: tuple[Attachment, ...]
    undo_until: datetime | None


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """One event that is no message. `reworded` are texts that were set and are not shown here, such as a description.

    `about` is the name of the custom field, where one was set; `file` what was attached, where it is still there.
    """

    seq: int
    at: datetime
    actor: Who
    kind: EventKind
    thing_id: int
    changes: tuple[Changed, ...]
    reworded: tuple[str, ...] = ()
    about: str = ""
    file: Attachment | None = None

    @property
    def seconds(self) -> int | None:
        """How long somebody worked, where the event tells both ends of it."""
        after = {change.field: change.after for change in self.changes}
        start, end = after.get("starts_at"), after.get("ends_at")
        return whole_seconds(start, end) if isinstance(start, datetime) and isinstance(end, datetime) else None


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Some of what happened to a ticket, oldest first; `earlier` is what to read on before, None at the beginning."""

    entries: Sequence[Said | Happened]
    earlier: int | None
