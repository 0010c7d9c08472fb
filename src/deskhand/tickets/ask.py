"""From the text of a query, as it stands in a search box or a saved view, to the list that is asked for."""

from datetime import datetime

from deskhand.core.actor import Actor
from deskhand.core.query import parse_query
from deskhand.storage.engine import Read
from deskhand.tickets.find import meaning_of
from deskhand.tickets.listing import Asked
from deskhand.tickets.order_store import Order

PAGE = 50


async def asked_for(
    read: Read, actor: Actor, text: str, now: datetime, *, order: Order | None = None, limit: int = PAGE
) -> Asked:
    """The list that a query asks for, in this order. Raises QueryError."""
    meant = await meaning_of(read, actor, parse_query(text, now))
    return Asked(conditions=meant.conditions, needle=meant.needle, order=order, limit=limit)
