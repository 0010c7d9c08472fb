"""The ticket list: a view or a query, and the form that filters it."""

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.query import QueryError
from deskhand.http.door import Answer
from deskhand.notify.read import unread_among
from deskhand.sla.rulebook import current_rulebook
from deskhand.storage.engine import Read
from deskhand.tickets.ask import asked_for
from deskhand.tickets.listing import TicketPage, list_tickets
from deskhand.tickets.walk import BadToken, walk_asked
from deskhand.views.read import list_views
from deskhand.web.answers import page, see_other
from deskhand.web.forms import Form
from deskhand.web.frame import frame_of
from deskhand.web.listing.asked import ListAsked, list_asked
from deskhand.web.listing.filters import query_from_form
from deskhand.web.listing.listed import NOT_SAVING, Found, Saving, listed
from deskhand.web.listing.problem import Problem, problem_of
from deskhand.web.pages.ticket import active_technicians
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_

PAGE_SIZE = 50
LOST_PAGE = N_("This page of the list is no longer there; begin at its first page.")


async def home(visit: Visit) -> Answer:
    """The desk opens on one's own tickets."""
    return see_other(visit, "/tickets?view=mine")


async def show_list(visit: Visit) -> Answer:
    """A page of tickets."""
    return await list_page(visit, visit.query, NOT_SAVING)


async def list_page(visit: Visit, form: Form, saving: Saving) -> Answer:
    """The page of tickets that an address asks for; `saving` is a view that was to be saved and could not be."""
    async with visit.engine.read() as read:
        asked = await list_asked(visit, read, form)
        tickets, problem = await _found(visit, read, asked)
        found = Found(
            tickets=tickets,
            problem=problem,
            book=await current_rulebook(visit.engine, read, visit.account_id),
            technicians=await active_technicians(read, visit.actor),
            unread=await unread_among(read, visit.actor, [row.id for row in tickets.rows]),
            own_view=asked.view.isdigit() and await _is_own(visit, read, asked.view),
        )
        frame = await frame_of(visit, read, asked.view)
    shown = listed(visit, asked, found, saving)
    return page(visit, "list/list.html", 422 if problem else 200, frame=frame, list=shown)


async def filter_list(visit: Visit) -> Answer:
    """From the filter's form to the list that it asks for."""
    async with visit.engine.read() as read:
        asked = await list_asked(visit, read, visit.query)
    return see_other(visit, asked.address(query=query_from_form(visit.query)))


async def _found(visit: Visit, read: Read, asked: ListAsked) -> tuple[TicketPage, Problem | None]:
    """The tickets, or none and what is wrong with the query."""
    nothing = TicketPage([], 0, None)
    try:
        wanted = await asked_for(read, visit.actor, asked.query, visit.now, order=asked.order, limit=PAGE_SIZE)
        walk = walk_asked(asked.after, asked.order, searched=wanted.needle is not None)
        if walk is not None:
            wanted = msgspec.structs.replace(wanted, key=walk.key, total=walk.total, titles=walk.titles)
        return await list_tickets(read, visit.actor, wanted), None
    except BadToken:
        return nothing, Problem(visit._(LOST_PAGE))
    except QueryError as wrong:
        return nothing, problem_of(visit, asked.query, wrong)
    except Refusal as refusal:
        return nothing, Problem(said_of(visit, refusal).sentence)


async def _is_own(visit: Visit, read: Read, view: str) -> bool:
    """Whether a saved view is the person's own, and so may be changed by them."""
    own = visit.technician.id
    return any(str(one.id) == view and one.owner_id == own for one in await list_views(read, visit.actor))


PAGES = (
    Page(path="/", handler=home),
    Page(path="/tickets", handler=show_list),
    Page(path="/tickets/filter", handler=filter_list),
)
