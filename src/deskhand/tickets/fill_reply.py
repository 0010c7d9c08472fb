"""Filling a canned reply with what a ticket says; what it does not say stays a gap that whoever sends must fill."""

from collections.abc import Callable
from datetime import datetime

from deskhand.canned.replies import read_canned_reply
from deskhand.core.actor import Actor
from deskhand.core.directory import Technician
from deskhand.core.placeholders import Filling, filled
from deskhand.directory import technician_store
from deskhand.storage.engine import Read
from deskhand.tickets.read import read_ticket
from deskhand.tickets.view import TicketView


async def fill_reply(
    read: Read, actor: Actor, reply_id: int, ticket_id: int, show_due: Callable[[datetime], str]
) -> str:
    """The canned reply's text for a ticket, from the actor; `show_due` is how the door writes an instant."""
    reply = await read_canned_reply(read, actor, reply_id)
    ticket = await read_ticket(read, actor, ticket_id)
    sender = None
    if actor.technician_id is not None:
        sender = await technician_store.get(read, actor.account_id, actor.technician_id)
    due = "" if ticket.due_at is None else show_due(ticket.due_at)
    return filled(reply.text, filling_of(ticket, sender, due))


def filling_of(ticket: TicketView, sender: Technician | None, due: str) -> Filling:
    """What a ticket has for each placeholder."""
    return Filling(
        contact_first_name=ticket.contact_first_name or "",
        contact_name=f"{ticket.contact_first_name or ''} {ticket.contact_last_name or ''}".strip(),
        ticket_id=str(ticket.id),
        ticket_title=ticket.title,
        ticket_due=due,
        customer_name=ticket.customer_name,
        technician_first_name=sender.first_name if sender else "",
        technician_name=sender.full_name if sender else "",
    )
