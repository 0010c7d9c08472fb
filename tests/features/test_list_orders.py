"""Sorted lists: by everything that a list shows, each ticket once from page to page, what is not set last."""

from collections.abc import Callable
from typing import Any, get_args

import msgspec
import pytest

from deskhand.core.actor import Everything, TheseCustomers, system
from deskhand.core.ticket import Priority, Status, Ticket, TicketType
from deskhand.core.words import folded
from deskhand.tickets.ask import asked_for
from deskhand.tickets.listing import TicketPage, list_tickets
from deskhand.tickets.order_store import Key, Order, OrderName
from deskhand.tickets.walk import BadToken, read_token, token_of, walk_asked
from tests.cast import Cast, Office
from tests.features.lists import many_tickets, tom_within, within

QUERIES: tuple[tuple[str, Callable[[Cast, Ticket], bool]], ...] = (
    ("", lambda cast, t: True),
    ("status:open", lambda cast, t: t.status == Status.OPEN),
    ("status:open,pending", lambda cast, t: t.status in (Status.OPEN, Status.PENDING)),
    ("status:resolved", lambda cast, t: t.status == Status.RESOLVED),
    ("assignee:me status:open,pending", lambda cast, t: t.technician_id == cast.tom.id and t.resolved_at is None),
    ("priority:high,low", lambda cast, t: t.priority in (Priority.HIGH, Priority.LOW)),
)
ORDERS = [Order(by, descending) for by in get_args(OrderName) if by != "status_changed" for descending in (True, False)]


def sort_value(cast: Cast, order: Order, row: Ticket) -> Any:
    """What a ticket is sorted by."""
    staff = {one.id: one.full_name for one in (cast.jane, cast.dora, cast.tom)}
    contacts = {c.id: f"{c.first_name} {c.last_name} {c.email}" for c in (cast.john, cast.mary, cast.pete)}
    match order.by:
        case "customer":
            return folded(cast.acme.name if row.customer_id == cast.acme.id else cast.bakers.name)
        case "requester":
            return folded(contacts[row.contact_id]) if row.contact_id else None
        case "assignee":
            return folded(staff[row.technician_id]) if row.technician_id else None
        case "title":
            return folded(row.title)
        case "priority" | "status" | "type":
            closed: Any = {"priority": Priority, "status": Status, "type": TicketType}[order.by]
            return list(closed).index(getattr(row, order.by))
    names = {"updated": "last_activity_at", "sla": "next_due_at", "due": "due_at", "id": "id"}
    return getattr(row, names.get(order.by, f"{order.by}_at"))


def in_order(cast: Cast, order: Order, rows: list[Ticket]) -> list[int]:
    """The ids as they are to come."""
    keyed = [(sort_value(cast, order, row), row.id) for row in rows]
    there = sorted(((value, id_) for value, id_ in keyed if value is not None), reverse=order.descending)
    absent = sorted((id_ for value, id_ in keyed if value is None), reverse=order.descending)
    return [*(id_ for _, id_ in there), *absent]


async def walk(office: Office, actor: Any, query: str, order: Order) -> list[int]:
    """The ids on all pages, each page found by its key, as a link carries it."""
    found: list[int] = []
    async with office.engine.read() as read:
        asked = await asked_for(read, actor, query, office.cast.tom.created_at, order=order, limit=7)
        while True:
            page = await list_tickets(read, actor, asked)
            found += [row.id for row in page.rows]
            if page.next is None:
                assert page.total == len(found)
                return found
            found_again = walk_asked(token_of(order, page), order, searched=False)
            assert found_again is not None
            assert found_again.key == page.next
            asked = msgspec.structs.replace(asked, key=found_again.key)


@pytest.mark.parametrize("limited", [False, True])
async def test_a_walk_sees_every_ticket_once_and_in_order(office: Office, limited: bool) -> None:
    rows, cast = await many_tickets(office, 60), office.cast
    reach = TheseCustomers((cast.bakers.id,)) if limited else Everything()
    actor = tom_within(cast, reach)
    for query, fits in QUERIES:
        wanted = [row for row in within(cast, rows, reach) if fits(cast, row)]
        assert wanted
        for order in ORDERS:
            assert await walk(office, actor, query, order) == in_order(cast, order, wanted), (query, order)


@pytest.mark.parametrize("by", ["customer", "requester", "assignee", "title", "type"])
async def test_a_page_by_its_number_is_the_same(office: Office, by: OrderName) -> None:
    rows, order = await many_tickets(office, 40), Order(by, descending=False)
    actor = system(office.cast.account_id)
    found: list[int] = []
    async with office.engine.read() as read:
        asked = await asked_for(read, actor, "", office.cast.tom.created_at, order=order, limit=9)
        for place in range(0, len(rows), 9):
            page = await list_tickets(read, actor, msgspec.structs.replace(asked, offset=place))
            found += [row.id for row in page.rows]
    assert found == in_order(office.cast, order, rows)


def test_a_token_of_another_order_or_of_nothing_is_refused() -> None:
    by_title = token_of(Order("title"), TicketPage([], 9, Key("apple", 7)))
    walk = walk_asked(by_title, Order("title"), searched=False)
    assert walk is not None
    assert (walk.key, walk.total) == (Key("apple", 7), 9)
    for order in (Order("priority"), Order("customer"), Order("updated"), Order("id"), None):
        with pytest.raises(BadToken):
            walk_asked(by_title, order, searched=False)
    for text in ("x", "e30", "bm9uc2Vuc2U", "ü"):
        with pytest.raises(BadToken):
            walk_asked(text, Order("title"), searched=False)


@pytest.mark.parametrize("by", ["customer", "updated", "priority", "id"])
def test_a_token_with_a_value_that_its_order_never_has_is_refused(by: OrderName) -> None:
    forged = msgspec.structs.replace(read_token(token_of(Order("title"), TicketPage([], 9, Key("apple", 7)))), order=by)
    with pytest.raises(BadToken):
        walk_asked(forged.token(), Order(by, descending=False), searched=False)
