"""The ticket list as it is drawn: headings, rows grouped by when they are due, orders, and what an empty list says."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from deskhand.core.directory import Technician
from deskhand.sla.rulebook import Rulebook
from deskhand.tickets.chips import chips_of
from deskhand.tickets.listing import TicketPage
from deskhand.tickets.walk import token_of
from deskhand.web.figures import figure
from deskhand.web.listing.asked import COLUMNS, GREATEST_FIRST, ORDER_WORDS, ListAsked
from deskhand.web.listing.empty import Empty, emptiness
from deskhand.web.listing.filters import Chip, Field, chips_of_query, fields_of_query
from deskhand.web.listing.problem import Problem
from deskhand.web.listing.row import Row, row_of
from deskhand.web.visit import Visit
from deskhand.web.words import N_

HEADINGS = {name: title for name, title, _ in COLUMNS}
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
    """Rows that are due at about the same time; without a title they are all there is.

    `count` says how many they are, on other pages of the list too as far as that is known.
    """

    title: str
    rows: Sequence[Row]
    count: str = ""


class Saving(msgspec.Struct, frozen=True):
    """A view that somebody wanted to save, and why that was refused."""

    name: str = ""
    shared: bool = False
    problem: str = ""


NOT_SAVING = Saving()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was read for the page: `unread` are the tickets with news for the person, `own_view` is whose view it is."""

    tickets: TicketPage
    problem: Problem | None
    book: Rulebook
    technicians: Sequence[Technician]
    unread: frozenset[int]
    own_view: bool


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the list."""

    asked: ListAsked
    title: str
    query: str
    total: str
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
    address: str
    problem: Problem | None
    own_view: bool
    saving: Saving
    empty: Empty


def listed(visit: Visit, asked: ListAsked, found: Found, saving: Saving) -> Listed:
    """The page as it is drawn."""
    tickets = found.tickets
    chips = chips_of(found.book, tickets.rows, visit.now)
    rows = [
        row_of(visit, ticket, chip, unread=ticket.id in found.unread)
        for ticket, chip in zip(tickets.rows, chips, strict=True)
    ]
    return Listed(
        asked=asked,
        title=asked.title,
        query=asked.query,
        total=figure(visit.words.language, tickets.total),
        groups=_grouped(visit, asked, rows, goes_on=tickets.next is not None),
        columns={name: _column(visit, asked, name, title, icon) for name, title, icon in COLUMNS},
        orders=_orders(visit, asked),
        order_title=visit._(ORDER_WORDS.get(asked.sort) or HEADINGS.get(asked.sort.removeprefix("-"), N_("Order"))),
        chips=chips_of_query(visit, asked, found.technicians),
        filters=fields_of_query(visit, asked, found.technicians),
        cleared=asked.address(query=""),
        technicians=found.technicians,
        next_breach=next((row for row in rows if row.chip and row.chip.state in ("warn", "ok")), None),
        from_query=asked.address().removeprefix("/tickets"),
        more=asked.address(after=token_of(asked.order, tickets)) if tickets.next else "",
        first=asked.address() if asked.after else "",
        address=asked.address(after=asked.after),
        problem=found.problem,
        own_view=found.own_view,
        saving=saving,
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
    """The usual orders; best hits first only where something is looked for."""
    return [
        Link(visit._(words), asked.address(sort=sort), sort == asked.sort)
        for sort, words in ORDER_WORDS.items()
        if sort or not asked.sort or not asked.default_sort
    ]


def _grouped(visit: Visit, asked: ListAsked, rows: Sequence[Row], *, goes_on: bool) -> list[Group]:
    """The rows in groups by how soon they are due, where they are sorted by that."""
    if asked.sort != "sla":
        return [Group("", rows)] if rows else []
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_bucket(visit, row), []).append(row)
    last = len(found) - 1
    return [
        _group(visit, title, within, begun=place == 0 and asked.after != "", cut=place == last and goes_on)
        for place, (title, within) in enumerate(found.items())
    ]


def _group(visit: Visit, title: str, rows: Sequence[Row], *, begun: bool, cut: bool) -> Group:
    """A group; `begun` says that some of it may stand on the page before, `cut` that it may go on after this one."""
    if begun:
        return Group(visit._(N_("%(title)s, continued")) % {"title": visit._(title)}, rows)
    count = figure(visit.words.language, len(rows))
    return Group(visit._(title), rows, f"{count}+" if cut else count)


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
