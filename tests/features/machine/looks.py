"""Looking at the desk: what its lists and single things must show, whatever they are asked for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.features.machine import said, shown
from tests.features.machine.bodies import Pick, picks, written
from tests.features.machine.driver import Driver
from tests.features.machine.things import Contact, Customer, Ticket
from tests.features.machine.world import Json, World

MOST = 50
STATUSES = ("Open", "Pending", "Resolved", "Closed")


class Look(NamedTuple):
    """A list: where it is, what is asked, and everything that it must show over its pages."""

    path: str
    asked: Json
    expected: Sequence[Json]


def tickets(world: World, customer: Pick | None, status: str | None) -> Look:
    """GET /tickets, newest first."""
    number = customer.among(world) if customer else None
    found = [t for t in world.alive if number is None or t.customer_id == number]
    found = [t for t in found if status is None or t.status.casefold() == status.casefold()]
    return Look("/tickets", {"customerId": number, "ticketStatus": status}, _shown(world, found))


def status_modified(world: World, moment: int | None) -> Look:
    """GET /tickets/statusmodified, oldest change first: those ended or, with an instant, those changed since."""
    since = _moment(world, moment)
    if since is None:
        found = [t for t in world.alive if t.status in ("Resolved", "Closed")]
    else:
        second = since.replace(microsecond=0)
        found = [t for t in world.alive if t.status_changed_at and t.status_changed_at >= second]
    found.sort(key=lambda t: (t.status_changed_at, t.id))
    return Look("/tickets/statusmodified", {"modifiedAfter": since and since.isoformat()}, _shown(world, found))


def people(world: World, noun: str, archived: bool, by_modified: bool, moment: int | None) -> Look:
    """GET /customers and GET /contacts: newest id first, or latest change first."""
    since = _moment(world, moment)
    everybody: Iterable[Customer | Contact] = getattr(world, noun).values()
    found = [c for c in everybody if (archived or not c.archived_at) and (since is None or c.modified_at >= since)]
    order: Callable[[Any], Any] = (lambda c: (c.modified_at, c.id)) if by_modified else (lambda c: c.id)
    asked = {
        "includeArchived": archived,
        "SortBy": "LastModified" if by_modified else "Creation",
        "FromLastModifiedDate": since and since.isoformat(),
    }
    return Look(f"/{noun}", asked, [shown.person(world, c) for c in sorted(found, key=order, reverse=True)])


def address(world: World, part: str) -> Look:
    """GET /contacts?Email=: anywhere in the address."""
    found = [c for c in world.contacts.values() if said.key(part) in said.key(c.email) and not c.archived_at]
    return Look("/contacts", {"Email": part}, [shown.person(world, c) for c in reversed(found)])


LISTS: st.SearchStrategy[Callable[[World], Look]] = st.one_of(
    st.builds(
        lambda customer, status: lambda world: tickets(world, customer, status),
        st.none() | picks("customers"),
        st.none() | written(STATUSES),
    ),
    st.builds(lambda moment: lambda world: status_modified(world, moment), st.none() | st.integers(0, 400)),
    st.builds(
        lambda noun, archived, by_modified, moment: lambda world: people(world, noun, archived, by_modified, moment),
        st.sampled_from(("customers", "contacts")),
        st.booleans(),
        st.booleans(),
        st.none() | st.integers(0, 400),
    ),
    st.builds(
        lambda part: lambda world: address(world, part),
        st.sampled_from(("smith", "SMITH@", "user1", "STRASSE", "%", "_", "\\", "@")),
    ),
)


def assert_list(driver: Driver, look: Look, page: int, size: int) -> Json:
    """A page of a list shows its part, and how much there is in all."""
    asked = {name: value for name, value in look.asked.items() if value is not None}
    status, answer = driver.send("robot", "GET", look.path, page=page, itemsInPage=size, **asked)
    assert status == 200, answer
    pages = -(-len(look.expected) // size)
    assert answer["items"] == list(look.expected[(page - 1) * size : page * size])
    assert answer["totalItems"] == answer["totalItemCount"] == len(look.expected)
    assert (answer["page"], answer["itemsInPage"], answer["totalPages"]) == (page, size, pages)
    assert bool(answer["nextLink"]) == (page < pages)
    assert bool(answer["prevLink"]) == (page > 1)
    return dict(answer)


def assert_whole_list(driver: Driver, look: Look) -> Json:
    """Every page of a list; the first one's answer."""
    pages = max(1, -(-len(look.expected) // MOST))
    first, *_ = [assert_list(driver, look, page, MOST) for page in range(1, pages + 1)]
    return first


def assert_ticket(driver: Driver, world: World, ticket: Ticket) -> None:
    """Everything the API shows of one ticket."""
    path = f"/tickets/{ticket.id}"
    if ticket.deleted:
        for part in ("", "/comments", "/workhours", "/workhoursrecords", "/billableduration", "/nonbillableduration"):
            status, answer = driver.send("robot", "GET", path + part)
            assert (status, answer["message"]) == (404, "Ticket not found")
        return
    assert driver.send("robot", "GET", path) == (200, shown.ticket(world, ticket))
    assert_whole_list(driver, Look(f"{path}/comments", {}, [shown.comment(world, c) for c in ticket.comments]))
    entries = [shown.entry(world, e) for e in ticket.entries]
    summary = assert_whole_list(driver, Look(f"{path}/workhours", {}, entries))
    assert summary["Billable"] == shown.durations(ticket, billable=True)
    assert summary["NonBillable"] == shown.durations(ticket, billable=False)
    assert driver.send("robot", "GET", f"{path}/billableduration") == (200, shown.billable_duration(ticket))


def assert_all(driver: Driver, world: World) -> None:
    """Everything the API shows of the account."""
    for ticket in world.tickets.values():
        assert_ticket(driver, world, ticket)
    for status in (None, *STATUSES):
        assert_whole_list(driver, tickets(world, None, status))
    assert_whole_list(driver, status_modified(world, None))
    for noun in ("customers", "contacts"):
        assert_whole_list(driver, people(world, noun, archived=True, by_modified=False, moment=None))
    technicians = [shown.technician(t) for _, t in sorted(world.technicians.items(), reverse=True)]
    assert_whole_list(driver, Look("/technicians", {"includeInactive": True}, technicians))


def _shown(world: World, found: Sequence[Ticket]) -> list[Json]:
    return [shown.ticket(world, t) for t in found]


def _moment(world: World, moment: int | None) -> datetime | None:
    """One of the moments at which something happened, or just beside it."""
    if moment is None:
        return None
    beside = [at + timedelta(seconds=aside) for at in sorted({r.at for r in world.log}) for aside in (0, -0.4, 1, -1)]
    return beside[moment % len(beside)]
