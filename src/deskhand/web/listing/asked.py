"""Which list a request asks for: a view of the inbox, a saved one, or a query of its own; and in which order."""

from urllib.parse import urlencode

import msgspec

from deskhand.core.written import written_terms
from deskhand.storage.engine import Read
from deskhand.tickets.inbox import INBOX
from deskhand.tickets.order_store import Order
from deskhand.views.read import list_views
from deskhand.web.forms import Form
from deskhand.web.frame import TITLES
from deskhand.web.visit import Visit
from deskhand.web.words import N_

VIEWS = {view.name: view for view in INBOX}
# The list's columns, left to right: what it is sorted by, its heading, and an icon where that stands for the heading.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("sla", N_("Due"), ""),
    ("id", N_("Ticket"), ""),
    ("title", N_("Title"), ""),
    ("customer", N_("Customer"), ""),
    ("requester", N_("Requester"), ""),
    ("priority", N_("Priority"), ""),
    ("assignee", N_("Assignee"), "user-round"),
    ("updated", N_("Active"), ""),
)
SORTS: frozenset[str] = frozenset(name for name, _, _ in COLUMNS) | {"created", "status", "type", "resolved", "due"}
# Whose first click shows the greatest: the newest, the most urgent.
GREATEST_FIRST = frozenset({"id", "priority", "updated", "created"})
ORDER_WORDS: dict[str, str] = {
    "sla": N_("next due first"),
    "-updated": N_("last active first"),
    "-id": N_("newest first"),
    "-priority": N_("highest priority first"),
    "": N_("best hits first"),
}


class ListAsked(msgspec.Struct, frozen=True):
    """A list as it is asked for. `view` is the name of an inbox view, the number of a saved one, or empty.

    `default_query` and `default_sort` are the view's own; `sort` is a name, with a minus for the greatest first, or
    empty: the best hits of a search.
    """

    view: str
    title: str
    query: str
    sort: str
    default_query: str
    default_sort: str
    after: str = ""

    @property
    def order(self) -> Order | None:
        """The order, None for the best hits."""
        name = self.sort.removeprefix("-")
        return Order(name, self.sort.startswith("-")) if name in SORTS else None  # type: ignore[arg-type]

    @property
    def changed(self) -> bool:
        """Whether it is no longer what its view says."""
        return (self.query, self.sort) != (self.default_query, self.default_sort)

    def address(self, *, query: str | None = None, sort: str | None = None, after: str = "") -> str:
        """The address of this list, or of one that differs in these."""
        query = self.query if query is None else query
        sort = self.sort if sort is None else sort
        if self.view and query == self.default_query:
            return list_address(view=self.view, query=None, sort="" if sort == self.default_sort else sort, after=after)
        # A saved view stays in sight while it is tried out with another query; an inbox view is what it is.
        view = self.view if self.view.isdigit() else ""
        return list_address(view=view, query=query, sort=sort, after=after)


def list_address(*, view: str, query: str | None, sort: str = "", after: str = "") -> str:
    """The address of a list; a query of None is the view's own."""
    said = {"view": view, "q": query, "sort": sort, "after": after}
    kept = {name: value for name, value in said.items() if value or (name == "q" and value is not None)}
    return f"/tickets?{urlencode(kept)}"


async def list_asked(visit: Visit, read: Read, asked: Form) -> ListAsked:
    """The list that an address asks for; without anything: my own tickets."""
    view = asked.text("view") or ("" if asked.has("q") else "mine")
    title, query, sort = await _view(visit, read, view)
    own_query = asked.text("q") if asked.has("q") else query
    if not title or (view in VIEWS and own_query != query):  # an inbox view is what it is
        view, title, query = "", visit._(N_("Search")), ""
    default_sort = sort if view else _usual_sort(own_query)
    chosen = asked.text("sort") if asked.text("sort").removeprefix("-") in SORTS else default_sort
    return ListAsked(view, title, own_query, chosen, query, default_sort, asked.text("after"))


async def _view(visit: Visit, read: Read, view: str) -> tuple[str, str, str]:
    """Title, query and order of a view; an empty title when there is none of this name."""
    if view in VIEWS:
        return visit._(TITLES[view]), VIEWS[view].query, sort_text(VIEWS[view].order)
    for one in await list_views(read, visit.actor) if view.isdigit() else ():
        if str(one.id) == view:
            return one.name, one.query, one.sort or _usual_sort(one.query)
    return "", "", ""


def sort_text(order: Order) -> str:
    """An order as addresses have it."""
    return f"-{order.by}" if order.descending else order.by


def _usual_sort(query: str) -> str:
    """Best hits first for who looks for words, else what was last active."""
    return "" if any(not term.key and not term.negated for term in written_terms(query)) else "-updated"
