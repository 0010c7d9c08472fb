"""The sweep: what falls due by the clock alone. Warnings and breaches are told, resolved tickets close by themselves.

Whoever sweeps a ticket holds its account's lock, and looks again whether there is anything to do: so each warning and
each breach is told once, however many sweep at the same time, and a crash leaves it to the next one, untold.
"""

from datetime import datetime, timedelta

from deskhand.core.actor import system
from deskhand.core.ticket import Status
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Read, Tx
from deskhand.tickets import clock_store, store
from deskhand.tickets.change import move
from deskhand.tickets.clock_store import Due
from deskhand.tickets.clocks import closes_at
from deskhand.tickets.settle import settled

# When a ticket whose sweep failed is tried again.
POSTPONED = timedelta(minutes=5)


async def due_now(read: Read, now: datetime, limit: int) -> list[Due]:
    """The tickets of all accounts that are to be looked at, what fell due last first."""
    return await read.fetch(clock_store.DUE, now=now, limit=limit)


async def sweep(tx: Tx, ticket_id: int) -> None:
    """Do what is due on a ticket, if it still is; somebody else may have been here first."""
    desk = system(tx.account_id, "sweep")
    found = await store.get(tx, desk, ticket_id)
    if found is None:  # deleted meanwhile
        await tx.run(clock_store.POSTPONE, account_id=tx.account_id, id=ticket_id, later=None)
        return
    if found.sweep_at is None or found.sweep_at > tx.now:
        return
    ticket = await settled(tx, found)
    closes = closes_at(await rulebook(tx), ticket)
    if closes is not None and closes <= tx.now:
        ticket = await move(tx, desk, ticket, Status.CLOSED)
    await store.update(tx, ticket)


async def postpone(tx: Tx, ticket_id: int) -> None:
    """Let a ticket whose sweep failed wait, so that it is tried again and blocks nobody."""
    await tx.run(clock_store.POSTPONE, account_id=tx.account_id, id=ticket_id, later=tx.now + POSTPONED)
