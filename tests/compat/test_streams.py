"""Many open streams on one process: each gets every event, none holds another up, and being idle costs next to nothing."""

import asyncio
import contextlib
import resource
import sqlite3
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
