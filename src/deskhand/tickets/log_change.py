"""The one event that a ticket's fields were changed, whoever changed them."""

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.core.past import Brought
from deskhand.core.ticket import Ticket
from deskhand.events import log
from deskhand.events.log import NO_DATES
from deskhand.storage.engine import Tx


async def log_change(tx: Tx, actor: Actor, before: Ticket, after: Ticket, dates: Brought = NO_DATES) -> int:
    """Record what differs; gives the event's sequence, which becomes the ticket's version."""
    return await log.append(
        tx, actor, EventKind.TICKET_CHANGED, before.id, ticket_id=before.id, before=before, after=after, dates=dates
    )
