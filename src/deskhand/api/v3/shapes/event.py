"""Events on the wire: what happened, to what, by whom, and which fields changed from what to what."""

import msgspec

from deskhand.api.wire import InstantText
from deskhand.core.events import Event, Value
from deskhand.core.time import show_instant


class ChangeOut(msgspec.Struct, frozen=True, kw_only=True):
    """A field's value before and after; instants are ISO texts."""

    Before: Value
    After: Value


class EventOut(msgspec.Struct, frozen=True, kw_only=True):
    """One event. Texts that changed are named but not carried: read the thing to see them."""

    Seq: int
    At: InstantText
    Kind: str
    ThingID: int
    TicketID: int | None
    ActorKind: str
    ActorID: int | None
    Changes: dict[str, ChangeOut]
    TextsChanged: list[str]


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """Some events; ask again with `after=last`. `last` also passes over events that the key may not see."""

    items: list[EventOut]
    last: int


def show_event(event: Event) -> EventOut:
    """An event as the wire has it, fields by their names in the log."""
    return EventOut(
        Seq=event.seq,
        At=show_instant(event.at),
        Kind=event.kind,
        ThingID=event.thing_id,
        TicketID=event.ticket_id,
        ActorKind=event.actor_kind,
        ActorID=event.actor_id,
        Changes={field: ChangeOut(Before=old, After=new) for field, (old, new) in event.data.changes.items()},
        TextsChanged=list(event.data.texts),
    )
