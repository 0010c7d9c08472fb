"""Reading work hours: a ticket's entries and its totals."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Missing
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Ticket
from deskhand.core.work import Durations
from deskhand.storage.engine import Read
from deskhand.tickets.read import Page, visible_ticket
from deskhand.worklog import store


class TicketDurations(msgspec.Struct, frozen=True):
    """A ticket's logged time, billable and not."""

    ticket_id: int
    billable: Durations
    unbillable: Durations


async def list_work(read: Read, actor: Actor, ticket_id: int, *, limit: int, offset: int) -> Page:
    """A page of a ticket's entries, in the order they were written."""
    require(actor, Verb.WORK_READ)
    await visible_ticket(read, actor, ticket_id)
    of = {"account_id": actor.account_id, "ticket_id": ticket_id}
    rows = await read.fetch(store.PAGE, **of, limit=limit, offset=offset)
    return Page(rows, await read.value(store.COUNT, **of))


async def ticket_durations(read: Read, actor: Actor, ticket_id: int) -> TicketDurations:
    """The totals kept on the ticket."""
    require(actor, Verb.WORK_READ)
    return durations_of(await visible_ticket(read, actor, ticket_id))


def durations_of(ticket: Ticket) -> TicketDurations:
    """The four totals of a ticket, as two pairs."""
    return TicketDurations(
        ticket.id,
        billable=Durations(ticket.billable_on_site_seconds, ticket.billable_off_site_seconds),
        unbillable=Durations(ticket.unbillable_on_site_seconds, ticket.unbillable_off_site_seconds),
    )


async def read_entry(read: Read, actor: Actor, entry_id: int) -> store.WorkEntryView:
    """One entry with its technician's name, as the door shows it to whoever wrote it."""
    found = await read.one(store.ONE, account_id=actor.account_id, id=entry_id)
    if found is None:
        raise Missing("Work hours")
    return found
