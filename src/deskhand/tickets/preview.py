"""What a change of policy or calendar does to the tickets that are not closed: shown before it is made."""

from collections.abc import Sequence

import msgspec

from deskhand.core.ticket import SlaStatus
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import clock_store
from deskhand.tickets.clocks import reckoned

AT_ONCE = 1_000
MOST_NAMED = 500


class Effect(msgspec.Struct, frozen=True):
    """How many tickets are not closed, how many of them get other due dates, and which are breached by it.

    Of the latter at most 500 are named.
    """

    tickets: int
    moved: int
    newly_breached: int
    named: tuple[int, ...]


async def effect_of(tx: Tx, policy_ids: Sequence[int]) -> Effect:
    """The effect of what this transaction has changed of these policies and their calendars."""
    book = await rulebook(tx)
    tickets = moved = after = 0
    breached: list[int] = []
    params = {"account_id": tx.account_id, "ids": list(policy_ids), "limit": AT_ONCE}
    while page := await tx.fetch(clock_store.UNFINISHED_WITH, **params, after=after):
        for ticket in page:
            new = reckoned(book, ticket, tx.now)
            was, now = ((one.first_response_due_at, one.due_at, one.next_due_at) for one in (ticket, new))
            moved += was != now
            if new.sla_status == SlaStatus.BREACHED != ticket.sla_status:
                breached.append(ticket.id)
        tickets += len(page)
        after = page[-1].id
    return Effect(tickets, moved, len(breached), tuple(breached[:MOST_NAMED]))
