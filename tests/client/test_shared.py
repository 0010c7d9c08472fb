"""One client for many, a key with a small limit, a server that is killed meanwhile, and a feed that is followed."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest

from deskhand_client import AsyncClient, Client, Patience, RateLimited
from tests.client.things import Desk
from tests.compat.conftest import make_account
from tests.conftest import url_of
from tests.servers.deskhand import Server, run_command

STUBBORN = Patience(retries=200, first=0.05, longest=0.1)


def test_threads_share_a_client(client: Client, desk: Desk) -> None:
    def open_some(thread: int) -> list[int]:
        return [client.tickets.create(f"{thread}-{n}", contact_id=desk.cast.pete.id).id for n in range(10)]

    with ThreadPoolExecutor(8) as pool:
        opened = [number for numbers in pool.map(open_some, range(8)) for number in numbers]
    listed = client.tickets.list(contact_id=desk.cast.pete.id)
    assert sorted(one.id for one in listed) == sorted(opened)
    assert {one.title for one in listed} == {f"{thread}-{n}" for thread in range(8) for n in range(10)}


async def test_tasks_share_a_client(desk: Desk) -> None:
    async with AsyncClient(desk.url, desk.janes_key) as client:
        opened = await asyncio.gather(
            *(client.tickets.create(f"Task {n}", contact_id=desk.cast.mary.id) for n in range(30))
        )
        assert sorted([one.id async for one in client.tickets.list(contact_id=desk.cast.mary.id)]) == sorted(
            one.id for one in opened
        )


@pytest.fixture
def small_key(desk: Desk) -> str:
    """A key that may send five requests a minute."""
    with Client(desk.url, desk.janes_key) as client:
        said = ("--name", "small", "--limit", "5", "--account", client.account.get().name)
    made = run_command("keys", "create", *said, database_url=desk.database_url)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def test_too_many_requests_are_refused_in_words(desk: Desk, small_key: str) -> None:
    with Client(desk.url, small_key, patience=Patience(at_most=0)) as client:
        for _ in range(5):
            client.tickets.list().total()
        with pytest.raises(RateLimited, match="Rate limit") as refused:
            client.tickets.list().total()
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 60


@pytest.mark.full
def test_too_many_requests_are_waited_for_by_all_threads(desk: Desk, small_key: str) -> None:
    """Eight requests with a key for five a minute: three wait until the first are a minute old, and none is refused."""
    began = monotonic()
    with Client(desk.url, small_key) as client, ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(lambda _: client.tickets.list().total(), range(8)))
    assert len(totals) == 8
    assert monotonic() - began >= 59


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Server, Client]]:
    """A server that may be killed, and a client that outlasts it."""
    url = url_of(tmp_path / "own.db")
    with Server(url, folder=tmp_path) as server:
        account = make_account(url, server.url, "Brightwater IT")
        with Client(server.url, account.key, patience=STUBBORN) as client:
            client.customers.list().total()
            yield server, client


def restart(server: Server) -> threading.Thread:
    """Kill it, and start it again while others go on."""
    server.kill()
    starting = threading.Thread(target=server.start)
    starting.start()
    return starting


def test_a_walk_outlasts_a_killed_server(own: tuple[Server, Client]) -> None:
    server, client = own
    customer = next(iter(client.customers.list())).id
    opened = [client.tickets.create(f"T{n}", customer_id=customer).id for n in range(30)]
    walk = iter(client.tickets.list(per_page=4, sort="id"))
    seen = [next(walk).id for _ in range(10)]
    starting = restart(server)
    seen += [one.id for one in walk]
    starting.join()
    assert seen == opened


def test_what_is_opened_while_the_server_is_killed_is_opened_once(own: tuple[Server, Client]) -> None:
    server, client = own
    customer = next(iter(client.customers.list())).id
    some_are_open, titles = threading.Event(), [f"T{n}" for n in range(60)]

    def open_one(title: str) -> int:
        number = client.tickets.create(title, customer_id=customer).id
        some_are_open.set()
        return number

    with ThreadPoolExecutor(4) as pool:
        opening = pool.map(open_one, titles)
        some_are_open.wait()
        starting = restart(server)
        opened = list(opening)
        starting.join()
    listed = {one.id: one.title for one in client.tickets.list()}
    assert Counter(listed.values()) == Counter(titles)
    assert [listed[number] for number in opened] == titles


def test_the_feed_is_followed(client: Client, desk: Desk) -> None:
    feed = client.events(after=client.events.last(), follow=True)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, feed)
        ticket = client.tickets.create("News", contact_id=desk.cast.john.id)
        event = coming.result()
    assert (event.kind, event.ticket_id) == ("ticket.created", ticket.id)


async def test_the_feed_is_followed_by_tasks(desk: Desk) -> None:
    async with AsyncClient(desk.url, desk.janes_key) as client:
        feed = client.events(after=await client.events.last(), follow=True)
        coming = asyncio.ensure_future(anext(feed))
        ticket = await client.tickets.create("News", contact_id=desk.cast.john.id)
        event = await coming
    assert (event.kind, event.ticket_id) == ("ticket.created", ticket.id)


def test_a_short_time_limit_does_not_end_a_long_wait(desk: Desk) -> None:
    """Waiting for news takes as long as was asked for, whatever the client's time limit; nothing is lost by it."""
    with Client(desk.url, desk.janes_key, timeout=0.5, patience=Patience(retries=0)) as client:
        last = client.events.last()
        assert client.events.after(last, wait=2).events == []
