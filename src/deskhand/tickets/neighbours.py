"""A ticket's place in the list that it was opened from, and which ones come before and after it there."""

from datetime import datetime
from typing import NamedTuple

from deskhand.core.actor import Actor
from deskhand.storage.engine import Read
from deskhand.tickets.ask import asked_for
from deskhand.tickets.listing import count_tickets, first_ids
from deskhand.tickets.order_store import Order

# Whoever reads on from ticket to ticket does so near the top; further down it would cost more than it helps.
LOOKED_AT = 200


class Neighbours(NamedTuple):
    """The how manyeth of how many, from 1, and the ids of those beside it."""

    place: int
    total: int
    previous: int | None
    next: int | None


async def neighbours_of(
    read: Read, actor: Actor, text: str, order: Order | None, ticket_id: int, now: datetime
) -> Neighbours | None:
    """The ticket's place in the list of a query; None where it is not among its first 200. Raises QueryError."""
    asked = await asked_for(read, actor, text, now, order=order, limit=LOOKED_AT)
    ids = await first_ids(read, actor, asked)
    if ticket_id not in ids[:LOOKED_AT]:
        return None
    place = ids.index(ticket_id)
    total = len(ids) if len(ids) <= LOOKED_AT else await count_tickets(read, actor, asked)
    previous = ids[place - 1] if place else None
    return Neighbours(place + 1, total, previous, ids[place + 1] if place + 1 < len(ids) else None)
