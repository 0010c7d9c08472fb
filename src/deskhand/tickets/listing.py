"""Lists of tickets: conditions, an order, and pages that go on by key."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor, Everything
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Status, Ticket
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import list_store
from deskhand.tickets.condition_store import Condition, Shape, split
from deskhand.tickets.names import with_names
from deskhand.tickets.order_store import NEWEST, Key, Order, key_of
from deskhand.tickets.view import TicketView


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A list somebody asks for. It goes on after a key, or begins at an offset; a known total is not counted again."""

    conditions: tuple[Condition, ...] = ()
    order: Order = NEWEST
    limit: int
    offset: int = 0
    key: Key | None = None
    total: int | None = None


class TicketPage(msgspec.Struct, frozen=True):
    """Some tickets of a longer list, how many there are in all, and the key that the list goes on after, if it does."""

    rows: Sequence[TicketView]
    total: int
    next: Key | None


async def list_tickets(read: Read, actor: Actor, asked: Asked) -> TicketPage:
    """A page of the tickets that match and that the actor may see, with names and texts."""
    require(actor, Verb.TICKET_READ)
    rows = await _rows(read, actor, asked)
    total = await _total(read, actor, asked)
    shown = rows[: asked.limit]
    goes_on = key_of(asked.order, shown[-1]) if len(rows) > asked.limit else None
    return TicketPage(await with_names(read, actor.account_id, shown), total, goes_on)


async def _rows(read: Read, actor: Actor, asked: Asked) -> list[Ticket]:
    """The page's rows and one more, which tells that the list goes on."""
    limit = asked.limit + 1
    shape, values = split(asked.conditions)
    kind, params = type(actor.reach), {**reach_params(actor.account_id, actor.reach), **values}
    if asked.key is None and asked.offset == 0:
        return await read.fetch(list_store.page_of(kind, shape, asked.order), **params, limit=limit)
    if asked.key is None:
        statement = list_store.page_at(kind, shape, asked.order)
        return await read.fetch(statement, **params, limit=limit, offset=asked.offset)
    value_set = asked.key.value is not None
    statement = list_store.page_after(kind, shape, asked.order, value_set)
    key = {"key_id": asked.key.id, **({"key_value": asked.key.value} if value_set else {})}
    return await read.fetch(statement, **params, **key, limit=limit)


async def _total(read: Read, actor: Actor, asked: Asked) -> int:
    """Exact: from the account's clock where it counts them, from the walk's first page, or counted now."""
    shape, values = split(asked.conditions)
    if isinstance(actor.reach, Everything) and _counted(shape):
        totals = await read.one(list_store.TOTALS, account_id=actor.account_id)
        return totals.of(Status(values["is_0"]) if shape else None) if totals else 0
    if asked.total is not None:
        return asked.total
    params = {**reach_params(actor.account_id, actor.reach), **values}
    return int(await read.value(list_store.count_of(type(actor.reach), shape), **params))


def _counted(shape: Shape) -> bool:
    """Whether the clock has this total: of all tickets, or of those in one status."""
    return not shape or (len(shape) == 1 and shape[0] == ("is", "status", False))
