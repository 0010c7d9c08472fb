"""Rebuilding from its log what an account holds, at any moment: whatever the log left out would be missing here."""

from collections.abc import Iterable, Mapping

import msgspec

from deskhand.core.events import Event, EventKind, Value
from deskhand.core.history import NOUNS
from deskhand.events.read import Mention, Wording, events_after, wordings
from deskhand.storage.engine import Read

AT_ONCE = 500
# After these a thing is gone: hidden or, taken back, not even a row.
ENDINGS = frozenset({EventKind.TICKET_DELETED, EventKind.COMMENT_REMOVED, EventKind.ATTACHMENT_REMOVED})

# A thing of the account, by noun and id.
Thing = tuple[str, int]


class Standing(msgspec.Struct):
    """What the log says of a thing: its fields of history, instants as ISO texts, and its own last event."""

    seq: int
    fields: dict[str, Value]
    deleted: bool = False


class BrokenHistory(Exception):
    """An event does not continue what the ones before it say."""


async def replay(read: Read, account_id: int, upto: int | None = None) -> dict[Thing, Standing]:
    """Everything with a history as it stood after the event `upto`, or as it stands.

    Raises BrokenHistory where the log contradicts itself.
    """
    things: dict[Thing, Standing] = {}
    seq = 0
    while page := await events_after(read, account_id, seq, AT_ONCE):
        wanted = [event for event in page if upto is None or event.seq <= upto]
        follow(things, wanted, await wordings(read, account_id, wanted))
        seq = page[-1].seq
        if len(wanted) < len(page):
            break
    return things


def follow(things: dict[Thing, Standing], events: Iterable[Event], texts: Mapping[Mention, Wording]) -> None:
    """Take what is known of the things through these events. Raises BrokenHistory."""
    for event in events:
        noun = event.kind.noun
        if noun not in NOUNS:
            continue
        thing = things.setdefault((noun, event.thing_id), Standing(event.seq, _blank(noun)))
        thing.seq = event.seq
        thing.deleted = thing.deleted or event.kind in ENDINGS
        for field, (before, after) in event.data.changes.items():
            _continue(thing, event, field, before, after)
        for field in event.data.texts:
            wording = texts[event.seq, field]
            # Where nothing was kept the thing was new, or its texts have been erased since.
            before = thing.fields[field] if wording.before is None else wording.before
            _continue(thing, event, field, before, wording.after)


def _blank(noun: str) -> dict[str, Value]:
    """The fields of a thing before its first event."""
    return {**dict.fromkeys(NOUNS[noun].values), **dict.fromkeys(NOUNS[noun].texts, "")}


def _continue(thing: Standing, event: Event, field: str, before: Value, after: Value) -> None:
    known = thing.fields.get(field)
    if known != before or field not in thing.fields:
        raise BrokenHistory(f"event {event.seq} ({event.kind}) has {field} {before!r}, the events before it {known!r}")
    thing.fields[field] = after
