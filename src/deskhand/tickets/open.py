"""Opening a ticket."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.events import EventKind
from deskhand.core.past import Brought
from deskhand.core.permissions import Verb, require
from deskhand.core.tags import tag_keys, tag_text
from deskhand.core.ticket import Impact, Priority, Source, Status, Ticket, TicketType
from deskhand.directory.active import active_technician
from deskhand.events import log
from deskhand.events.log import NO_DATES
from deskhand.search import index
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import store, tag_store
from deskhand.tickets.clocks import at_status, reckoned
from deskhand.tickets.requester import Requester, find_requester


class TicketDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said when a ticket is opened; the source is the door's."""

    title: str = ""
    description: str = ""
    status: Status = Status.OPEN
    priority: Priority = Priority.MEDIUM
    type: TicketType = TicketType.PROBLEM
    impact: Impact | None = None
    source: Source
    requester: Requester = Requester()
    technician_id: int | None = None
    technician_email: str | None = None
    due_by_hand: datetime | None = None
    tags: Sequence[str] = ()


async def open_ticket(tx: Tx, actor: Actor, draft: TicketDraft) -> Ticket:
    """A new ticket for the requester that the draft names.

    Refused without a title (`title_required`) or a requester, and when a reference points at nobody active.
    """
    require(actor, Verb.TICKET_WRITE)
    title = checked_title(draft.title)
    customer_id, contact_id = await find_requester(tx, actor, draft.requester)
    technician_id = None
    if draft.technician_id is not None or draft.technician_email:
        technician_id = (await active_technician(tx, draft.technician_id, draft.technician_email)).id
    book = await rulebook(tx)
    ticket = new_ticket(tx, draft, title, customer_id, contact_id, technician_id)
    ticket = msgspec.structs.replace(ticket, policy_id=book.policy_for(customer_id))
    return await keep_new(tx, actor, reckoned(book, at_status(ticket, ticket.status, tx.now), tx.now))


async def keep_new(tx: Tx, actor: Actor, ticket: Ticket, dates: Brought = NO_DATES) -> Ticket:
    """Record a ticket that was checked and reckoned by whoever calls; `dates` are what an import brought."""
    seq = await log.append(
        tx, actor, EventKind.TICKET_CREATED, ticket.id, ticket_id=ticket.id, after=ticket, dates=dates
    )
    ticket = msgspec.structs.replace(ticket, version=seq)
    await store.insert(tx, ticket)
    await index.opened(tx, ticket)
    if ticket.tags:
        await tag_store.put(tx, ticket.id, tag_keys(ticket.tags))
    tx.count(ticket.status, +1)
    return ticket


def checked_title(title: str) -> str:
    """The title without white space around it; refused when nothing is left."""
    tidy = title.strip()
    if not tidy:
        raise Refusal("title_required", "Title required", "Send a TicketTitle that is not empty", field="title")
    return tidy


def new_ticket(
    tx: Tx,
    draft: TicketDraft,
    title: str,
    customer_id: int,
    contact_id: int | None,
    technician_id: int | None,
    *,
    ticket_id: int = 0,
) -> Ticket:
    """A ticket opened just now as the draft says, with the given number or the next; still to be reckoned."""
    ended = draft.status in (Status.RESOLVED, Status.CLOSED)
    return Ticket(
        account_id=tx.account_id,
        id=ticket_id or tx.next_id("ticket"),
        version=0,
        title=title,
        description=draft.description,
        tags=tag_text(draft.tags),
        status=draft.status,
        priority=draft.priority,
        type=draft.type,
        impact=draft.impact,
        source=draft.source,
        customer_id=customer_id,
        contact_id=contact_id,
        technician_id=technician_id,
        group_id=None,
        due_by_hand=draft.due_by_hand,
        created_at=tx.now,
        resolved_at=tx.now if ended else None,
        closed_at=tx.now if draft.status == Status.CLOSED else None,
        first_response_at=None,
        last_activity_at=tx.now,
        # Creation is no status change, except of a ticket that begins at its end (see /tickets/statusmodified).
        status_changed_at=tx.now if ended else None,
        deleted_at=None,
        merged_into=None,
        parent_id=None,
        first_comment_id=None,
        last_contact_comment_id=None,
        last_technician_comment_id=None,
        billable_on_site_seconds=0,
        billable_off_site_seconds=0,
        unbillable_on_site_seconds=0,
        unbillable_off_site_seconds=0,
        billable_on_sla_seconds=0,
        unbillable_on_sla_seconds=0,
        policy_id=None,
        marks="",
        first_response_due_at=None,
        due_at=None,
        next_due_at=None,
        sla_status=None,
        told=0,
        sweep_at=None,
    )
