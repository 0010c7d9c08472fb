"""Lists of tickets: conditions, an order, and pages that go on by key; with words they are searches."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor, Everything
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Status, Ticket
from deskhand.search.needle import Needle
from deskhand.search.page_store import Among, Sizes
from deskhand.search.pages import Found, Place, search_page
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import list_store
from deskhand.tickets.condition_store import Condition, Shape, any_of, having, split, sql_of
from deskhand.tickets.names import with_names
from deskhand.tickets.order_store import NAME_KEYS, NEWEST, NULLABLE, PEOPLE, Key, Order, key_params, value_of
from deskhand.tickets.parts import parts_of
from deskhand.tickets.store import title_key
from deskhand.tickets.view import TicketView


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A list somebody asks for, in an `order`, or None: the newest first, or, where words are sought, the best hits.

    It goes on after a key (of a search: a place), or begins at an offset. `total`, and `titles` of a search, are what
    an earlier page of the same walk was told; they are not counted again.
    """

    conditions: tuple[Condition, ...] = ()
    needle: Needle | None = None
    order: Order | None = None
    limit: int
    offset: int = 0
    key: Key | Place | None = None
    total: int | None = None
    titles: int | None = None


class TicketPage(msgspec.Struct, frozen=True):
    """Some tickets of a longer list, how many there are in all (of a search also by title), and where it goes on."""

    rows: Sequence[TicketView]
    total: int
    next: Key | Place | None
    titles: int | None = None


async def list_tickets(read: Read, actor: Actor, asked: Asked) -> TicketPage:
    """A page of the tickets that match and that the actor may see, with names and texts."""
    require(actor, Verb.TICKET_READ)
    if asked.needle is not None and asked.order is None:
        return await _best_hits(read, actor, asked, asked.needle)
    total = await _total(read, actor, asked)
    rows = await _rows(read, actor, asked, total)
    shown = rows[: asked.limit]
    goes_on = await key_of(read, asked.order or NEWEST, shown[-1]) if len(rows) > asked.limit else None
    return TicketPage(await with_names(read, actor.account_id, shown), total, goes_on)


async def count_tickets(read: Read, actor: Actor, asked: Asked) -> int:
    """How many tickets there are in all of a list."""
    require(actor, Verb.TICKET_READ)
    return await _total(read, actor, asked)


async def first_ids(read: Read, actor: Actor, asked: Asked) -> list[int]:
    """The ids of a list's beginning, and one more than its limit where it goes on."""
    require(actor, Verb.TICKET_READ)
    limit = asked.limit + 1
    if asked.needle is not None and asked.order is None:
        return (await _search(read, actor, msgspec.structs.replace(asked, limit=limit), asked.needle)).ids
    return [row.id for row in await _from_key(read, actor, asked, asked.order or NEWEST, limit)]


async def _best_hits(read: Read, actor: Actor, asked: Asked, needle: Needle) -> TicketPage:
    """Title hits first, then the others, each by last activity."""
    found = await _search(read, actor, asked, needle)
    rows = await _by_ids(read, actor, found.ids)
    return TicketPage(await with_names(read, actor.account_id, rows), found.sizes.hits, found.next, found.sizes.titles)


async def _search(read: Read, actor: Actor, asked: Asked, needle: Needle) -> Found:
    shape, values = split(asked.conditions)
    return await search_page(
        read,
        Among(type(actor.reach), sql_of, shape),
        {**reach_params(actor.account_id, actor.reach), **values},
        needle,
        limit=asked.limit,
        offset=asked.offset,
        after=asked.key if isinstance(asked.key, Place) else None,
        counted=None if asked.titles is None or asked.total is None else Sizes(asked.titles, asked.total),
    )


async def _by_ids(read: Read, actor: Actor, ids: list[int]) -> list[Ticket]:
    """The rows in the order of the ids; one that went away since they were found is left out."""
    if not ids:
        return []
    shape, values = split([any_of("id", ids)])
    statement = list_store.page_of(type(actor.reach), shape, NEWEST)
    rows = await read.fetch(statement, **reach_params(actor.account_id, actor.reach), **values, limit=len(ids))
    by_id = {row.id: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]


def _conditions(asked: Asked) -> tuple[Condition, ...]:
    return asked.conditions if asked.needle is None else (*asked.conditions, having(asked.needle))


async def _rows(read: Read, actor: Actor, asked: Asked, total: int) -> list[Ticket]:
    """The page's rows and one more, which tells that the list goes on."""
    limit, order = asked.limit + 1, asked.order or NEWEST
    if asked.offset == 0 or isinstance(asked.key, Key):
        return await _from_key(read, actor, asked, order, limit)
    shape, values = split(_conditions(asked))
    kind, params = type(actor.reach), {**reach_params(actor.account_id, actor.reach), **values}
    if asked.offset > total // 2 and order.by not in NULLABLE:
        # Nearer to the end, and so from there: what is not set comes last in either direction, all else turns round.
        left = min(limit, total - asked.offset)
        if left <= 0:
            return []
        statement = list_store.page_at(kind, shape, order.reversed())
        rows = await read.fetch(statement, **params, limit=left, offset=total - asked.offset - left)
        return rows[::-1]
    return await read.fetch(list_store.page_at(kind, shape, order), **params, limit=limit, offset=asked.offset)


async def _from_key(read: Read, actor: Actor, asked: Asked, order: Order, limit: int) -> list[Ticket]:
    """So many rows from the beginning or after a key, part by part."""
    rows: list[Ticket] = []
    params = reach_params(actor.account_id, actor.reach)
    for part in parts_of(order, asked.key if isinstance(asked.key, Key) else None):
        shape, values = split((*_conditions(asked), *part.conditions))
        statement = list_store.page_of(type(actor.reach), shape, part.order, goes_on=part.key is not None)
        key = {} if part.key is None else key_params(part.order, part.key)
        rows += await read.fetch(statement, **params, **values, **key, limit=limit - len(rows))
        if len(rows) >= limit:
            break
    return rows


async def key_of(read: Read, order: Order, row: Ticket) -> Key:
    """The key of a row in this order."""
    if order.by == "title":
        return Key(title_key(row.title), row.id)
    if order.by not in PEOPLE:
        return Key(value_of(order, row), row.id)
    person_id: int | None = getattr(row, PEOPLE[order.by][1])
    if person_id is None:
        return Key(None, row.id)
    name = await read.value(NAME_KEYS[order.by], account_id=row.account_id, id=person_id)
    return Key((name, person_id), row.id)


async def _total(read: Read, actor: Actor, asked: Asked) -> int:
    """Exact: from the account's clock where it counts them, from the walk's first page, or counted now."""
    shape, values = split(_conditions(asked))
    if isinstance(actor.reach, Everything) and _counted(shape):
        totals = await read.one(list_store.TOTALS, account_id=actor.account_id)
        return totals.of(Status(values["is_0"]) if shape else None) if totals else 0
    if asked.total is not None:
        return asked.total
    params = {**reach_params(actor.account_id, actor.reach), **values}
    return int(await read.value(list_store.count_of(type(actor.reach), shape), **params))


_ONE_STATUS = (("is", "status", False), ("active", "status", False))


def _counted(shape: Shape) -> bool:
    """Whether the clock has this total: of all tickets, or of those in one status."""
    return not shape or (len(shape) == 1 and shape[0] in _ONE_STATUS)
