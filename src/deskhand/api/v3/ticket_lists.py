"""How ticket lists are asked for: filters of every dialect, the query language, sorting, and where a walk goes on."""

from collections.abc import Callable
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from deskhand.api.call import Call
from deskhand.api.errors import FieldError
from deskhand.api.kinds import BadValue, Choice, Flag, Instant, Kind, Text, read_id
from deskhand.api.paging import envelope
from deskhand.api.routes import Param
from deskhand.api.shape import BadRequest
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes.relation import with_relation
from deskhand.api.v3.shapes.ticket import CONTACT, CUSTOMER, TicketPlain
from deskhand.api.wire import Stamped
from deskhand.core.query import Person, Query, QueryError, Tagged, Term, Words, parse_query
from deskhand.core.ticket import Impact, Priority, SlaStatus, Source, Status, Ticket, TicketType
from deskhand.core.words import query_words
from deskhand.storage.engine import Read
from deskhand.tickets.condition_store import Condition, any_of, before, since
from deskhand.tickets.find import Meant, meaning_of
from deskhand.tickets.listing import Asked, TicketPage, list_tickets
from deskhand.tickets.order_store import Order, OrderName
from deskhand.tickets.relations import Relation, relations_of
from deskhand.tickets.view import TicketView
from deskhand.tickets.walk import BadToken, Walk, token_of, walk_asked

T = TypeVar("T", bound=TicketPlain)

TEXT = Text(2000)
TECHNICIANS, TAGS = Text(200), Text(500)
MOST_IDS = 500

# Field of the condition, what it is read as, and the names that clients give it; several values part by a comma.
CHOICES: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
    ("status", Choice(Status, "status"), ("ticketStatus", "status")),
    ("priority", Choice(Priority, "priority"), ("ticketPriority", "priority")),
    ("type", Choice(TicketType, "type"), ("ticketType", "type")),
    ("impact", Choice(Impact, "impact"), ("ticketImpact", "impact")),
    ("source", Choice(Source, "source"), ("ticketSource", "source")),
    ("sla", Choice(SlaStatus, "SLA status"), ("slaStatus",)),
    ("customer", CUSTOMER, ("customerId",)),
    ("contact", CONTACT, ("endUserId", "contactId")),
)
SINCE = (
    ("created", ("createdFrom", "dateFrom")),
    ("updated", ("updatedFrom",)),
    ("resolved", ("resolvedFrom",)),
    ("due", ("dueFrom",)),
)
BEFORE = (
    ("created", ("createdTo", "dateTo")),
    ("updated", ("updatedTo",)),
    ("resolved", ("resolvedTo",)),
    ("due", ("dueBefore", "dueTo")),
)
PAGES_ONLY = frozenset({"page", "itemsinpage", "after", "sort", "q"})
SORTS: tuple[OrderName, ...] = ("id", "created", "updated", "resolved", "due", "sla", "priority", "status")

# What a list shows of a ticket beside its own fields. Not the versions of its people: most of what changes of them
# shows nowhere in a list. What was said is the ticket's own: its version tells.
_BESIDE = [
    name
    for name in TicketView.__struct_fields__
    if name not in Ticket.__struct_fields__ and not name.endswith("_version") and "_comment" not in name
]
_names = attrgetter(*_BESIDE)

RELATIONS = Param("includeRelations", Flag(), "With RelationType and RelatedTicketId; without, they are null.")
FILTERS = (
    *PAGING,
    Param("after", Text(200), "Where a walk goes on; comes with nextLink."),
    Param("q", TEXT, 'The query language: `status:open priority:high customer:"Acme" created:<7d outlook`.'),
    *(Param(names[0], kind, "Only these; several part by a comma.") for _, kind, names in CHOICES),
    Param("technicianId", TECHNICIANS, "Only this technician's; `none` or 0: nobody's; `me`: the key's own."),
    Param("tags", TAGS, "With any of these tags; several part by a comma."),
    Param("ids", Text(10_000), f"Only these tickets, at most {MOST_IDS}; several part by a comma."),
    *(Param(names[0], Instant(), "At or after this instant.") for _, names in SINCE),
    *(Param(names[0], Instant(), "Before this instant.") for _, names in BEFORE),
    Param("text", TEXT, "These words anywhere in title, description or comments."),
    Param(
        "sort",
        Text(40),
        f"{', '.join(SORTS)}; with `-` before it the greatest first. Default -id, or with words the best hits.",
    ),
    RELATIONS,
)


async def respond_with_list(
    call: Call,
    show: Callable[[TicketView], T],
    *,
    more: tuple[Condition, ...] = (),
    order: Order | None = None,
) -> Stamped:
    """The page of tickets that the call's query asks for, and that `more` conditions leave.

    Sorted as it asks; else in `order`; else the best hits first where words are sought, and the newest otherwise.
    """
    chosen = sort_asked(call) or order
    query = query_asked(call)
    conditions = (*filters_asked(call), *more)
    async with call.engine.read() as database:
        meant = await meaning_of(database, call.actor, query)
        walk = _walk(call, chosen, meant)
        asked = Asked(
            conditions=(*conditions, *meant.conditions),
            needle=meant.needle,
            order=chosen,
            limit=call.page.limit,
            offset=0 if walk else call.page.offset,
            key=walk.key if walk else None,
            total=walk.total if walk else None,
            titles=walk.titles if walk else None,
        )
        found = await list_tickets(database, call.actor, asked)
        related = await _related(call, database, found)
    shown = show if related is None else lambda ticket: with_relation(show(ticket), related.get(ticket.id))
    page = envelope(found.rows, found.total, call.page, call.link, shown, after=token_of(chosen, found))
    return Stamped(page, _stamp(call, found, related))


async def _related(call: Call, database: Read, found: TicketPage) -> dict[int, Relation] | None:
    """What the tickets are related to; None where nobody asks."""
    if not call.asked("includeRelations", kind=Flag()):
        return None
    return await relations_of(database, call.actor, found.rows)


def _stamp(call: Call, found: TicketPage, related: dict[int, Relation] | None) -> bytes:
    """What a page depends on: its address, its total, and of each ticket its version and the names that it shows. A
    hash of that is a twentieth of the work of a hash of the page."""
    shown = [(ticket.id, ticket.version, *_names(ticket)) for ticket in found.rows]
    return msgspec.json.encode((call.link, found.total, found.titles, shown, related))


def filters_asked(call: Call) -> tuple[Condition, ...]:
    """The conditions that the query's single parameters mean; technicians are part of `query_asked`."""
    if call.query.keys() <= PAGES_ONLY:
        return ()  # the commonest list of all need not look for twenty names
    found: list[Condition] = []
    for field, kind, names in CHOICES:
        if values := _values(call, names, kind):
            found.append(any_of(field, values))
    if ids := _ids(call):
        found.append(any_of("id", ids))
    for field, names in SINCE:
        if (instant := call.asked(*names, kind=Instant())) is not None:
            found.append(since(field, instant))
    for field, names in BEFORE:
        if (instant := call.asked(*names, kind=Instant())) is not None:
            found.append(before(field, instant))
    return tuple(found)


def query_asked(call: Call) -> Query:
    """`q`, and the parameters that are part of the query language: technician, tags and text."""
    try:
        asked = parse_query(call.asked("q", kind=TEXT) or "", datetime.now(UTC))
    except QueryError as wrong:
        word = (call.asked("q", kind=TEXT) or "")[wrong.start : wrong.end]
        detail = f"q: {wrong} (at {word!r}, characters {wrong.start + 1} to {wrong.end})"
        raise BadRequest("Invalid query", detail, "invalid_query", [FieldError("q", detail)]) from None
    more: list[Term] = []
    if names := _parted(call.asked("technicianId", "technicianContactId", kind=TECHNICIANS) or ""):
        more.append(Person("technician", tuple("none" if name == "0" else name for name in names)))
    if tags := _parted(call.asked("tags", kind=TAGS) or ""):
        more.append(Tagged(tuple(tag.casefold() for tag in tags)))
    if text := call.asked("text", kind=TEXT):
        more.append(Words(tuple(query_words(text))))
    return Query((*asked.terms, *more))


def sort_asked(call: Call) -> Order | None:
    """The order that `sort` asks for, if it does."""
    text = call.query.get("sort", "").strip().lower()
    if not text:
        return None
    name = next((name for name in SORTS if name == text.removeprefix("-")), None)
    if name is None:
        detail = f"sort: use {', '.join(SORTS)}, with - before it for the greatest first"
        raise BadRequest("Invalid sort", detail, "invalid_query", [FieldError("sort", detail)])
    return Order(name, text.startswith("-"))


def _walk(call: Call, order: Order | None, meant: Meant) -> Walk | None:
    """Where the list goes on, if it does; the token must be one of this very order."""
    try:
        return walk_asked(call.query.get("after", ""), order, searched=meant.needle is not None)
    except BadToken as bad:
        raise BadRequest("Invalid after", f"after: {bad}", "invalid_query", [FieldError("after", str(bad))]) from None


def _values(call: Call, names: tuple[str, ...], kind: Kind) -> list[Any]:
    text = next((call.query[name.lower()] for name in names if call.query.get(name.lower())), "")
    try:
        return [kind.read(value) for value in _parted(text)]
    except BadValue as bad:
        message = bad.message or f"Invalid {names[0]}"
        raise BadRequest(message, f"{names[0]}: {bad}", bad.code or "invalid_query") from None


def _parted(text: str) -> list[str]:
    """The values that commas part, without the blanks beside them."""
    return [value.strip() for value in text.split(",") if value.strip()]


def _ids(call: Call) -> list[int]:
    texts = _parted(call.query.get("ids", ""))
    ids = [number for text in texts if (number := read_id(text)) is not None]
    if len(ids) != len(texts) or len(ids) > MOST_IDS:
        raise BadRequest("Invalid ticket ID", f"ids: at most {MOST_IDS} whole numbers from 1", "invalid_ticket_id")
    return ids
