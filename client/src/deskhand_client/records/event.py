"""Events: what happened, in the order of commit and without gaps."""

from datetime import datetime
from typing import Any

from msgspec import field

from deskhand_client.records.record import Record


class Event(Record, frozen=True, kw_only=True):
    """Something that happened. `changes` says for each field its value Before and After, under the API's names;
    texts are only named in `texts_changed`. `via` names the program or AI that acted with the actor's key."""

    seq: int = field(name="Seq", default=0)
    at: datetime | None = field(name="At", default=None)
    kind: str = field(name="Kind", default="")
    thing_id: int = field(name="ThingID", default=0)
    ticket_id: int | None = field(name="TicketID", default=None)
    actor_kind: str = field(name="ActorKind", default="")
    actor_id: int | None = field(name="ActorID", default=None)
    via: str | None = field(name="Via", default=None)
    changes: dict[str, Any] = field(name="Changes", default_factory=dict)
    texts_changed: list[str] = field(name="TextsChanged", default_factory=list)
