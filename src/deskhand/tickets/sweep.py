"""The sweep: what falls due by the clock alone. Warnings and breaches are told, resolved tickets close by themselves.

Whoever sweeps a ticket holds its account's lock, and looks again whether there is anything to do: so each warning and
each breach is told once, however many sweep at the same time, and a crash leaves it to the next one, untold.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from deskhand.core.actor import system
from deskhand.core.events import EventData, EventKind, Value
from deskhand.core.ticket import Status, Ticket
from deskhand.events import log
from deskhand.sla.rulebook import Rulebook, rulebook
from deskhand.storage.engine import Read, Tx
from deskhand.tickets import clock_store, store
from deskhand.tickets.change import move
from deskhand.tickets.clock_store import Due
from deskhand.tickets.clocks import closes_at, reckoned, tell
from deskhand.tickets.marks_of import marks_from_log
from deskhand.tickets.time_on_sla import with_time_on_sla

# When a ticket whose sweep failed is tried again.
POSTPONED = timedelta(minutes=5)

# What no clock moves by itself, but another policy or calendar does.
MOVED = ("first_response_due_at", "due_at", "next_due_at")


async def due_now(read: Read, now: datetime, limit: int) -> list[Due]:
    """The tickets of all accounts that are to be looked at, the longest due first."""
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
    book = await rulebook(tx)
    ticket = reckoned(book, await with_time_on_sla(tx, await _adopted(tx, book, found)), tx.now)
    ticket = await tell(tx, book, await _moved(tx, found, ticket, MOVED))
    # A policy that warns at another share of its targets changes how a ticket stands, and there is nothing to tell.
    if ticket.version == found.version:
        ticket = await _moved(tx, found, ticket, ("sla_status",))
    closes = closes_at(book, ticket)
    if closes is not None and closes <= tx.now:
        ticket = await move(tx, desk, ticket, Status.CLOSED)
    await store.update(tx, ticket)


async def postpone(tx: Tx, ticket_id: int) -> None:
    """Let a ticket whose sweep failed wait, so that it is tried again and blocks nobody."""
    await tx.run(clock_store.POSTPONE, account_id=tx.account_id, id=ticket_id, later=tx.now + POSTPONED)


async def _adopted(tx: Tx, book: Rulebook, ticket: Ticket) -> Ticket:
    """A ticket from before there were clocks, with its policy, and its marks from the log."""
    if ticket.marks:
        return ticket
    marks = await marks_from_log(tx, tx.account_id, ticket.id)
    return msgspec.structs.replace(ticket, policy_id=book.policy_for(ticket.customer_id), marks=marks)


async def _moved(tx: Tx, before: Ticket, after: Ticket, fields: Sequence[str]) -> Ticket:
    """The ticket with an event, and so a version, of its own where one of these fields is shown otherwise."""
    changes: dict[str, tuple[Value, Value]] = {
        field: (_value(was), _value(now))
        for field in fields
        if (was := getattr(before, field)) != (now := getattr(after, field))
    }
    if not changes:
        return after
    desk = system(tx.account_id, "sla")
    data = EventData(changes=changes)
    seq = await log.append(tx, desk, EventKind.SLA_MOVED, after.id, ticket_id=after.id, data=data)
    return msgspec.structs.replace(after, version=seq)


def _value(value: datetime | str | None) -> str | None:
    return value.isoformat() if isinstance(value, datetime) else value
