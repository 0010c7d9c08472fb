"""Importing work hours: who worked on a ticket from when to when, whatever else they did at that time."""

from deskhand.core.errors import Refusal
from deskhand.core.history import compare, says_something
from deskhand.core.importing import Noun
from deskhand.core.work import WorkEntry, check_span
from deskhand.desk.import_run import Key, Run
from deskhand.desk.import_technicians import technician_addressed
from deskhand.worklog.change import entry_of, keep_changed
from deskhand.worklog.log import WorkDraft, keep_logged
from deskhand.worklog.read import visible_entry


class WorkRecord(WorkDraft, frozen=True, kw_only=True):
    """What another system says of an entry; `ticket` and `technician` are ids of that system."""

    ticket: str | None = None
    technician: str | None = None

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The records that it refers to."""
        pairs = ((Noun.TICKET, self.ticket), (Noun.TECHNICIAN, self.technician))
        return tuple((noun, one) for noun, one in pairs if one is not None)


async def take_work(run: Run, source_id: str, record: WorkRecord, known: int | None) -> int:
    """Log the entry, or change the one that the record became; its id. The ticket's totals follow in the end."""
    check_span(record.starts_at, record.ends_at)
    technician_id = await _technician(run, record)
    before = None if known is None else entry_of(await visible_entry(run.tx, run.actor, known))
    ticket = await run.ticket(record.ticket, "ticket") if before is None else await run.ticket_here(before.ticket_id)
    after = WorkEntry(
        account_id=run.tx.account_id,
        id=run.numbers.of(Noun.WORK_HOURS, source_id) if before is None else before.id,
        ticket_id=ticket.id,
        technician_id=technician_id,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        billable=record.billable,
        on_site=record.on_site,
        notes=record.notes,
    )
    if before is None:
        await keep_logged(run.tx, run.actor, after)
    elif says_something(compare(before, after)):
        await keep_changed(run.tx, run.actor, before, after)
    else:
        return after.id
    run.touch(ticket.id)
    return after.id


async def _technician(run: Run, record: WorkRecord) -> int:
    if record.technician is not None:
        return run.refer(Noun.TECHNICIAN, record.technician, "technician")
    if run.by_name and record.technician_email:
        return await technician_addressed(run, record.technician_email)
    raise Refusal(
        "technician_required",
        "TechnicianContactID required",
        "Send the TechnicianContactID of an imported technician",
        field="technician",
    )
