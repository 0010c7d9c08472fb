"""Importing tickets, with their dates: what happened to them happened when their source says."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.drafts import Maybe, apply, said
from deskhand.core.errors import Refusal
from deskhand.core.history import compare, says_something
from deskhand.core.importing import Noun
from deskhand.core.past import brought, refuse_future, with_next, with_past
from deskhand.core.tags import tag_keys, tag_text
from deskhand.core.ticket import Source, Ticket
from deskhand.core.time import to_second
from deskhand.desk.import_contacts import contact_addressed
from deskhand.desk.import_customers import customer_named
from deskhand.desk.import_run import Key, Run
from deskhand.desk.import_technicians import technician_addressed
from deskhand.directory import contact_store
from deskhand.sla.rulebook import Rulebook, rulebook
from deskhand.tickets import store, tag_store
from deskhand.tickets.change import TicketChange, touched
from deskhand.tickets.clocks import reckoned_at_import
from deskhand.tickets.log_change import log_change
from deskhand.tickets.marks_of import marks_of_import
from deskhand.tickets.open import TicketDraft, checked_title, keep_new, new_ticket


class TicketRecord(TicketChange, frozen=True, kw_only=True):
    """What another system says of a ticket; `customer`, `contact` and `technician` are ids of that system."""

    customer: Maybe[str | None] = UNSET
    contact: Maybe[str | None] = UNSET
    technician: Maybe[str | None] = UNSET
    customer_name: Maybe[str] = UNSET
    contact_email: Maybe[str] = UNSET
    source: Maybe[Source] = UNSET
    created_at: Maybe[datetime] = UNSET
    resolved_at: Maybe[datetime | None] = UNSET
    closed_at: Maybe[datetime | None] = UNSET
    first_response_at: Maybe[datetime | None] = UNSET
    last_activity_at: Maybe[datetime] = UNSET

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The records that it refers to."""
        pairs = (
            (Noun.CUSTOMER, self.customer),
            (Noun.CONTACT, self.contact),
            (Noun.TECHNICIAN, self.technician),
        )
        return tuple((noun, one) for noun, one in pairs if isinstance(one, str))


async def take_ticket(run: Run, source_id: str, record: TicketRecord, known: int | None) -> int:
    """Open the ticket as it was, or change the one that the record became; its id. Closed ones change too."""
    refuse_future(record, run.tx.now)
    if known is None:
        return await _opened(run, source_id, record)
    before = await run.ticket_here(known)
    book = await rulebook(run.tx)
    after = await _as_said(run, record, before)
    if (after.customer_id, after.priority) != (before.customer_id, before.priority):
        after = msgspec.structs.replace(after, policy_id=book.policy_for(after.customer_id))
    dates = brought(before, after)
    if dates or says_something(compare(before, after)):
        seq = await log_change(run.tx, run.actor, before, after, dates)
        await _keep(run, before, touched(after, run.tx, run.actor, seq))
    return known


async def _opened(run: Run, source_id: str, record: TicketRecord) -> int:
    tx, book = run.tx, await rulebook(run.tx)
    title = checked_title(said(record.title, ""))
    customer_id, contact_id = await _requester(run, record)
    if customer_id is None:
        raise Refusal(
            "requester_required",
            "CustomerID or EndUserID required",
            "Send the CustomerID or EndUserID of what was imported",
            field="customer",
        )
    technician_id = await _technician(run, record)
    draft = apply(msgspec.structs.replace(record, due_by_hand=UNSET), TicketDraft(source=Source.API))
    number = run.numbers.of(Noun.TICKET, source_id)
    new = new_ticket(tx, draft, title, customer_id, contact_id, said(technician_id, None), ticket_id=number)
    new = with_past(_with_dates(record, new, tx.now), said(record.last_activity_at, None))
    new = msgspec.structs.replace(new, policy_id=book.policy_for(customer_id), marks=marks_of_import(new, tx.now))
    new = _with_due(book, reckoned_at_import(book, new, tx.now), said(record.due_by_hand, None), tx.now)
    run.hold(await keep_new(tx, run.actor, new, brought(None, new)))
    return number


def _with_due(book: Rulebook, ticket: Ticket, due: datetime | None, now: datetime) -> Ticket:
    """The ticket due when the record says: by hand, unless its policy says the same."""
    if due is None or (ticket.due_at is not None and to_second(due) == to_second(ticket.due_at)):
        return ticket
    return reckoned_at_import(book, msgspec.structs.replace(ticket, due_by_hand=due), now)


async def _keep(run: Run, before: Ticket, after: Ticket) -> None:
    """Store what a ticket has become; its clocks are reckoned in the end, when all of the call is there."""
    tx = run.tx
    if after.tags != before.tags:
        await tag_store.put(tx, before.id, tag_keys(after.tags))
    tx.count(before.status, -1)
    tx.count(after.status, +1)
    await store.update(tx, after)
    reworded = (after.title, after.description) != (before.title, before.description)
    run.touch(before.id, reworded=reworded)
    run.hold(after)


async def _as_said(run: Run, record: TicketRecord, before: Ticket) -> Ticket:
    """The ticket as the record has it; what the record does not say stays."""
    tags = before.tags if isinstance(record.tags, UnsetType) else tag_text(record.tags)
    after = msgspec.structs.replace(apply(msgspec.structs.replace(record, tags=UNSET), before), tags=tags)
    if after.title != before.title:
        after = msgspec.structs.replace(after, title=checked_title(after.title))
    if after.due_by_hand and before.due_at and to_second(after.due_by_hand) == to_second(before.due_at):
        after = msgspec.structs.replace(after, due_by_hand=before.due_by_hand)
    customer_id, contact_id = await _requester(run, record)
    technician_id = await _technician(run, record)
    after = msgspec.structs.replace(
        after,
        customer_id=customer_id or before.customer_id,
        contact_id=before.contact_id if isinstance(record.contact, UnsetType) and contact_id is None else contact_id,
        technician_id=said(technician_id, before.technician_id),
    )
    return with_next(before, after, said(record.last_activity_at, None), run.tx.now)


def _with_dates(record: TicketRecord, new: Ticket, now: datetime) -> Ticket:
    """The new ticket with the dates that the record says, and no others."""
    return msgspec.structs.replace(
        new,
        created_at=said(record.created_at, now),
        resolved_at=said(record.resolved_at, None),
        closed_at=said(record.closed_at, None),
        first_response_at=said(record.first_response_at, None),
    )


async def _requester(run: Run, record: TicketRecord) -> tuple[int | None, int | None]:
    """The customer and the contact whom a record names. They may not belong together any more: people change firms."""
    customer_id, contact_id = await _customer(run, record), await _contact(run, record)
    if customer_id is None and contact_id is not None:
        contact = await contact_store.get(run.tx, run.tx.account_id, contact_id)
        customer_id = contact.customer_id if contact else None
    return customer_id, contact_id


async def _customer(run: Run, record: TicketRecord) -> int | None:
    if isinstance(record.customer, str):
        return run.refer(Noun.CUSTOMER, record.customer, "customer")
    name = said(record.customer_name, "") if run.by_name else ""
    return await customer_named(run, name) if name else None


async def _contact(run: Run, record: TicketRecord) -> int | None:
    if isinstance(record.contact, str):
        return run.refer(Noun.CONTACT, record.contact, "contact")
    email = said(record.contact_email, "") if run.by_name else ""
    return await contact_addressed(run, email) if email else None


async def _technician(run: Run, record: TicketRecord) -> Maybe[int | None]:
    """The technician whom a record names, active or not; None: nobody."""
    if isinstance(record.technician, str):
        return run.refer(Noun.TECHNICIAN, record.technician, "technician")
    if run.by_name and said(record.technician_email, ""):
        return await technician_addressed(run, said(record.technician_email, ""))
    return record.technician
