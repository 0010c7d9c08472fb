"""A ticket's place in the list that it was opened from, and which ones come before and after it there."""

from datetime import datetime
from typing import NamedTuple

from deskhand.core.actor import Actor
from deskhand.core.query import parse_query
from deskhand.storage.engine import Read
from deskhand.tickets.find import meaning_of
from deskhand.tickets.listing import Asked, list_tickets
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
    meant = await meaning_of(read, actor, parse_query(text, now))
    asked = Asked(conditions=meant.conditions, needle=meant.needle, order=order, limit=LOOKED_AT)
    found = await list_tickets(read, actor, asked)
    ids = [ticket.id for ticket in found.rows]
    if ticket_id not in ids:
        return None
    place = ids.index(ticket_id)
    previous = ids[place - 1] if place else None
    return Neighbours(place + 1, found.total, previous, ids[place + 1] if place + 1 < len(ids) else None)
