"""Changing a ticket: its fields, who it is for, who has it, and its moves between statuses."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.actor import Actor, ActorKind, is_import
from deskhand.core.drafts import Maybe, apply
from deskhand.core.errors import Refusal
from deskhand.core.events import EventData, EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.lifecycle import closed, moved, moves
from deskhand.core.permissions import Verb, require
from deskhand.core.tags import tag_keys, tag_text
from deskhand.core.ticket import Impact, Priority, Status, Ticket, TicketType
from deskhand.core.time import to_second
from deskhand.directory import technician_store
from deskhand.directory.active import active_technician
from deskhand.events import log
from deskhand.search import index
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import store, tag_store
from deskhand.tickets.clocks import at_status, reckoned
from deskhand.tickets.log_change import log_change
from deskhand.tickets.open import checked_title
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.requester import Requester, find_requester
from deskhand.tickets.settle import settled
from deskhand.tickets.time_on_sla import with_time_on_sla


class TicketChange(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a ticket afterwards; UNSET leaves a field as it is.

    A field that says what the ticket says already counts as unsaid, so that a client may send back what it read.
    """

    title: Maybe[str] = UNSET
    description: Maybe[str] = UNSET
    status: Maybe[Status] = UNSET
    priority: Maybe[Priority] = UNSET
    type: Maybe[TicketType] = UNSET
    impact: Maybe[Impact | None] = UNSET
    customer_id: Maybe[int] = UNSET
    contact_id: Maybe[int] = UNSET
    technician_id: Maybe[int | None] = UNSET
    technician_email: Maybe[str] = UNSET
    due_by_hand: Maybe[datetime | None] = UNSET
    tags: Maybe[Sequence[str]] = UNSET


# What a ticket's clocks depend on besides its marks.
RECKONED_BY = frozenset({"priority", "due_by_hand", "policy_id"})
# What a closed ticket still takes.
FREE_WHEN_CLOSED = frozenset({"tags"})


async def change_ticket(tx: Tx, actor: Actor, ticket_id: int, change: TicketChange) -> Ticket:
    """Apply a change; fields make one event, every step of status one of its own, no difference makes none.

    Refused on a closed ticket (`ticket_closed`) unless nothing but tags differs, and wherever opening would be refused.
    """
    found = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.TICKET_WRITE)
    refuse_merged(found)
    before = await settled(tx, found)
    after = await _with_policy(tx, before, await _with_fields(tx, actor, before, change))
    data = compare(before, after)
    if says_something(data):
        refuse_closed(before, data)
        seq = await log_change(tx, actor, before, after)
        after = touched(after, tx, actor, seq)
        if data.changes.keys() & RECKONED_BY:
            after = reckoned(await rulebook(tx), after, tx.now)
    if after.tags != before.tags:
        await tag_store.put(tx, before.id, tag_keys(after.tags))
    if not isinstance(change.status, UnsetType):
        after = await move(tx, actor, after, change.status)
    if after is not found:
        await store.update(tx, after)
    if (after.title, after.description) != (before.title, before.description):
        await index.reworded(tx, after)
    return after


async def move(tx: Tx, actor: Actor, ticket: Ticket, to: Status) -> Ticket:
    """The ticket taken to a status, with an event per step; the caller stores it."""
    if ticket.status == to:
        return ticket
    book = await rulebook(tx)
    for step in moves(ticket, to, resolve_before_close=book.settings.resolve_before_close):
        after = moved(ticket, step, tx.now)
        seq = await log.append(
            tx, actor, EventKind.TICKET_STATUS_CHANGED, ticket.id, ticket_id=ticket.id, before=ticket, after=after
        )
        tx.count(ticket.status, -1)
        tx.count(after.status, +1)
        ticket = at_status(touched(after, tx, actor, seq), step, tx.now)
    return reckoned(book, ticket, tx.now)


def touched(ticket: Ticket, tx: Tx, actor: Actor, seq: int) -> Ticket:
    """The ticket at the version of its newest event; what the system does by itself, or an import, is no activity."""
    idle = actor.kind == ActorKind.SYSTEM or is_import(actor.via)
    active = ticket.last_activity_at if idle else tx.now
    return msgspec.structs.replace(ticket, version=seq, last_activity_at=active)


def refuse_merged(ticket: Ticket) -> None:
    """A merged ticket stays readable but takes no writes."""
    if ticket.merged_into is not None:
        raise Refusal(
            "ticket_merged",
            f"Ticket {ticket.id} was merged into {ticket.merged_into}",
            f"Write to ticket {ticket.merged_into} instead",
        )


def refuse_closed(ticket: Ticket, data: EventData) -> None:
    """A closed ticket takes no change of what it is about, who it is for or who has it."""
    barred = [field for field in (*data.changes, *data.texts) if field not in FREE_WHEN_CLOSED]
    if ticket.status == Status.CLOSED and barred:
        raise closed(ticket, barred[0])


async def _with_fields(tx: Tx, actor: Actor, ticket: Ticket, change: TicketChange) -> Ticket:
    """The ticket with everything but its status as the change wants it, references checked."""
    wanted = apply(msgspec.structs.replace(change, status=UNSET, tags=UNSET), ticket)
    if not isinstance(change.tags, UnsetType):
        wanted = msgspec.structs.replace(wanted, tags=tag_text(change.tags))
    wanted = msgspec.structs.replace(
        wanted, title=ticket.title if wanted.title == ticket.title else checked_title(wanted.title)
    )
    # Equal to what is shown, be it by hand or by the policy: the client sends back what it read.
    if _same_second(wanted.due_by_hand, ticket.due_at):
        wanted = msgspec.structs.replace(wanted, due_by_hand=ticket.due_by_hand)
    if (wanted.customer_id, wanted.contact_id) != (ticket.customer_id, ticket.contact_id):
        wanted = await _for_requester(tx, actor, ticket, wanted)
    return await _with_assignee(tx, ticket, wanted, change.technician_email)


async def _with_policy(tx: Tx, ticket: Ticket, wanted: Ticket) -> Ticket:
    """The ticket with its policy chosen anew where priority or customer differ; else with the one it has."""
    if (wanted.priority, wanted.customer_id) == (ticket.priority, ticket.customer_id):
        return wanted
    policy_id = (await rulebook(tx)).policy_for(wanted.customer_id)
    changed = msgspec.structs.replace(wanted, policy_id=policy_id)
    return await with_time_on_sla(tx, changed) if policy_id != ticket.policy_id else changed


async def _for_requester(tx: Tx, actor: Actor, ticket: Ticket, wanted: Ticket) -> Ticket:
    """The ticket moved to another requester, by the checks of opening one."""
    asked = Requester(
        customer_id=wanted.customer_id if wanted.customer_id != ticket.customer_id else None,
        contact_id=wanted.contact_id if wanted.contact_id != ticket.contact_id else None,
    )
    customer_id, contact_id = await find_requester(tx, actor, asked)
    return msgspec.structs.replace(wanted, customer_id=customer_id, contact_id=contact_id)


async def _with_assignee(tx: Tx, ticket: Ticket, wanted: Ticket, email: Maybe[str]) -> Ticket:
    """An id counts before an address, which counts where the id is as it was or names nobody."""
    if wanted.technician_id not in (None, ticket.technician_id):
        await active_technician(tx, wanted.technician_id)
        return wanted
    if isinstance(email, UnsetType) or not email or await _has(tx, ticket, email):
        return wanted
    return msgspec.structs.replace(wanted, technician_id=(await active_technician(tx, None, email)).id)


async def _has(tx: Tx, ticket: Ticket, email: str) -> bool:
    """Whether the ticket's technician has this address, active or not: then it says nothing new."""
    found = await technician_store.by_email(tx, tx.account_id, email)
    return found is not None and found.id == ticket.technician_id


def _same_second(one: datetime | None, other: datetime | None) -> bool:
    """Whether two instants look the same on the wire, where fractions of a second are cut off."""
    return one is not None and other is not None and to_second(one) == to_second(other)
