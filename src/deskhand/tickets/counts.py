"""How many tickets there are in each view of the inbox, and in a view that somebody saved."""

from datetime import datetime

import msgspec

from deskhand.core.actor import Actor, Everything
from deskhand.core.permissions import Verb, require
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import count_store, list_store
from deskhand.tickets.ask import asked_for
from deskhand.tickets.count_store import StatusCounts
from deskhand.tickets.listing import count_tickets

NOTHING = StatusCounts(0, 0, 0, 0)


class Counts(msgspec.Struct, frozen=True):
    """How many tickets the actor sees in each view of the inbox."""

    mine: int
    unassigned: int
    breached: int
    warning: int
    open: int
    pending: int
    resolved: int
    all: int

    @property
    def breaching(self) -> int:
        """Those that are over or about to be."""
        return self.breached + self.warning


async def count_views(read: Read, actor: Actor) -> Counts:
    """The counts of all views, by two statements; all but those of active tickets are the account's clock's."""
    require(actor, Verb.TICKET_READ)
    kind, params = type(actor.reach), reach_params(actor.account_id, actor.reach)
    active = await read.one(count_store.active_counts(kind), **params, me=actor.technician_id)
    assert active is not None  # noqa: S101 - it counts, and so gives one row
    by_status = await _by_status(read, actor)
    return Counts(**msgspec.structs.asdict(active), **msgspec.structs.asdict(by_status))


async def _by_status(read: Read, actor: Actor) -> StatusCounts:
    if isinstance(actor.reach, Everything):
        totals = await read.one(list_store.TOTALS, account_id=actor.account_id)
        return StatusCounts(*map(totals.of, (*count_store.COUNTED, None))) if totals else NOTHING
    statement = count_store.status_counts(type(actor.reach))
    return await read.one(statement, **reach_params(actor.account_id, actor.reach)) or NOTHING


async def count_of_query(read: Read, actor: Actor, text: str, now: datetime) -> int:
    """How many tickets a query finds for the actor. Raises QueryError."""
    return await count_tickets(read, actor, await asked_for(read, actor, text, now))
