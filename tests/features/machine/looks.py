"""Looking at the desk: what lists and single things must show, for any filter and page."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.features.machine import shown
from tests.features.machine.driver import Driver
from tests.features.machine.world import Json, Ticket, World

EVERYTHING = 50


def assert_list(driver: Driver, path: str, expected: Sequence[Json], page: int, size: int, **query: Any) -> Json:
    """A page of a list shows its part of what is expected, and how much there is in all."""
    status, answer = driver.send("robot", "GET", path, page=page, itemsInPage=size, **query)
    assert status == 200, answer
    pages = -(-len(expected) // size)
    assert answer["items"] == list(expected[(page - 1) * size : page * size])
    assert answer["totalItems"] == answer["totalItemCount"] == len(expected)
    assert (answer["page"], answer["itemsInPage"], answer["totalPages"]) == (page, size, pages)
    assert bool(answer["nextLink"]) == (page < pages)
    assert bool(answer["prevLink"]) == (page > 1)
    return dict(answer)


def assert_whole_list(driver: Driver, path: str, expected: Sequence[Json], **query: Any) -> Json:
    """The same of every page; the first one's answer."""
    pages = max(1, -(-len(expected) // EVERYTHING))
    answers = [assert_list(driver, path, expected, page, EVERYTHING, **query) for page in range(1, pages + 1)]
    return answers[0]


def assert_one(driver: Driver, path: str, expected: Json) -> None:
    """A single thing shows what is expected."""
    assert driver.send("robot", "GET", path) == (200, expected)


def tickets(world: World, *, customer: int | None = None, status: str | None = None) -> list[Json]:
    """GET /tickets, newest first."""
    return [
        shown.ticket(world, t)
        for t in world.alive
        if (customer is None or t.customer_id == customer) and (status is None or t.status == status)
    ]


def status_modified(world: World, since: datetime | None) -> list[Json]:
    """GET /tickets/statusmodified, oldest change first: those ended or, with an instant, those changed since."""
    if since is None:
        found = [t for t in world.alive if t.status in ("Resolved", "Closed")]
    else:
        second = since.replace(microsecond=0)
        found = [t for t in world.alive if t.status_changed_at and t.status_changed_at >= second]
    return [shown.ticket(world, t) for t in sorted(found, key=lambda t: (t.status_changed_at, t.id))]


def people(
    things: Sequence[Any], show: Callable[[Any], Json], *, archived: bool, by_modified: bool, since: datetime | None
) -> list[Json]:
    """GET /customers and GET /contacts: newest id first, or latest change first."""
    found = [c for c in things if archived or not c.archived_at]
    found = [c for c in found if since is None or c.modified_at >= since]
    order: Callable[[Any], Any] = (lambda c: (c.modified_at, c.id)) if by_modified else (lambda c: c.id)
    return [show(c) for c in sorted(found, key=order, reverse=True)]


def instants(world: World) -> list[datetime]:
    """The moments at which something happened, and just beside them."""
    moments = sorted({recorded.at for recorded in world.log}) or [world.now]
    return [at + timedelta(seconds=aside) for at in moments for aside in (0, -0.4, 1, -1)]


def assert_ticket(driver: Driver, world: World, ticket: Ticket) -> None:
    """Everything the API shows of one ticket."""
    path = f"/tickets/{ticket.id}"
    if ticket.deleted:
        for part in ("", "/comments", "/workhours", "/workhoursrecords", "/billableduration", "/nonbillableduration"):
            status, answer = driver.send("robot", "GET", path + part)
            assert (status, answer["message"]) == (404, "Ticket not found")
        return
    assert_one(driver, path, shown.ticket(world, ticket))
    assert_whole_list(driver, f"{path}/comments", [shown.comment(world, c) for c in ticket.comments])
    entries = [shown.entry(world, e) for e in ticket.entries]
    summary = assert_whole_list(driver, f"{path}/workhours", entries)
    assert summary["Billable"] == shown.durations(ticket, billable=True)
    assert summary["NonBillable"] == shown.durations(ticket, billable=False)
    assert_one(driver, f"{path}/billableduration", shown.billable_duration(ticket))


def assert_all(driver: Driver, world: World) -> None:
    """Everything the API shows of the account."""
    for ticket in world.tickets.values():
        assert_ticket(driver, world, ticket)
    assert_whole_list(driver, "/tickets", tickets(world))
    for status in ("Open", "Pending", "Resolved", "Closed"):
        assert_whole_list(driver, "/tickets", tickets(world, status=status), ticketStatus=status)
    assert_whole_list(driver, "/tickets/statusmodified", status_modified(world, None))
    customers, contacts = list(world.customers.values()), list(world.contacts.values())
    everybody: Any = {"archived": True, "by_modified": False, "since": None}
    assert_whole_list(driver, "/customers", people(customers, shown.customer, **everybody), includeArchived=True)
    show_contact: Callable[[Any], Json] = lambda c: shown.contact(world, c)  # noqa: E731
    assert_whole_list(driver, "/contacts", people(contacts, show_contact, **everybody), includeArchived=True)
    technicians = [shown.technician(t) for _, t in sorted(world.technicians.items(), reverse=True)]
    assert_whole_list(driver, "/technicians", technicians, includeInactive=True)
