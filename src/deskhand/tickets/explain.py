"""Why a ticket is due when it is: the receipts of its clocks, and which tickets are due next."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.calendar import Calendar
from deskhand.core.clocks import Clock
from deskhand.core.marks import seconds
from deskhand.core.permissions import Verb, require
from deskhand.core.policy import Policy
from deskhand.core.receipt import Receipt, receipt_of
from deskhand.core.ticket import Ticket
from deskhand.sla import store as sla_store
from deskhand.sla.rulebook import Rulebook, read_rulebook
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import clock_store
from deskhand.tickets.clocks import clocks_in
from deskhand.tickets.names import with_names
from deskhand.tickets.read import read_ticket
from deskhand.tickets.view import TicketView

MOST_FORESEEN = 500


class Explained(msgspec.Struct, frozen=True):
    """A ticket with the receipt of every clock it has or had; no policy, no clocks."""

    ticket: TicketView
    policy: Policy | None
    calendar: Calendar | None
    receipts: tuple[Receipt, ...]


class Foreseen(msgspec.Struct, frozen=True):
    """A clock that will be due, and the working seconds left until then."""

    ticket: TicketView
    clock: Clock
    left: int


async def explain(read: Read, actor: Actor, ticket_id: int, now: datetime) -> Explained:
    """The receipts of a ticket's clocks as of now. Raises Missing."""
    ticket = await read_ticket(read, actor, ticket_id)
    book = await read_rulebook(read, actor.account_id)
    terms = book.terms_of(ticket.policy_id)
    if terms is None:
        return Explained(ticket, None, None, ())
    calendars = await read.fetch(sla_store.CALENDARS.all, account_id=actor.account_id)
    calendar = next(one for one in calendars if one.id == terms.policy.calendar_id)
    receipts = tuple(receipt_of(clock, terms.working, seconds(now)) for clock in clocks_in(book, ticket))
    return Explained(ticket, terms.policy, calendar, receipts)


async def forecast(read: Read, actor: Actor, now: datetime, until: datetime) -> list[Foreseen]:
    """The clocks that are due until an instant if nothing happens, the one with the least working time left first.

    At most 500; those that are breached already are not foreseen any more.
    """
    require(actor, Verb.TICKET_READ)
    book = await read_rulebook(read, actor.account_id)
    found: list[tuple[Ticket, Clock, int]] = []
    params = reach_params(actor.account_id, actor.reach)
    statement = clock_store.due_until(type(actor.reach))
    for ticket in await read.fetch(statement, **params, until=until, limit=10_000):
        found += [(ticket, *one) for one in _within(book, ticket, seconds(now), seconds(until))]
    found.sort(key=lambda one: (one[2], one[1].due or 0, one[0].id))
    views = {view.id: view for view in await with_names(read, actor.account_id, _each_once(found[:MOST_FORESEEN]))}
    return [Foreseen(views[ticket.id], clock, left) for ticket, clock, left in found[:MOST_FORESEEN]]


def _within(book: Rulebook, ticket: Ticket, now: int, until: int) -> list[tuple[Clock, int]]:
    """The ticket's running clocks that are due between two instants, and the working time left for each."""
    terms = book.terms_of(ticket.policy_id)
    if terms is None:
        return []
    return [
        (clock, terms.working.spent(now, clock.due))
        for clock in clocks_in(book, ticket)
        if clock.runs and clock.due is not None and now <= clock.due <= until
    ]


def _each_once(found: Sequence[tuple[Ticket, Clock, int]]) -> list[Ticket]:
    return list({ticket.id: ticket for ticket, _, _ in found}.values())
