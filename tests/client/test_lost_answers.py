"""Answers that are lost on the way back from a real server: what was done is done once."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from deskhand_client import AsyncClient, ChangedMeanwhile, Client, NotFound, OutcomeUnknown, Patience
from tests.client.proxy import LossyProxy
from tests.client.things import Desk, Things, make_things
from tests.servers.deskhand import Server

QUICK = Patience(retries=2, first=0.001)
_numbers = count(1)


@pytest.fixture
def proxy(started: Server) -> Iterator[LossyProxy]:
    with LossyProxy(started.port) as opened:
        yield opened


@pytest.fixture
def far(proxy: LossyProxy, desk: Desk) -> Iterator[Client]:
    """A client whose answers may be lost."""
    with Client(proxy.url, desk.janes_key, patience=QUICK) as opened:
        yield opened


@pytest.fixture
def things(client: Client, desk: Desk) -> Things:
    return make_things(client, desk.cast.jane.id, f"Lost & Found {next(_numbers)}")


Call = Callable[[Any, Things], Any]
ONCE: dict[str, tuple[Call, Callable[[Client, Things], Any]]] = {
    "a ticket": (
        lambda c, t: c.tickets.create("Once", contact_id=t.contact.id),
        lambda c, t: [one for one in c.tickets.list(contact_id=t.contact.id) if one.title == "Once"],
    ),
    "a comment": (
        lambda c, t: c.tickets.comment(t.ticket.id, "Once"),
        lambda c, t: list(c.tickets.comments(t.ticket.id)),
    ),
    "work": (
        lambda c, t: c.tickets.log_work(t.other.id, *t.hour(7)),
        lambda c, t: list(c.tickets.work_hours(t.other.id)),
    ),
    "a file": (
        lambda c, t: c.tickets.attach(t.ticket.id, "a.txt", b"once"),
        lambda c, t: c.tickets.attachments(t.ticket.id),
    ),
    "a customer": (
        lambda c, t: c.customers.create(f"Once {t.ticket.id}"),
        lambda c, t: [one for one in c.customers.list() if one.name == f"Once {t.ticket.id}"],
    ),
    "a contact": (
        lambda c, t: c.contacts.create(f"once{t.contact.id}@things.example", customer_id=t.customer.id),
        lambda c, t: list(c.contacts.list(email=f"once{t.contact.id}@")),
    ),
    "a department": (
        lambda c, t: c.departments.create(f"Once {t.ticket.id}"),
        lambda c, t: [one for one in c.departments.list() if one.name == f"Once {t.ticket.id}"],
    ),
    "many at once": (
        lambda c, t: c.tickets.bulk([{"TicketTitle": "Once", "EndUserID": t.contact.id}]),
        lambda c, t: [one for one in c.tickets.list(contact_id=t.contact.id) if one.title == "Once"],
    ),
    "a change": (
        lambda c, t: c.tickets.update(t.other.id, priority="Critical"),
        lambda c, t: [one for one in c.events() if one.ticket_id == t.other.id and one.kind != "ticket.created"],
    ),
    "a change of what was seen": (
        lambda c, t: c.tickets.update(t.other.id, priority="Critical", if_version=t.other.version),
        lambda c, t: [one for one in c.events() if one.ticket_id == t.other.id and one.kind != "ticket.created"],
    ),
}


@pytest.mark.parametrize("what", ONCE)
def test_it_is_done_once_though_the_answer_was_lost(
    client: Client, far: Client, proxy: LossyProxy, things: Things, what: str
) -> None:
    call, found = ONCE[what]
    far.account.get()  # the connection is there, and its answers are lost from now on
    proxy.lose(2)
    answer = call(far, things)
    assert proxy.left == 0
    assert answer is not None
    assert len(found(client, things)) == 1


@pytest.mark.parametrize("what", ["a ticket", "a file"])
async def test_the_asynchronous_client_does_it_once_too(
    client: Client, proxy: LossyProxy, desk: Desk, things: Things, what: str
) -> None:
    call, found = ONCE[what]
    async with AsyncClient(proxy.url, desk.janes_key, patience=QUICK) as far:
        proxy.lose(2)
        await call(far, things)
    assert len(found(client, things)) == 1


def test_a_delete_is_done_though_its_answer_was_lost(
    client: Client, far: Client, proxy: LossyProxy, things: Things
) -> None:
    proxy.lose(1)
    far.tickets.delete(things.other.id)
    with pytest.raises(NotFound):
        client.tickets.get(things.other.id)


def test_a_change_of_what_has_changed_is_refused_though_answers_are_lost(
    client: Client, far: Client, proxy: LossyProxy, things: Things
) -> None:
    client.tickets.update(things.other.id, title="Somebody else's")
    proxy.lose(1)
    with pytest.raises(ChangedMeanwhile):
        far.tickets.update(things.other.id, priority="Low", if_version=things.other.version)


def test_what_is_in_doubt_is_made_sure_of_by_its_key(
    client: Client, far: Client, proxy: LossyProxy, things: Things
) -> None:
    """No answer ever came. The error carries the key, and the same call with it finds what was done."""
    proxy.lose(QUICK.retries + 1)
    with pytest.raises(OutcomeUnknown, match="it may have been done or not") as doubt:
        far.tickets.create("Once", contact_id=things.contact.id)
    again = client.tickets.create("Once", contact_id=things.contact.id, idempotency_key=doubt.value.idempotency_key)
    assert [one.id for one in client.tickets.list(contact_id=things.contact.id) if one.title == "Once"] == [again.id]


def test_a_list_goes_on_though_answers_are_lost(far: Client, proxy: LossyProxy, things: Things) -> None:
    walk = iter(far.tickets.list(contact_id=things.contact.id, per_page=1))
    first = next(walk)
    proxy.lose(2)
    assert [first.id, *(one.id for one in walk)] == [things.other.id, things.ticket.id]
