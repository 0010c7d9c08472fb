"""The ticket list as it is drawn: headings, rows grouped by when they are due, orders, and what an empty list says."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from deskhand.core.directory import Technician
from deskhand.sla.rulebook import Rulebook
from deskhand.tickets.chips import chips_of
from deskhand.tickets.listing import TicketPage
from deskhand.tickets.walk import token_of
from deskhand.web.list_empty import Empty, emptiness
from deskhand.web.list_filters import Chip, Field, chips_of_query, fields_of_query
from deskhand.web.list_view import COLUMNS, GREATEST_FIRST, ORDER_WORDS, ListAsked
from deskhand.web.row import Row, row_of
from deskhand.web.visit import Visit
from deskhand.web.words import N_

SORTED = {"": "ascending", "-": "descending"}
BREACHED, SOON, TODAY, LATER = N_("Breached"), N_("Due within 2 hours"), N_("Later today"), N_("Tomorrow and later")
PAUSED, WITHOUT = N_("Paused"), N_("Nothing due")


class Column(msgspec.Struct, frozen=True):
    """A heading of the list, and where a click on it leads."""

    name: str
    title: str
    icon: str
    href: str
    sorted: str
    about: str


class Link(msgspec.Struct, frozen=True):
    """A choice that leads somewhere."""

    text: str
    href: str
    chosen: bool = False


class Group(msgspec.Struct, frozen=True):
    """Rows that are due at about the same time; without a title they are all there is."""

    title: str
    rows: Sequence[Row]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the list."""

    asked: ListAsked
    title: str
    query: str
    total: int
    groups: Sequence[Group]
    columns: dict[str, Column]
    orders: Sequence[Link]
    order_title: str
    chips: Sequence[Chip]
    filters: Sequence[Field]
    cleared: str
    technicians: Sequence[Technician]
    next_breach: Row | None
    from_query: str
    more: str
    first: str
    problem: str
    own_view: bool
    empty: Empty


def listed(
    visit: Visit,
    asked: ListAsked,
    found: TicketPage,
    book: Rulebook,
    technicians: Sequence[Technician],
    *,
    problem: str,
    own_view: bool,
) -> Listed:
    """The page as it is drawn; `problem` says what is wrong with the query, `own_view` whose view it is."""
    chips = chips_of(book, found.rows, visit.now)
    rows = [row_of(visit, ticket, chip) for ticket, chip in zip(found.rows, chips, strict=True)]
    return Listed(
        asked=asked,
        title=asked.title,
        query=asked.query,
        total=found.total,
        groups=_grouped(visit, rows) if asked.sort == "sla" else [Group("", rows)] if rows else [],
        columns={name: _column(visit, asked, name, title, icon) for name, title, icon in COLUMNS},
        orders=_orders(visit, asked),
        order_title=visit._(ORDER_WORDS.get(asked.sort, N_("Order"))),
        chips=chips_of_query(visit, asked),
        filters=fields_of_query(visit, asked, technicians),
        cleared=asked.address(query=""),
        technicians=technicians,
        next_breach=next((row for row in rows if row.chip and row.chip.state in ("warn", "ok")), None),
        from_query=asked.address().removeprefix("/tickets"),
        more=asked.address(after=token_of(asked.order, found)) if found.next else "",
        first=asked.address() if asked.after else "",
        problem=problem,
        own_view=own_view,
        empty=emptiness(visit, asked),
    )


def _column(visit: Visit, asked: ListAsked, name: str, title: str, icon: str) -> Column:
    """A heading; a click sorts by it, another one turns the order round."""
    here = asked.sort.removeprefix("-") == name
    descending = not asked.sort.startswith("-") if here else name in GREATEST_FIRST
    href = asked.address(sort=f"-{name}" if descending else name)
    about = visit._(N_("Sort by: %(column)s")) % {"column": visit._(title)}
    return Column(name, visit._(title), icon, href, SORTED.get(asked.sort.replace(name, ""), "") if here else "", about)


def _orders(visit: Visit, asked: ListAsked) -> list[Link]:
    return [Link(visit._(words), asked.address(sort=sort), sort == asked.sort) for sort, words in ORDER_WORDS.items()]


def _grouped(visit: Visit, rows: Sequence[Row]) -> list[Group]:
    """The rows, as they are sorted by when they are due, in groups by how soon that is."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_bucket(visit, row), []).append(row)
    return [Group(visit._(title), within) for title, within in found.items()]


def _bucket(visit: Visit, row: Row) -> str:
    due = row.ticket.next_due_at
    if row.chip is not None and row.chip.state == "over":
        return BREACHED
    if due is None:
        return PAUSED if row.chip is not None and row.chip.state == "paused" else WITHOUT
    if due <= visit.now + timedelta(hours=2):
        return SOON
    return TODAY if _day(visit, due) == _day(visit, visit.now) else LATER


def _day(visit: Visit, at: datetime) -> date:
    return at.astimezone(visit.zone).date()
