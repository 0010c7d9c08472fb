"""Tickets: create, read, update, delete, list."""

from deskhand.api.call import Call
from deskhand.api.kinds import Choice, Instant
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Param, Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.ticket import (
    CHANGED_TICKET,
    CUSTOMER,
    NEW_TICKET,
    Deleted,
    NewTicket,
    TicketOut,
    TicketSaved,
    show_saved,
    show_ticket,
)
from deskhand.core.ticket import Source, Status
from deskhand.core.time import to_second
from deskhand.tickets.change import change_ticket
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.read import TicketFilter, list_tickets, read_ticket
from deskhand.tickets.requester import Requester

STATUS = Choice(Status, "status")


async def create(call: Call) -> TicketSaved:
    draft = _draft(call.draft(NEW_TICKET))
    async with call.engine.transaction(call.actor.account_id) as tx:
        ticket = await open_ticket(tx, call.actor, draft)
        view = await read_ticket(tx, call.actor, ticket.id)
    return show_saved(view)


def _draft(new: NewTicket) -> TicketDraft:
    return TicketDraft(
        title=new.title,
        description=new.description,
        status=new.status,
        priority=new.priority,
        type=new.type,
        impact=new.impact,
        source=Source.API,
        requester=Requester(
            customer_id=new.customer_id,
            contact_id=new.contact_id,
            email=new.email,
            first_name=new.first_name,
            last_name=new.last_name,
            phone=new.phone,
            customer_email=new.customer_email,
        ),
        technician_id=new.technician_id,
        technician_email=new.technician_email,
        due_by_hand=new.due_by_hand,
    )


async def read(call: Call) -> TicketOut:
    async with call.engine.read() as database:
        return show_ticket(await read_ticket(database, call.actor, call.ids["ticket_id"]))


async def update(call: Call) -> TicketSaved:
    change = call.draft(CHANGED_TICKET)
    async with call.engine.transaction(call.actor.account_id) as tx:
        ticket = await change_ticket(tx, call.actor, call.ids["ticket_id"], change)
        view = await read_ticket(tx, call.actor, ticket.id)
    return show_saved(view)


async def delete(call: Call) -> Deleted:
    async with call.engine.transaction(call.actor.account_id) as tx:
        await delete_ticket(tx, call.actor, call.ids["ticket_id"])
    return Deleted(ActionID=call.ids["ticket_id"])


async def list_all(call: Call) -> Paged[TicketOut]:
    asked = TicketFilter(
        customer_id=call.asked("customerId", kind=CUSTOMER), status=call.asked("ticketStatus", kind=STATUS)
    )
    page = call.page
    async with call.engine.read() as database:
        found = await list_tickets(database, call.actor, asked, limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_ticket)


async def list_status_modified(call: Call) -> Paged[TicketOut]:
    """Tickets whose status changed since an instant, whole seconds; without one, those Resolved or Closed."""
    since = call.asked("modifiedAfter", "date", kind=Instant())
    asked = TicketFilter(ended=True) if since is None else TicketFilter(status_changed_from=to_second(since))
    page = call.page
    async with call.engine.read() as database:
        found = await list_tickets(
            database, call.actor, asked, order="status_changed", limit=page.limit, offset=page.offset
        )
    return envelope(found.rows, found.total, page, call.link, show_ticket)


ROUTES = (
    Route(
        methods=("POST",),
        path="/tickets",
        scope="tickets:write",
        handler=create,
        answer=TicketSaved,
        status=201,
        body=NEW_TICKET,
        summary="Open a ticket",
        tag="Tickets",
        example=examples.CREATE_TICKET,
        example_answer=examples.TICKET_CREATED,
    ),
    Route(
        methods=("GET",),
        path="/tickets",
        scope="tickets:read",
        handler=list_all,
        answer=Paged[TicketOut],
        query=(
            *PAGING,
            Param("customerId", CUSTOMER, "Only this customer's."),
            Param("ticketStatus", STATUS, "Only in this status."),
        ),
        summary="List tickets, newest first",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/statusmodified",
        scope="tickets:read",
        handler=list_status_modified,
        answer=Paged[TicketOut],
        query=(*PAGING, Param("modifiedAfter", Instant(), "Status changed at or after this instant.")),
        summary="List tickets whose status changed, oldest change first",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}",
        scope="tickets:read",
        handler=read,
        answer=TicketOut,
        summary="Read a ticket",
        tag="Tickets",
        example_answer=examples.TICKET,
    ),
    Route(
        methods=("POST", "PUT"),
        path="/tickets/{ticket_id}",
        scope="tickets:write",
        handler=update,
        answer=TicketSaved,
        body=CHANGED_TICKET,
        summary="Update a ticket; what is not sent stays",
        tag="Tickets",
        example=examples.UPDATE_TICKET,
    ),
    Route(
        methods=("DELETE",),
        path="/tickets/{ticket_id}",
        scope="tickets:write",
        handler=delete,
        answer=Deleted,
        summary="Delete a ticket",
        tag="Tickets",
    ),
)
