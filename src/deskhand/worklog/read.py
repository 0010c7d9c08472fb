"""Reading work hours: a ticket's entries and its totals, and everybody's between two instants."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Missing, Refusal
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Ticket
from deskhand.core.time import Local, begins, ends
from deskhand.core.work import Durations
from deskhand.directory.account import read_account
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import store as ticket_store
from deskhand.tickets.read import Page, visible_ticket
from deskhand.worklog import store


class TicketDurations(msgspec.Struct, frozen=True):
    """A ticket's logged time, billable and not."""

    ticket_id: int
    billable: Durations
    unbillable: Durations


async def list_work(
    read: Read, actor: Actor, ticket_id: int, *, billable_only: bool = False, limit: int, offset: int
) -> Page:
    """A page of a ticket's entries, in the order they were written."""
    require(actor, Verb.WORK_READ)
    await visible_ticket(read, actor, ticket_id)
    of = {"account_id": actor.account_id, "ticket_id": ticket_id}
    page, count = (store.PAGE_BILLABLE, store.COUNT_BILLABLE) if billable_only else (store.PAGE, store.COUNT)
    return Page(await read.fetch(page, **of, limit=limit, offset=offset), await read.value(count, **of))


async def list_records(
    read: Read, actor: Actor, start: Local | None, end: Local | None, *, limit: int, offset: int
) -> Page:
    """A page of all entries that begin and end within two moments of the account's time zone, latest start first."""
    require(actor, Verb.WORK_READ)
    values = reach_params(actor.account_id, actor.reach)
    kind, shape = type(actor.reach), set[str]()
    if start is not None or end is not None:
        zone = (await read_account(read, actor)).zone
        if start is not None:
            values["from_instant"] = begins(start, zone)
            shape.add("from")
        if end is not None:
            values["to_instant"] = ends(end, zone)
            shape.add("to")
    rows = await read.fetch(store.page_of_records(kind, frozenset(shape)), **values, limit=limit, offset=offset)
    return Page(rows, await read.value(store.count_of_records(kind, frozenset(shape)), **values))


async def ticket_durations(read: Read, actor: Actor, ticket_id: int) -> TicketDurations:
    """The totals kept on the ticket."""
    require(actor, Verb.WORK_READ)
    return durations_of(await visible_ticket(read, actor, ticket_id))


async def durations_of_several(read: Read, actor: Actor, ids: Sequence[int]) -> list[TicketDurations]:
    """The totals of several tickets, each once, in the order asked for. Refused when one of them is not to be seen."""
    require(actor, Verb.WORK_READ)
    found = {ticket.id: ticket for ticket in await ticket_store.get_several(read, actor, ids)}
    unknown = [str(place) for place, number in enumerate(ids, 1) if number not in found]
    if unknown:
        raise Refusal(
            "ticket_not_found",
            "Ticket not found",
            f"No ticket of this account: number {', '.join(unknown)} of the list",
        )
    return [durations_of(found[number]) for number in dict.fromkeys(ids)]


def durations_of(ticket: Ticket) -> TicketDurations:
    """The four totals of a ticket, as two pairs."""
    return TicketDurations(
        ticket.id,
        billable=Durations(
            ticket.billable_on_site_seconds, ticket.billable_off_site_seconds, ticket.billable_on_sla_seconds
        ),
        unbillable=Durations(
            ticket.unbillable_on_site_seconds, ticket.unbillable_off_site_seconds, ticket.unbillable_on_sla_seconds
        ),
    )


async def read_record(read: Read, actor: Actor, entry_id: int) -> store.WorkRecordView:
    """One entry, with whom its ticket is for. Raises Missing when there is none on a ticket that the actor may see."""
    require(actor, Verb.WORK_READ)
    return await visible_entry(read, actor, entry_id)


async def visible_entry(read: Read, actor: Actor, entry_id: int) -> store.WorkRecordView:
    """One entry, for use cases. Raises Missing when there is none on a ticket that the actor may see."""
    values = reach_params(actor.account_id, actor.reach)
    found = await read.one(store.record_of_kind(type(actor.reach)), **values, id=entry_id)
    if found is None:
        raise Missing("Work hours")
    return found


async def read_entry(read: Read, actor: Actor, entry_id: int) -> store.WorkEntryView:
    """One entry with its technician's name, as the door shows it to whoever wrote it."""
    found = await read.one(store.ONE, account_id=actor.account_id, id=entry_id)
    if found is None:
        raise Missing("Work hours")
    return found
