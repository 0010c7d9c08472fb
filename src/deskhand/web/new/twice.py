"""A form of a new ticket that comes twice, since its sender got no answer: the ticket is there already."""

from contextlib import suppress

from deskhand.core.actor import ActorKind
from deskhand.core.errors import Missing
from deskhand.core.events import EventKind
from deskhand.core.ticket import Ticket
from deskhand.events.read import events_after
from deskhand.storage.engine import Tx
from deskhand.tickets.open import TicketDraft, checked_title
from deskhand.tickets.read import visible_ticket
from deskhand.tickets.requester import find_requester
from deskhand.web.visit import Visit

# A form that was shown so many events ago is taken as it is: whoever sends again does so within minutes.
LOOKED_AT = 500


async def opened_before(visit: Visit, tx: Tx, draft: TicketDraft) -> Ticket | None:
    """The very same ticket for the very same requester, opened by the same technician since the form was shown."""
    seen = visit.form.number("seen")
    events = await events_after(tx, visit.account_id, seen, LOOKED_AT) if seen else []
    title = checked_title(draft.title)
    for event in events:
        mine = (event.actor_kind, event.actor_id) == (ActorKind.TECHNICIAN, visit.actor.technician_id)
        if event.kind != EventKind.TICKET_CREATED or not mine:
            continue
        with suppress(Missing):  # deleted again
            ticket = await visible_ticket(tx, visit.actor, event.thing_id)
            if (ticket.title, ticket.description) == (title, draft.description) and (
                (ticket.customer_id, ticket.contact_id) == await find_requester(tx, visit.actor, draft.requester)
            ):
                return ticket
    return None
