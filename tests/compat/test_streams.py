"""Many open streams on one process: each gets every event, and none holds another up or makes the server grow."""

import asyncio
import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.compat.conftest import Account, make_account
from tests.compat.load import new_ticket
from tests.compat.streams import Listener, listening
from tests.servers.deskhand import Server

SOFT = 256


@pytest.fixture
def files() -> Iterator[None]:
    """As many open files as this process may have: it holds the other ends of the streams."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextlib.contextmanager
def few_files() -> Iterator[None]:
    """A server that is started here begins with a low soft limit, as a shell gives it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (SOFT, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_each_of_300_streams_gets_each_event(fresh_database_url: str, tmp_path: Path, files: None) -> None:
    await check_streams(fresh_database_url, tmp_path, 300)


@pytest.mark.full
async def test_each_of_1000_streams_gets_each_event(fresh_database_url: str, tmp_path: Path, files: None) -> None:
    await check_streams(fresh_database_url, tmp_path, 1_000)


async def check_streams(database_url: str, folder: Path, count: int) -> None:
    """Open so many streams on a server that began with fewer files, and see each get the same events in order."""
    assert count > SOFT
    server = Server(database_url, folder=folder)
    with few_files():
        server.start()
    with contextlib.closing(Stopping(server)):
        account = await asyncio.to_thread(make_account, database_url, server.url, "Brightwater IT")
        async with httpx.AsyncClient(base_url=f"{server.url}/api/v3", headers={"X-API-KEY": account.key}) as client:
            last = (await client.get("/events", params={"limit": 500})).json()["last"]
            async with listening(count, lambda: Listener(server.url, account.key, last)) as listeners:
                sent = asyncio.create_task(some_tickets(client, account, 3))
                told = await asyncio.gather(*(events(listener, 9) for listener in listeners))
                await sent
        expected = [(last + n, kind) for n, kind in enumerate(KINDS * 3, 1)]
        assert all([(event["Seq"], event["Kind"]) for event in one] == expected for one in told)


STALLED = 20
MUCH = 500
# What the stalled streams leave unread is twice that in the longer case.
MOST_MEMORY = 50 * 2**20


async def test_a_client_that_does_not_read_holds_up_itself_alone(server: Server, account: Account) -> None:
    await check_stalled(server, account, 1)


@pytest.mark.full
async def test_the_server_keeps_nothing_for_clients_that_do_not_read(server: Server, account: Account) -> None:
    await check_stalled(server, account, 12)


async def check_stalled(server: Server, account: Account, bulks: int) -> None:
    """Open tickets while some streams are not read: the others get every event, and the server does not grow."""
    async with (
        httpx.AsyncClient(base_url=f"{server.url}/api/v3", headers={"X-API-KEY": account.key}, timeout=60) as client,
        listening(STALLED, lambda: Listener(server.url, account.key, 0, buffer=8192)) as stalled,
        listening(3, lambda: Listener(server.url, account.key, 0)) as listeners,
    ):
        before = memory(server)
        reading = asyncio.create_task(read_through(listeners, MUCH * bulks))
        for first in range(bulks):
            tickets = [new_ticket(first * MUCH + n, account.cast.acme.id) for n in range(MUCH)]
            answer = await client.post("/tickets/bulk", json={"items": tickets})
            assert answer.json()["Succeeded"] == MUCH
        told = await reading
        assert memory(server) - before < MOST_MEMORY
        # Whoever reads at last has missed nothing.
        assert await read_through(stalled[:1], MUCH * bulks) == told[:1]


async def read_through(listeners: list[Listener], tickets: int) -> list[list[int]]:
    """Read until so many tickets were opened; the sequences of all events, which have no gaps."""

    async def read(listener: Listener) -> list[int]:
        sequences, opened = [], 0
        while opened < tickets:
            event = await listener.event()
            sequences.append(event["Seq"])
            opened += event["Kind"] == "ticket.created"
        return sequences

    async with asyncio.timeout(120):
        told = await asyncio.gather(*map(read, listeners))
    assert all(one == list(range(1, len(one) + 1)) for one in told)
    return told


def memory(server: Server) -> int:
    """The bytes that the server's process occupies."""
    assert server.process is not None
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


class Stopping:
    """A started server, killed when closed."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def close(self) -> None:
        if self.server.process is not None and self.server.process.poll() is None:
            self.server.kill()


KINDS = ["ticket.created", "ticket.changed", "ticket.deleted"]


async def some_tickets(client: httpx.AsyncClient, account: Account, count: int) -> None:
    """Tickets that are opened, changed and deleted, one after the other."""
    for number in range(count):
        made = (await client.post("/tickets", json=new_ticket(number, account.cast.acme.id))).json()
        path = f"/tickets/{made['TicketID']}"
        assert (await client.put(path, json={"TicketTitle": "Another"})).status_code == 200
        assert (await client.delete(path)).status_code == 200


async def events(listener: Listener, count: int) -> list[dict[str, Any]]:
    """The next events of a stream."""
    async with asyncio.timeout(60):
        return [await listener.event() for _ in range(count)]
