"""Reading the bell: a technician's notifications, newest first, and how many were not read."""

from collections.abc import Sequence

from deskhand.core.actor import Actor
from deskhand.core.errors import Forbidden
from deskhand.core.permissions import Verb, require
from deskhand.notify import store
from deskhand.notify.store import Notice
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params

# Beyond every event.
NEWEST = 2**62


async def list_notifications(
    read: Read, actor: Actor, *, limit: int = 50, unread_only: bool = False, before: int = NEWEST
) -> list[Notice]:
    """The actor's newest notifications before a sequence; those on tickets out of reach or deleted are not shown."""
    of = {"technician_id": whose(actor), **reach_params(actor.account_id, actor.reach)}
    return await read.fetch(store.page_of(type(actor.reach), unread_only), **of, before=before, limit=limit)


async def unread_count(read: Read, actor: Actor) -> int:
    """How many of the actor's notifications were not read."""
    of = {"technician_id": whose(actor), **reach_params(actor.account_id, actor.reach)}
    return int(await read.value(store.unread_of(type(actor.reach)), **of))


async def unread_on_ticket(read: Read, actor: Actor, ticket_id: int) -> int:
    """How many there are on one ticket: asked before a transaction is begun to mark them as read."""
    of = {"account_id": actor.account_id, "technician_id": whose(actor), "ticket_id": ticket_id}
    return int(await read.value(store.UNREAD_OF_TICKET, **of))


async def unread_among(read: Read, actor: Actor, ids: Sequence[int]) -> frozenset[int]:
    """Which of these tickets have something that the actor was called for and has not read."""
    of = {"account_id": actor.account_id, "technician_id": whose(actor)}
    return frozenset(await read.fetch(store.UNREAD_AMONG, **of, ids=list(ids))) if ids else frozenset()


def whose(actor: Actor) -> int:
    """The technician who acts. Raises Forbidden where nobody does who has a bell."""
    require(actor, Verb.TICKET_READ)
    if actor.technician_id is None:
        raise Forbidden("Technicians have notifications; this key acts as none")
    return actor.technician_id
