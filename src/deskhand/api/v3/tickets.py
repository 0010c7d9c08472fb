"""Tickets: create, read, update, delete, list."""

from datetime import UTC, datetime

from deskhand.api.call import Call
from deskhand.api.kinds import Flag, Instant
from deskhand.api.paging import Paged
from deskhand.api.routes import Param, Route
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.relation import with_relation
from deskhand.api.v3.shapes.ticket import (
    CHANGED_TICKET,
    NEW_TICKET,
    Deleted,
    NewTicket,
    TicketOut,
    TicketPlain,
    TicketSaved,
    show_plain,
    show_saved,
    show_ticket,
    without_comments,
)
from deskhand.api.v3.ticket_lists import FILTERS, RELATIONS, respond_with_list
from deskhand.api.wire import Stamped, WithVersion
from deskhand.core.ticket import Source, Status
from deskhand.core.time import to_second
from deskhand.storage.engine import Tx
from deskhand.tickets.change import change_ticket
from deskhand.tickets.condition_store import any_of, since
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.order_store import Order
from deskhand.tickets.read import read_ticket
from deskhand.tickets.relations import relations_of
from deskhand.tickets.requester import Requester

COMMENTS = Param("includeComments", Flag(), "With the first and last comments; without, their fields are null.")


async def create(call: Call, tx: Tx) -> WithVersion:
    draft = draft_of(call.draft(NEW_TICKET))
    ticket = await open_ticket(tx, call.actor, draft)
    view = await read_ticket(tx, call.actor, ticket.id)
    return WithVersion(show_saved(view), view.shown_version)


def draft_of(new: NewTicket) -> TicketDraft:
    """What a create asks for, in the use case's words."""
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
        tags=new.tags,
    )


async def read(call: Call) -> WithVersion:
    related = call.asked("includeRelations", kind=Flag())
    async with call.engine.read() as database:
        view = await read_ticket(database, call.actor, call.ids["ticket_id"])
        relations = await relations_of(database, call.actor, [view]) if related else {}
    shown = show_ticket(view)
    if not related:
        return WithVersion(shown, view.shown_version)
    relation = relations.get(view.id)
    # The other ticket may be deleted or go out of sight without an event on this one.
    beside = f"{relation.type.value}{relation.ticket_id}" if relation else ""
    return WithVersion(with_relation(shown, relation), view.shown_version, beside)


async def update(call: Call, tx: Tx) -> WithVersion:
    change = call.draft(CHANGED_TICKET)
    ticket = await change_ticket(tx, call.actor, call.ids["ticket_id"], change)
    view = await read_ticket(tx, call.actor, ticket.id)
    return WithVersion(show_saved(view), view.shown_version)


async def delete(call: Call, tx: Tx) -> Deleted:
    await delete_ticket(tx, call.actor, call.ids["ticket_id"])
    return Deleted(ActionID=call.ids["ticket_id"])


async def list_all(call: Call) -> Stamped:
    return await respond_with_list(call, show_ticket)


async def list_status_modified(call: Call) -> Stamped:
    """Tickets whose status changed since an instant, whole seconds; without one, those Resolved or Closed."""
    instant = call.asked("modifiedAfter", "date", kind=Instant())
    if instant is None:
        changed = any_of("status", (Status.RESOLVED, Status.CLOSED))
    else:
        changed = since("status_changed", to_second(instant))
    with_comments = call.asked("includeComments", kind=Flag())
    show = without_comments if with_comments is False else show_ticket
    return await respond_with_list(call, show, more=(changed,), order=Order("status_changed", False))


async def list_last_modified(call: Call) -> Stamped:
    """Tickets with any activity since an instant, oldest activity first; without one, since today began (UTC)."""
    instant = call.asked("date", "modifiedAfter", kind=Instant())
    begin = to_second(instant) if instant else datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    show = show_ticket if call.asked("includeComments", kind=Flag()) else without_comments
    return await respond_with_list(call, show, more=(since("updated", begin),), order=Order("updated", False))


async def list_without_comments(call: Call) -> Stamped:
    return await respond_with_list(call, show_plain)


ROUTES = (
    Route(
        methods=("POST",),
        path="/tickets",
        scope="tickets:write",
        writer=create,
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
        query=FILTERS,
        summary="List tickets, newest first, or search them",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/nocomments",
        scope="tickets:read",
        handler=list_without_comments,
        answer=Paged[TicketPlain],
        query=FILTERS,
        summary="List tickets without the fields that come from comments",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/lastmodified",
        scope="tickets:read",
        handler=list_last_modified,
        answer=Paged[TicketOut],
        query=(*FILTERS, Param("date", Instant(), "Activity at or after this instant; default today, UTC."), COMMENTS),
        summary="List tickets with activity since an instant, oldest activity first",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/statusmodified",
        scope="tickets:read",
        handler=list_status_modified,
        answer=Paged[TicketOut],
        query=(*FILTERS, Param("modifiedAfter", Instant(), "Status changed at or after this instant."), COMMENTS),
        summary="List tickets whose status changed, oldest change first",
        tag="Tickets",
    ),
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}",
        scope="tickets:read",
        handler=read,
        answer=TicketOut,
        query=(RELATIONS,),
        summary="Read a ticket",
        tag="Tickets",
        example_answer=examples.TICKET,
    ),
    Route(
        methods=("POST", "PUT"),
        path="/tickets/{ticket_id}",
        scope="tickets:write",
        writer=update,
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
        writer=delete,
        answer=Deleted,
        summary="Delete a ticket",
        tag="Tickets",
    ),
)
