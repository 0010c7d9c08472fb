"""The ticket list: a view or a query, sorted, and grouped by when its tickets are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.query import QueryError, parse_query
from deskhand.http.door import Answer
from deskhand.sla.rulebook import Rulebook, current_rulebook
from deskhand.storage.engine import Read
from deskhand.tickets.chips import chips_of
from deskhand.tickets.find import meaning_of
from deskhand.tickets.listing import Asked, TicketPage, list_tickets
from deskhand.tickets.walk import BadToken, token_of, walk_asked
from deskhand.web.answers import page, see_other
from deskhand.web.frame import frame_of
from deskhand.web.list_view import COLUMNS, GREATEST_FIRST, ORDER_WORDS, ListAsked, list_asked
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.row import Row, row_of
from deskhand.web.visit import Visit
from deskhand.web.words import N_

PAGE_SIZE = 50
SORTED = {"": "ascending", "-": "descending"}


class Column(msgspec.Struct, frozen=True):
    """A heading of the list, and where a click on it leads."""

    title: str
    icon: str
    href: str
    sorted: str
    about: str


class Group(msgspec.Struct, frozen=True):
    """Rows that are due at about the same time; without a title they are all there is."""

    title: str
    rows: Sequence[Row]


class Listed(msgspec.Struct, frozen=True):
    """A page of the list as it is drawn."""

    asked: ListAsked
    title: str
    query: str
    total: int
    groups: Sequence[Group]
    columns: Sequence[Column]
    order_words: str
    next_breach: Row | None
    from_query: str
    more: str
    first: str
    problem: str


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
    return page(visit, "list.html", frame=frame, list=listed(visit, asked, found, book, problem))


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
    except Refusal as refusal:
        return nothing, said_of(visit, refusal).sentence
    except BadToken:
        return nothing, visit._(N_("This page of the list is no longer there; begin at its first page."))


def listed(visit: Visit, asked: ListAsked, found: TicketPage, book: Rulebook, problem: str) -> Listed:
    """The page as it is drawn."""
    chips = chips_of(book, found.rows, visit.now)
    rows = [row_of(visit, ticket, chip) for ticket, chip in zip(found.rows, chips, strict=True)]
    return Listed(
        asked=asked,
        title=asked.title,
        query=asked.query,
        total=found.total,
        groups=grouped(visit, rows) if asked.sort == "sla" else [Group("", rows)] if rows else [],
        columns=[_column(visit, asked, *column) for column in COLUMNS],
        order_words=visit._(ORDER_WORDS.get(asked.sort, "")) if asked.sort in ORDER_WORDS else "",
        next_breach=next((row for row in rows if row.chip and row.chip.state in ("warn", "ok")), None),
        from_query=asked.address().removeprefix("/tickets"),
        more=asked.address(after=token_of(asked.order, found)) if found.next else "",
        first=asked.address() if asked.after else "",
        problem=problem,
    )


def _column(visit: Visit, asked: ListAsked, name: str, title: str, icon: str) -> Column:
    """A heading; a click sorts by it, another one turns the order round."""
    here = asked.sort.removeprefix("-") == name
    descending = not asked.sort.startswith("-") if here else name in GREATEST_FIRST
    sorted_by = (
        "" if asked.sort.removeprefix("-") != name else "descending" if asked.sort.startswith("-") else "ascending"
    )
    href = asked.address(sort=f"-{name}" if descending else name)
    return Column(
        visit._(title), icon, href, sorted_by, visit._(N_("Sort by: %(column)s")) % {"column": visit._(title)}
    )


BREACHED, SOON, TODAY, LATER = N_("Breached"), N_("Due within 2 hours"), N_("Later today"), N_("Tomorrow and later")
PAUSED, WITHOUT = N_("Paused"), N_("Nothing due")


def grouped(visit: Visit, rows: Sequence[Row]) -> list[Group]:
    """The rows, as they are sorted by when they are due, in groups by how soon that is."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_bucket(visit, row), []).append(row)
    return [Group(visit._(title), rows_in) for title, rows_in in found.items()]


def _bucket(visit: Visit, row: Row) -> str:
    due = row.ticket.next_due_at
    if row.chip is not None and row.chip.state == "over":
        return BREACHED
    if due is None:
        return PAUSED if row.chip is not None and row.chip.state == "paused" else WITHOUT
    if due <= visit.now + timedelta(hours=2):
        return SOON
    return TODAY if _day(visit, due) == _day(visit, visit.now) else LATER


def _day(visit: Visit, at: datetime) -> object:
    return at.astimezone(visit.zone).date()


PAGES = (
    Page(path="/", handler=home),
    Page(path="/tickets", handler=show_list),
)
