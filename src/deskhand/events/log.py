"""Appending to the account's log: the only way an event comes into being."""

from collections.abc import Mapping

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.events import Event, EventData, EventKind
from deskhand.core.history import compare, replaced
from deskhand.core.past import Brought
from deskhand.events.store import KEEP_WORDING
from deskhand.storage.engine import Tx

# The nouns that are an account's rules, which processes remember.
RULES = frozenset({"account", "calendar", "policy", "assignment"})
NO_DATES: Brought = {}


async def append(
    tx: Tx,
    actor: Actor,
    kind: EventKind,
    thing_id: int,
    *,
    ticket_id: int | None = None,
    before: msgspec.Struct | None = None,
    after: msgspec.Struct | None = None,
    data: EventData | None = None,
    dates: Brought = NO_DATES,
) -> int:
    """Record that `before` became `after`; gives the event's sequence, which becomes the thing's version.

    The texts that were replaced are kept as the thing's wordings, under the same sequence. Without `after` the event
    carries `data`, or nothing: what happened is in its kind. `dates` are what an import brought.
    """
    if data is None:
        data = EventData() if after is None else compare(before, after)
    if dates:
        data = msgspec.structs.replace(data, dates=dict(dates))
    seq = tx.next_seq()
    if kind.noun in RULES:
        tx.rules_changed()
    await _keep_wordings(tx, kind.noun, thing_id, seq, replaced(before, data))
    tx.record(
        Event(
            account_id=tx.account_id,
            seq=seq,
            at=tx.now,
            kind=kind,
            thing_id=thing_id,
            ticket_id=ticket_id,
            actor_kind=actor.kind,
            actor_id=actor.person_id,
            key_id=actor.key_id,
            via=actor.via,
            data=data,
        )
    )
    return seq


async def _keep_wordings(tx: Tx, noun: str, thing_id: int, seq: int, texts: Mapping[str, str]) -> None:
    if texts:
        of = {"account_id": tx.account_id, "noun": noun, "thing_id": thing_id, "seq": seq}
        await tx.many(KEEP_WORDING, [{**of, "field": field, "text": text} for field, text in texts.items()])
