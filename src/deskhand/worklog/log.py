"""Logging work: what a technician did on a ticket, from when to when."""

from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.events import EventKind
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Ticket
from deskhand.core.work import WorkEntry, check_span, counted, worked
from deskhand.directory.active import active_technician
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.tickets import store as ticket_store
from deskhand.tickets.change import refuse_merged, touched
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.time_on_sla import with_entry_on_sla
from deskhand.worklog import store
from deskhand.worklog.overlap import Logged, overlap_warnings
from deskhand.worklog.span_store import entries_between


class WorkDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of an entry. Without a technician it is the actor's, else the ticket's."""

    starts_at: datetime
    ends_at: datetime
    technician_id: int | None = None
    technician_email: str | None = None
    billable: bool = True
    on_site: bool = False
    notes: str = ""


async def log_work(tx: Tx, actor: Actor, ticket_id: int, draft: WorkDraft, *, span_field: str = "starts_at") -> Logged:
    """Add an entry and its seconds to the ticket's totals. Closed tickets take entries too.

    Refused when the entry does not end after it starts, is longer than a day, has no technician, or overlaps another
    one in an account that takes none such; `span_field` is what the door calls the span then.
    """
    ticket = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.WORK_WRITE)
    refuse_merged(ticket)
    check_span(draft.starts_at, draft.ends_at)
    entry = WorkEntry(
        account_id=tx.account_id,
        id=tx.next_id("work_hours"),
        ticket_id=ticket.id,
        technician_id=await _technician(tx, actor, ticket, draft),
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        billable=draft.billable,
        on_site=draft.on_site,
        notes=draft.notes,
    )
    warnings = await overlap_warnings(tx, actor, entry, field=span_field)
    seq = await keep_logged(tx, actor, entry)
    ticket = await with_entry_on_sla(tx, counted(ticket, entry), worked(entry))
    await ticket_store.update(tx, touched(ticket, tx, actor, seq))
    return Logged(entry, warnings)


async def log_work_once(tx: Tx, actor: Actor, ticket_id: int, draft: WorkDraft) -> Logged:
    """Log work, unless the very same is on the ticket: whoever got no answer sends their form again.

    The same technician, span, kind and notes; the draft names the technician. Refused as log_work refuses.
    """
    require(actor, Verb.WORK_WRITE)
    assert draft.technician_id is not None  # noqa: S101
    for other in await entries_between(tx, actor, draft.technician_id, draft.starts_at, draft.ends_at):
        if other.visible_ticket_id == ticket_id and _says(other) == _says(draft):
            return Logged(other)
    return await log_work(tx, actor, ticket_id, draft)


def _says(work: WorkDraft | WorkEntry) -> tuple[object, ...]:
    return work.starts_at, work.ends_at, work.billable, work.on_site, work.notes


async def keep_logged(tx: Tx, actor: Actor, entry: WorkEntry) -> int:
    """Record an entry that was checked by whoever calls; gives the event's sequence. The ticket's totals are theirs."""
    await store.insert(tx, entry)
    return await log.append(tx, actor, EventKind.WORK_LOGGED, entry.id, ticket_id=entry.ticket_id, after=entry)


async def _technician(tx: Tx, actor: Actor, ticket: Ticket, draft: WorkDraft) -> int:
    if draft.technician_id is not None or draft.technician_email:
        return (await active_technician(tx, draft.technician_id, draft.technician_email)).id
    found = actor.technician_id or ticket.technician_id
    if found is None:
        raise Refusal(
            "technician_required",
            "TechnicianContactID required",
            "Name the technician; neither the key nor the ticket has one",
            field="technician_id",
        )
    return found
