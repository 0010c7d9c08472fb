"""Who has a ticket open or types on it: housekeeping, of which no event tells.

It lies in the database, since the two who meet on a ticket may be served by two processes. Whoever writes it lets the
account's readers look again (`engine.wakes.touched`), after the commit.
"""

from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Forbidden
from deskhand.core.permissions import Verb, require
from deskhand.core.presence import FORGOTTEN, HERE, PresenceState, state_at, worth_writing
from deskhand.storage.engine import Read, Writes
from deskhand.tickets import presence_store as store
from deskhand.tickets.presence_store import Present
from deskhand.tickets.read import visible_ticket


async def presence_is_news(read: Read, actor: Actor, ticket_id: int, state: PresenceState, now: datetime) -> bool:
    """Whether `note_presence` would write anything: asked before a transaction is begun for it."""
    known = await read.one(store.ONE, **_of(actor, ticket_id))
    return known is None or worth_writing(known.state, known.seen_at, state, now)


async def note_presence(writes: Writes, actor: Actor, ticket_id: int, state: PresenceState) -> bool:
    """Keep that the actor is on a ticket: at most every ten seconds, or when the state changes; whether it was kept.

    Raises Missing where the actor may not see the ticket.
    """
    await visible_ticket(writes, actor, ticket_id)
    if not await presence_is_news(writes, actor, ticket_id, state, writes.now):
        return False
    await writes.run(store.PUT, **_of(actor, ticket_id), state=state.value, seen_at=writes.now)
    return True


async def who_is_here(read: Read, actor: Actor, ticket_id: int, now: datetime) -> list[Present]:
    """Everybody but the actor who was on the ticket within half a minute; typing is believed for twelve seconds."""
    require(actor, Verb.TICKET_READ)
    await visible_ticket(read, actor, ticket_id)
    seen = await read.fetch(store.SEEN_SINCE, account_id=actor.account_id, ticket_id=ticket_id, since=now - HERE)
    return [
        msgspec.structs.replace(one, state=state)
        for one in seen
        if one.technician_id != actor.technician_id and (state := state_at(one.state, one.seen_at, now))
    ]


async def gone(writes: Writes, actor: Actor, ticket_id: int) -> None:
    """The actor has left the ticket."""
    await writes.run(store.GONE, **_of(actor, ticket_id))


async def forget_presence(writes: Writes) -> int:
    """Drop what nobody asks for any more, of all accounts; how many."""
    return await writes.run(store.FORGET, until=writes.now - FORGOTTEN)


def _of(actor: Actor, ticket_id: int) -> dict[str, int]:
    require(actor, Verb.TICKET_READ)
    if actor.technician_id is None:
        raise Forbidden("Technicians are present; this key acts as none")
    return {"account_id": actor.account_id, "ticket_id": ticket_id, "technician_id": actor.technician_id}
