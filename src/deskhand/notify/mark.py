"""Marking notifications as read: housekeeping, of which no event tells."""

from collections.abc import Sequence

from deskhand.core.actor import Actor
from deskhand.notify import store
from deskhand.notify.read import whose
from deskhand.storage.engine import Writes


async def mark_read(writes: Writes, actor: Actor, *, upto: int | None = None, seqs: Sequence[int] = ()) -> int:
    """Mark those up to a sequence, and these, as read; how many were not. What comes meanwhile stays unread."""
    of = {"account_id": actor.account_id, "technician_id": whose(actor), "now": writes.now}
    marked = 0
    if upto is not None:
        marked += await writes.run(store.READ_UPTO, **of, upto=upto)
    if seqs:
        marked += await writes.run(store.READ_THESE, **of, seqs=list(seqs))
    return marked


async def mark_ticket_read(writes: Writes, actor: Actor, ticket_id: int) -> int:
    """Mark those on a ticket as read, since the actor has opened it; how many were not."""
    of = {"account_id": actor.account_id, "technician_id": whose(actor), "now": writes.now}
    return await writes.run(store.READ_TICKET, **of, ticket_id=ticket_id)
