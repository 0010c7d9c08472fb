"""Settling a ticket: before anything happens to it, what has passed is told, and what another rule moved is moved."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.actor import system
from deskhand.core.events import EventData, EventKind, Value
from deskhand.core.ticket import Ticket
from deskhand.events import log
from deskhand.sla.rulebook import Rulebook, rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets.clocks import reckoned, tell
from deskhand.tickets.log_change import log_change
from deskhand.tickets.marks_of import marks_from_log
from deskhand.tickets.time_on_sla import with_time_on_sla

# What no clock moves by itself, but another policy or calendar does.
MOVED = ("first_response_due_at", "due_at", "next_due_at")


async def settled(tx: Tx, ticket: Ticket) -> Ticket:
    """The ticket as the rules of now have it, after events for what passed and what moved; they come before whatever
    is done next.

    One that has nothing due is given back as it is. Another one may have a new version: the caller stores it.
    """
    if ticket.sweep_at is None or ticket.sweep_at > tx.now:
        return ticket
    book = await rulebook(tx)
    after = reckoned(book, await with_time_on_sla(tx, await _adopted(tx, book, ticket)), tx.now)
    after = await tell(tx, book, await _moved(tx, ticket, after, MOVED))
    # A policy that warns at another share of its targets changes how a ticket stands, and there is nothing to tell.
    return after if after.version != ticket.version else await _moved(tx, ticket, after, ("sla_status",))


async def _adopted(tx: Tx, book: Rulebook, ticket: Ticket) -> Ticket:
    """A ticket from before there were clocks, with its policy, and its marks from the log."""
    if ticket.marks:
        return ticket
    marks = await marks_from_log(tx, tx.account_id, ticket.id)
    after = msgspec.structs.replace(ticket, policy_id=book.policy_for(ticket.customer_id), marks=marks)
    seq = await log_change(tx, system(tx.account_id, "sla"), ticket, after)
    return msgspec.structs.replace(after, version=seq)


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
