"""The chips of a list: how the clocks of its tickets stand, reckoned now rather than as the rows last said."""

from collections.abc import Iterable
from datetime import datetime

from deskhand.core.chips import NO_CHIP, Chip, chip_of
from deskhand.core.marks import seconds
from deskhand.core.ticket import Ticket
from deskhand.sla.rulebook import Rulebook
from deskhand.tickets.clocks import clocks_in


def chips_of(book: Rulebook, tickets: Iterable[Ticket], now: datetime) -> list[Chip]:
    """One chip per ticket, in their order."""
    at = seconds(now)
    return [_chip(book, ticket, at) for ticket in tickets]


def _chip(book: Rulebook, ticket: Ticket, at: int) -> Chip:
    terms = book.terms_of(ticket.policy_id)
    return NO_CHIP if terms is None else chip_of(clocks_in(book, ticket), terms.working, at)
