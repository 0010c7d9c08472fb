"""What a ticket's row says of its clocks: reckoned from its marks, and told as events once a moment has passed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from deskhand.core.actor import system
from deskhand.core.clocks import Clock, Clocks
from deskhand.core.events import EventData, EventKind
from deskhand.core.marks import instant, read_marks, seconds, with_comment, with_status
from deskhand.core.policy import ClockKind
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Comment, Status, Ticket
from deskhand.events import log
from deskhand.sla.rulebook import Rulebook
from deskhand.storage.engine import Tx

# The bits of `told`, by clock: its warning, its breach.
BITS: dict[ClockKind, tuple[int, int]] = {
    ClockKind.FIRST_RESPONSE: (1, 2),
    ClockKind.NEXT_RESPONSE: (4, 8),
    ClockKind.RESOLUTION: (16, 32),
}
ALL_BITS = 63


class Moment(NamedTuple):
    """A warning or a breach of a clock: when, and its bit."""

    at: int
    clock: Clock
    bit: int
    breach: bool


def clocks_in(book: Rulebook, ticket: Ticket) -> Clocks:
    """The ticket's clocks; none where it has no policy."""
    terms = book.terms_of(ticket.policy_id)
    if terms is None:
        return Clocks()
    by_hand = None if ticket.due_by_hand is None else seconds(ticket.due_by_hand)
    return clocks_of(read_marks(ticket.marks), ticket.priority, terms, by_hand)


def reckoned(book: Rulebook, ticket: Ticket, now: datetime) -> Ticket:
    """The ticket with what follows from its marks, policy, priority and due date by hand, as of now."""
    clocks, at = clocks_in(book, ticket), seconds(now)
    moments = _moments(clocks)
    told = ticket.told and ticket.told & sum(moment.bit for moment in moments if moment.at < at)
    first = clocks.first_response
    due = clocks.resolution.due if clocks.resolution is not None else None
    return msgspec.structs.replace(
        ticket,
        first_response_due_at=_instant(first.due if first is not None else None),
        due_at=ticket.due_by_hand or _instant(due),
        next_due_at=_instant(clocks.next_due),
        sla_status=clocks.status(at),
        told=told,
        sweep_at=_sweep_at(book, ticket, moments, told),
    )


def reckoned_at_import(book: Rulebook, ticket: Ticket, now: datetime) -> Ticket:
    """The same of a ticket that is imported: nothing that has passed by now is told any more, nor done."""
    after = reckoned(book, msgspec.structs.replace(ticket, told=ALL_BITS), now)
    if after.sweep_at is None or after.sweep_at > now:
        return after
    return msgspec.structs.replace(after, sweep_at=None)  # it would have closed by itself long ago


def at_status(ticket: Ticket, status: Status, now: datetime) -> Ticket:
    """The ticket with the mark of having come to a status; still to be reckoned."""
    return msgspec.structs.replace(ticket, marks=with_status(ticket.marks, status, now))


def at_comment(ticket: Ticket, comment: Comment) -> Ticket:
    """The ticket with the mark of a comment, where one of its clocks starts or stops by it; still to be reckoned."""
    marks = with_comment(ticket.marks, comment)
    if marks == ticket.marks:
        return ticket
    told = ticket.told
    if comment.contact_id is not None:  # another wait begins, of which nothing was told yet
        told &= ALL_BITS - sum(BITS[ClockKind.NEXT_RESPONSE])
    return msgspec.structs.replace(ticket, marks=marks, told=told)


async def tell(tx: Tx, book: Rulebook, ticket: Ticket) -> Ticket:
    """The ticket after an event for each of its moments that passed and has not been told, the earliest first."""
    now = seconds(tx.now)
    passed = [m for m in _moments(clocks_in(book, ticket)) if m.at < now and not ticket.told & m.bit]
    if not passed:
        return ticket
    version, told = ticket.version, ticket.told
    for moment in sorted(passed, key=lambda moment: moment.at):
        due = moment.clock.due
        data = EventData(
            changes={
                "clock": (None, moment.clock.kind.value),
                "passed_at": (None, instant(moment.at).isoformat()),
                "clock_due_at": (None, None if due is None else instant(due).isoformat()),
            }
        )
        desk = system(tx.account_id, "sla")
        if moment.breach:
            version = await log.append(tx, desk, EventKind.SLA_BREACHED, ticket.id, ticket_id=ticket.id, data=data)
        else:
            version = await log.append(tx, desk, EventKind.SLA_WARNED, ticket.id, ticket_id=ticket.id, data=data)
        told |= moment.bit
    return reckoned(book, msgspec.structs.replace(ticket, version=version, told=told), tx.now)


def _moments(clocks: Clocks) -> list[Moment]:
    """The warnings and breaches of the clocks that the row speaks of, passed or to come."""
    found = []
    for clock in (clocks.first_response, clocks.next_response, clocks.resolution):
        if clock is None:
            continue
        warned, breached = BITS[clock.kind]
        if clock.warns is not None:
            found.append(Moment(clock.warns, clock, warned, breach=False))
        if clock.breaches is not None:
            found.append(Moment(clock.breaches, clock, breached, breach=True))
    return found


def _sweep_at(book: Rulebook, ticket: Ticket, moments: Sequence[Moment], told: int) -> datetime | None:
    """When there is something to do next: the second after a moment that is not told, or closing by itself."""
    ahead = [moment.at + 1 for moment in moments if not told & moment.bit]
    closes = closes_at(book, ticket)
    if not ahead:
        return closes
    first = instant(min(ahead))
    return first if closes is None else min(first, closes)


def closes_at(book: Rulebook, ticket: Ticket) -> datetime | None:
    """When a resolved ticket closes by itself; None: not."""
    days = book.settings.auto_close_days
    if ticket.status != Status.RESOLVED or ticket.resolved_at is None or not days:
        return None
    return ticket.resolved_at + timedelta(days=days)


def _instant(at: int | None) -> datetime | None:
    return None if at is None else instant(at)
