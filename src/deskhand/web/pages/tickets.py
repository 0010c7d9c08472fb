"""The ticket list: a view or a query, and the form that filters it."""

from deskhand.core.errors import Refusal
from deskhand.core.query import QueryError, parse_query
from deskhand.http.door import Answer
from deskhand.sla.rulebook import current_rulebook
from deskhand.storage.engine import Read
from deskhand.tickets.find import meaning_of
from deskhand.tickets.listing import Asked, TicketPage, list_tickets
from deskhand.tickets.walk import BadToken, walk_asked
from deskhand.views.read import list_views
from deskhand.web.answers import page, see_other
from deskhand.web.frame import frame_of
from deskhand.web.list_filters import query_from_form
from deskhand.web.list_view import ListAsked, list_address, list_asked
from deskhand.web.listed import listed
from deskhand.web.pages.ticket import active_technicians
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_

PAGE_SIZE = 50


async def home(visit: Visit) -> Answer:
    """The desk opens on one's own tickets."""
    return see_other(visit, "/tickets?view=mine")


async def show_list(visit: Visit) -> Answer:
    """A page of tickets."""
    async with visit.engine.read() as read:
        asked = await list_asked(visit, read)
        found, problem = await _found(visit, read, asked)
        frame = await frame_of(visit, read, asked.view)
        book = await current_rulebook(visit.engine, read, visit.account_id)
        technicians = await active_technicians(read, visit.actor)
        own_view = asked.view.isdigit() and await _is_own(visit, read, asked.view)
    shown = listed(visit, asked, found, book, technicians, problem=problem, own_view=own_view)
    return page(visit, "list.html", 422 if problem else 200, frame=frame, list=shown)


async def filter_list(visit: Visit) -> Answer:
    """From the filter's form to the list that it asks for."""
    query = query_from_form(visit.query)
    return see_other(visit, list_address(view="", query=query, sort=visit.query.text("sort")))


async def _found(visit: Visit, read: Read, asked: ListAsked) -> tuple[TicketPage, str]:
    """The tickets, or none and the sentence that says what is wrong with the query."""
    nothing = TicketPage([], 0, None)
    try:
        meant = await meaning_of(read, visit.actor, parse_query(asked.query, visit.now))
        walk = walk_asked(asked.after, asked.order, meant)
        wanted = Asked(
            conditions=meant.conditions,
            needle=meant.needle,
            order=asked.order,
            limit=PAGE_SIZE,
            key=walk.key if walk else None,
            total=walk.total if walk else None,
            titles=walk.titles if walk else None,
        )
        return await list_tickets(read, visit.actor, wanted), ""
    except QueryError as wrong:
        return nothing, visit._(N_("The filter cannot be read: %(why)s.")) % {"why": wrong}
    except BadToken:
        return nothing, visit._(N_("This page of the list is no longer there; begin at its first page."))
    except Refusal as refusal:
        return nothing, said_of(visit, refusal).sentence


async def _is_own(visit: Visit, read: Read, view: str) -> bool:
    """Whether a saved view is the person's own, and so may be changed by them."""
    own = visit.technician.id
    return any(str(one.id) == view and one.owner_id == own for one in await list_views(read, visit.actor))


PAGES = (
    Page(path="/", handler=home),
    Page(path="/tickets", handler=show_list),
    Page(path="/tickets/filter", handler=filter_list),
)
