"""Handing the log on: each consumer gets an account's events in their order, from where it stopped, at least once.

A consumer has a cursor of its own in every account. Its events are handled and its cursor moved in one transaction, so
what it writes into the database is there exactly once; what it does elsewhere must bear being done again. One that
fails falls behind alone, in that account alone, and is tried again after a rest.

A consumer that an account has no cursor of begins with its first event. Whoever adds one lets its migration put the
cursors of the accounts that there are at their present event (as 0009 does), so that years of history are not news.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import msgspec

from deskhand.core.events import Event
from deskhand.events import cursor_store as store
from deskhand.events.cursor_store import Behind
from deskhand.events.read import events_after
from deskhand.storage.engine import Read, Tx, Writes

AT_ONCE = 200
REST = timedelta(minutes=1)

# What a consumer does with some events of one account; whether readers of that account should look again.
Hand = Callable[[Writes, int, Sequence[Event]], Awaitable[bool]]


class Consumer(msgspec.Struct, frozen=True):
    """Something that follows every account's log. Its name is its cursor's, and stays."""

    name: str
    hand: Hand


class Handed(msgspec.Struct, frozen=True):
    """How far the consumer has come, whether there may be more for it, and whether readers should look again."""

    seq: int
    more: bool
    told: bool


async def accounts_behind(read: Read, after: int, limit: int) -> list[Behind]:
    """Accounts with events that not everybody has been handed, by id, beyond the id `after`."""
    return await read.fetch(store.BEHIND, after=after, limit=limit)


async def hand_on(writes: Writes, account_id: int, consumer: Consumer) -> Handed:
    """Give the consumer its next events of an account, in this transaction. What it raises undoes all of it."""
    of = {"account_id": account_id, "consumer": consumer.name}
    cursor = await writes.one(store.LOCK, **of)
    if cursor is None:
        await writes.run(store.BEGIN, **of, seq=0)
        cursor = await writes.one(store.LOCK, **of)
    if cursor is None or (cursor.retry_at is not None and cursor.retry_at > writes.now):
        return Handed(cursor.seq if cursor else 0, more=False, told=False)
    events = await events_after(writes, account_id, cursor.seq, AT_ONCE)
    if not events:
        return Handed(cursor.seq, more=False, told=False)
    told = await consumer.hand(writes, account_id, events)
    await writes.run(store.MOVE, **of, to=events[-1].seq)
    return Handed(events[-1].seq, more=len(events) == AT_ONCE, told=told)


async def put_off(writes: Writes, account_id: int, consumer: Consumer) -> None:
    """Let a consumer that failed rest in this account."""
    of = {"account_id": account_id, "consumer": consumer.name}
    await writes.run(store.BEGIN, **of, seq=0)
    await writes.run(store.REST, **of, retry_at=writes.now + REST)


async def note_handed(writes: Writes, account_id: int, seq: int) -> None:
    """Everybody has come as far as this, so that the account is looked at again only when it has gone further."""
    await writes.run(store.HANDED, account_id=account_id, seq=seq)


async def begin_behind(tx: Tx, consumer: Consumer, seq: int) -> None:
    """Let a consumer take an account's log up to this event, of this transaction, as history: an import's, a demo's."""
    of = {"account_id": tx.account_id, "consumer": consumer.name}
    await tx.run(store.BEGIN, **of, seq=seq)
    await tx.run(store.MOVE, **of, to=seq)
