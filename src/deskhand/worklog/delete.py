"""Deleting an entry of work: it leaves every list and the ticket's totals, and stays in the history."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.core.permissions import Verb, require
from deskhand.core.work import uncounted
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.tickets import store as ticket_store
from deskhand.tickets.change import refuse_merged, touched
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.time_on_sla import with_time_on_sla
from deskhand.worklog import store
from deskhand.worklog.change import entry_of
from deskhand.worklog.read import visible_entry


async def delete_work(tx: Tx, actor: Actor, entry_id: int) -> None:
    """Take an entry away, and its seconds from the ticket's totals. Refused on a merged ticket."""
    before = entry_of(await visible_entry(tx, actor, entry_id))
    require(actor, Verb.WORK_WRITE)
    ticket = await visible_ticket(tx, actor, before.ticket_id)
    refuse_merged(ticket)
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(
        tx, actor, EventKind.WORK_DELETED, before.id, ticket_id=ticket.id, before=before, after=after
    )
    await store.update(tx, after)
    ticket = await with_time_on_sla(tx, uncounted(ticket, before))
    await ticket_store.update(tx, touched(ticket, tx, actor, seq))
