"""The bar over a ticket: back to its list, the ticket's place there, and the moves that its status allows."""

from collections.abc import Sequence

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.lifecycle import reachable
from deskhand.core.query import QueryError
from deskhand.core.ticket import Status, Ticket
from deskhand.storage.engine import Read
from deskhand.tickets.neighbours import Neighbours, neighbours_of
from deskhand.tickets.order_store import Order
from deskhand.web.listing.asked import list_asked
from deskhand.web.side.address import list_query, ticket_address
from deskhand.web.visit import Visit


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """What the bar shows. `query` is what the ticket's own addresses carry; without neighbours there is no place."""

    query: str
    back: str
    back_title: str
    place: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""
    moves: Sequence[Status] = ()


async def bar_of(visit: Visit, read: Read, ticket: Ticket, *, resolve_before_close: bool) -> Bar:
    """The bar of a ticket, for the list in its address; opened by itself, it leads back to one's own tickets."""
    asked = await list_asked(visit, read, visit.query)
    query = list_query(visit)
    beside = await _beside(visit, read, ticket, asked.query, asked.order) if query else None
    moves = reachable(ticket.status, resolve_before_close=resolve_before_close)
    bar = Bar(query=query, back=asked.address(), back_title=asked.title, moves=moves)
    if beside is None:
        return bar
    return msgspec.structs.replace(
        bar,
        place=beside.place,
        total=beside.total,
        previous=ticket_address(visit, beside.previous) if beside.previous else "",
        next=ticket_address(visit, beside.next) if beside.next else "",
    )


async def _beside(visit: Visit, read: Read, ticket: Ticket, query: str, order: Order | None) -> Neighbours | None:
    try:
        return await neighbours_of(read, visit.actor, query, order, ticket.id, visit.now)
    except (QueryError, Refusal):
        return None  # the list itself says what is wrong with its query
