"""What the palette and the search page find: tickets, customers and people, views."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.query import QueryError, parse_query
from deskhand.core.words import folded
from deskhand.core.written import quoted
from deskhand.directory.search import search_contacts, search_customers
from deskhand.sla.rulebook import current_rulebook
from deskhand.storage.engine import Read
from deskhand.tickets.chips import chips_of
from deskhand.tickets.find import meaning_of
from deskhand.tickets.inbox import INBOX
from deskhand.tickets.listing import Asked, list_tickets
from deskhand.tickets.order_store import Order
from deskhand.tickets.view import TicketView
from deskhand.views.read import list_views
from deskhand.web.frame import ICONS, TITLES
from deskhand.web.listing.problem import problem_of
from deskhand.web.listing.row import Row, row_of
from deskhand.web.refusals import said_of
from deskhand.web.visit import Visit
from deskhand.web.words import N_

MOST_TICKETS = 8
MOST_PEOPLE = 4
# One letter fits half the desk.
SHORTEST = 2
LAST_ACTIVE = Order("updated", descending=True)


class Hit(msgspec.Struct, frozen=True):
    """Something that is found beside tickets: its name, what goes with it, and where it leads."""

    name: str
    about: str
    icon: str
    href: str


class PaletteFound(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `problem` says why no ticket could be looked for; `all` leads to the whole list."""

    query: str
    tickets: Sequence[Row] = ()
    people: Sequence[Hit] = ()
    views: Sequence[Hit] = ()
    problem: str = ""
    all: str = ""

    @property
    def count(self) -> int:
        """How much was found."""
        return len(self.tickets) + len(self.people) + len(self.views)


async def palette_found(visit: Visit, read: Read, query: str) -> PaletteFound:
    """Everything that fits what was typed: a number is a ticket's, and the query language is understood."""
    query = query.strip()
    if len(query) < SHORTEST and not query.isdigit():
        return PaletteFound(query=query)
    tickets, problem = await _tickets(visit, read, query)
    return PaletteFound(
        query=query,
        tickets=tickets,
        people=await _people(visit, read, query),
        views=await _views(visit, read, query),
        problem=problem,
        all=f"/tickets?{urlencode({'q': query})}" if tickets else "",
    )


async def _tickets(visit: Visit, read: Read, query: str) -> tuple[list[Row], str]:
    """The ticket of this number, then those that are found; or the sentence that says what cannot be read."""
    found: dict[int, TicketView] = {}
    number = query.removeprefix("#")
    try:
        if number.isascii() and number.isdigit() and len(number) < 19:
            found |= await _look(visit, read, f"id:{number}")
        if not query.startswith("#"):
            found |= await _look(visit, read, query)
    except QueryError as wrong:
        return [], problem_of(visit, query, wrong).sentence
    except Refusal as refusal:
        return [], said_of(visit, refusal).sentence
    rows = list(found.values())[:MOST_TICKETS]
    book = await current_rulebook(visit.engine, read, visit.account_id)
    chips = chips_of(book, rows, visit.now)
    return [row_of(visit, ticket, chip) for ticket, chip in zip(rows, chips, strict=True)], ""


async def _look(visit: Visit, read: Read, query: str) -> dict[int, TicketView]:
    meant = await meaning_of(read, visit.actor, parse_query(query, visit.now))
    # Of a search the total comes with the hits; of a mere filter nobody needs it here.
    order, total = (None, None) if meant.needle is not None else (LAST_ACTIVE, 0)
    asked = Asked(conditions=meant.conditions, needle=meant.needle, order=order, limit=MOST_TICKETS, total=total)
    return {one.id: one for one in (await list_tickets(read, visit.actor, asked)).rows}


async def _people(visit: Visit, read: Read, query: str) -> list[Hit]:
    """Customers, then contacts; each leads to its tickets."""
    customers = await search_customers(read, visit.actor, query, limit=MOST_PEOPLE)
    contacts = await search_contacts(read, visit.actor, query, limit=MOST_PEOPLE)
    return [
        *(Hit(one.name, "", "building-2", _list(f"customer:{quoted(one.name)}")) for one in customers),
        *(
            Hit(
                one.name,
                " · ".join(filter(None, (one.customer_name, one.email or ""))),
                "user-round",
                _list(f"requester:{quoted(one.email or one.name)}"),
            )
            for one in contacts
        ),
    ]


async def _views(visit: Visit, read: Read, query: str) -> list[Hit]:
    """Views of the inbox and saved ones with all the words in their names."""
    words = folded(query).split()
    about = visit._(N_("view"))
    saved = await list_views(read, visit.actor)
    known = [
        *(Hit(visit._(TITLES[one.name]), about, ICONS[one.name], f"/tickets?view={one.name}") for one in INBOX),
        *(Hit(one.name, about, "share-2" if one.shared else "bookmark", f"/tickets?view={one.id}") for one in saved),
    ]
    return [one for one in known if all(word in folded(one.name) for word in words)][:MOST_PEOPLE]


def _list(query: str) -> str:
    return f"/tickets?{urlencode({'q': query})}"
