"""Deleting a ticket: it is hidden at once and everywhere, and purged later."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.core.permissions import Verb, require
from deskhand.events import log
from deskhand.search import index
from deskhand.storage.engine import Tx
from deskhand.tickets import store
from deskhand.tickets.change import touched
from deskhand.tickets.read import visible_ticket


async def delete_ticket(tx: Tx, actor: Actor, ticket_id: int) -> None:
    """Hide a ticket from reads, lists and totals; its row stays until it is purged."""
    ticket = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.TICKET_DELETE)
    seq = await log.append(tx, actor, EventKind.TICKET_DELETED, ticket.id, ticket_id=ticket.id)
    hidden = msgspec.structs.replace(ticket, deleted_at=tx.now, next_due_at=None, sweep_at=None)
    await store.update(tx, touched(hidden, tx, actor, seq))
    await index.gone(tx, ticket.id)
    if ticket.merged_into is None:
        tx.count(ticket.status, -1)
