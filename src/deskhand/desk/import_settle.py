"""What follows for tickets from what was imported onto them: their clocks, last comments, totals and words."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from deskhand.core.events import Event
from deskhand.core.ticket import Ticket
from deskhand.desk.import_run import Run, Touched
from deskhand.events.read import events_of_tickets
from deskhand.search import index
from deskhand.sla.rulebook import Rulebook, rulebook
from deskhand.tickets import store, work_store
from deskhand.tickets.clocks import reckoned_at_import
from deskhand.tickets.marks_of import lived
from deskhand.tickets.store import SaidOn
from deskhand.tickets.time_on_sla import on_sla_totals
from deskhand.tickets.work_store import WorkedOn


class _Lots(NamedTuple):
    """What a ticket has: its history, its public comments, its entries of work."""

    events: Sequence[Event]
    said: SaidOn
    worked: Sequence[WorkedOn]


async def settle_tickets(run: Run) -> None:
    """Reckon every ticket anew that something was imported onto, each once however much it was.

    All of it is made from the whole history, so that it does not matter in which order or calls it came.
    """
    if not run.touched:
        return
    tx, ids = run.tx, sorted(run.touched)
    book = await rulebook(tx)
    events = await events_of_tickets(tx, tx.account_id, ids)
    for event in tx.events:
        if event.ticket_id in events:
            events[event.ticket_id].append(event)
    said, worked = await store.said_on_each(tx, ids), await work_store.worked_on_each(tx, ids)
    for ticket in await store.get_several(tx, run.actor, ids):
        lots = _Lots(events[ticket.id], said[ticket.id], worked[ticket.id])
        after = _settled(run, book, ticket, run.touched[ticket.id], lots)
        if after != ticket:
            await store.update(tx, after)
        if run.touched[ticket.id].reworded:
            await index.reworded(tx, after)


def _settled(run: Run, book: Rulebook, ticket: Ticket, touched: Touched, lots: _Lots) -> Ticket:
    last = max(ticket.last_activity_at, touched.active_at or ticket.last_activity_at)
    answers = [at for at in (ticket.first_response_at, lots.said.first_response_at) if at is not None]
    after = msgspec.structs.replace(
        ticket,
        version=max(ticket.version, lots.events[-1].seq),
        marks=lived(lots.events).marks,
        **{**msgspec.structs.asdict(lots.said), "first_response_at": min(answers, default=None)},
        last_activity_at=last,
    )
    return reckoned_at_import(book, _with_totals(book, after, lots.worked), run.tx.now)


def _with_totals(book: Rulebook, ticket: Ticket, entries: Sequence[WorkedOn]) -> Ticket:
    totals = {f"{kind}_{place}_site_seconds": 0 for kind in ("billable", "unbillable") for place in ("on", "off")}
    for entry in entries:
        name = f"{'billable' if entry.billable else 'unbillable'}_{'on' if entry.on_site else 'off'}_site_seconds"
        totals[name] += entry.seconds
    billable, unbillable = on_sla_totals(book.terms_of(ticket.policy_id), entries)
    return msgspec.structs.replace(
        ticket, **totals, billable_on_sla_seconds=billable, unbillable_on_sla_seconds=unbillable
    )
