"""SIGTERM: what was begun is finished, what was not is refused, and the process ends by itself, quickly, with 0."""

import asyncio
import contextlib
import json
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.compat.conftest import Account, make_account
from tests.compat.load import Connection, Load, Sent
from tests.compat.streams import EVENTS, Listener, listening
from tests.servers.deskhand import Server

SOON = 5.0
USUAL_START = 3.0  # on a machine with nothing else to do
TICKETS = "/api/v3/tickets?itemsInPage=1"


@pytest.fixture
def own_server(fresh_database_url: str, tmp_path: Path) -> Iterator[Server]:
    """A server on a database of its own, which the test may end."""
    with Server(fresh_database_url, folder=tmp_path) as started:
        yield started


@pytest.fixture
def own_account(own_server: Server, fresh_database_url: str) -> Account:
    return make_account(fresh_database_url, own_server.url, "Brightwater IT")


@pytest_asyncio.fixture
async def connection(own_server: Server, own_account: Account) -> AsyncIterator[Connection]:
    async with Connection(own_server.url, own_account.key) as opened:
        yield opened


async def ends_soon(server: Server, signalled: float) -> None:
    """Wait for the process to end, with 0, in time; on a machine so busy that starts take long, in as much more."""
    assert await asyncio.to_thread(server.wait) == 0
    assert time.monotonic() - signalled < SOON * max(1.0, server.started_in / USUAL_START)


def terminated(server: Server) -> float:
    """Send SIGTERM; when it was."""
    server.terminate()
    return time.monotonic()


async def test_under_load_no_answer_is_cut_and_nothing_is_lost(own_server: Server, own_account: Account) -> None:
    async with Load(own_server.url, own_account.key, own_account.cast.acme.id) as load:
        await load.reached(200)
        await ends_soon(own_server, terminated(own_server))

    ends = Counter(sent.end for sent in load.sent)
    assert ends["cut"] == 0
    # A request either was let in, stands in the log and has its whole answer, or was not, and did nothing.
    logged = {
        line["id"]: line["status"] for line in own_server.log_lines() if line.get("route", "").startswith("/tick")
    }
    answered = {sent.headers["x-request-id"]: sent.status for sent in load.sent if sent.end == "whole"}
    assert answered == logged
    assert set(answered.values()) == {200, 201}
    # Every client was told that its connection ends, unless it ended before the next request reached the server.
    assert sum(sent.told_to_close for sent in load.sent) == 16 - ends["silent"]
    assert not await lets_in(own_server)

    own_server.start()
    assert stored(own_account) == {sent.answer["TicketID"]: shown(sent.answer) for sent in load.created}
    assert {sent.answer["TicketID"]: sent.body for sent in load.created} == {
        number: {name: ticket[name] for name in ("TicketTitle", "Description", "TicketPriority", "CustomerID")}
        for number, ticket in stored(own_account).items()
    }


def stored(account: Account) -> dict[int, dict[str, Any]]:
    """Every ticket of the account, read page by page."""
    found: dict[int, dict[str, Any]] = {}
    with account.client() as client:
        page = client.get("/tickets", params={"itemsInPage": 50}).json()
        total = page["totalItems"]
        while True:
            found |= {ticket["TicketID"]: ticket for ticket in page["items"]}
            if not page["nextLink"]:
                break
            page = client.get(page["nextLink"]).json()
    assert len(found) == total
    return found


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    """A create's answer as the ticket alone."""
    return {name: value for name, value in answer.items() if name != "ActionID"}


STREAMS = 100


async def test_open_streams_and_long_polls_end_at_once(own_server: Server, own_account: Account) -> None:
    """Each is told when to come again, even though some do not listen; what is under way is finished."""
    body = create("Slow line", own_account)
    async with (
        listening(STREAMS, lambda: Listener(own_server.url, own_account.key, 10**6)) as listeners,
        contextlib.AsyncExitStack() as stack,
    ):
        polls = [await stack.enter_async_context(Connection(own_server.url, own_account.key)) for _ in range(STREAMS)]
        for poll in polls:
            poll.writer.write(poll.head("GET", f"{EVENTS}?after=1000000&wait=60", 0))
        late = await stack.enter_async_context(Connection(own_server.url, own_account.key))
        late.writer.write(late.head("POST", "/api/v3/tickets", len(body)) + body[:10])
        await until_taken_in(own_server)
        signalled = terminated(own_server)
        await until_closed(own_server)
        late.writer.write(body[10:])
        answers = await asyncio.gather(*(poll.answer() for poll in polls))
        assert {(a.end, a.status, a.told_to_close, a.headers["retry-after"]) for a in answers} == {
            ("whole", 200, True, "2")
        }
        assert all(a.answer == {"items": [], "last": 1_000_000} for a in answers)
        assert {await listener.rest() for listener in listeners} == {b"retry: 2000\n"}
        assert (await late.answer()).status == 201
        await ends_soon(own_server, signalled)
    assert [line for line in own_server.log_lines() if line.get("level") == "error"] == []


async def test_streams_that_nobody_reads_hold_nobody_up(own_server: Server, own_account: Account) -> None:
    """Their connections are full of events, so that not even the hint can be sent."""
    async with (
        httpx.AsyncClient(base_url=f"{own_server.url}/api/v3", headers={"X-API-KEY": own_account.key}) as client,
        listening(10, lambda: Listener(own_server.url, own_account.key, 0, buffer=8192)),
        listening(1, lambda: Listener(own_server.url, own_account.key, 0)) as listeners,
    ):
        tickets = [{"TicketTitle": "Many", "CustomerID": own_account.cast.acme.id}] * 500
        await client.post("/tickets/bulk", json={"items": tickets}, timeout=60)
        for _ in range(500):
            await listeners[0].event()
        await ends_soon(own_server, terminated(own_server))


# What follows is no matter of the database.
sqlite_only = pytest.mark.parametrize("fresh_database_url", ["sqlite"], indirect=True)


@sqlite_only
async def test_an_idle_connection_is_closed(own_server: Server, connection: Connection) -> None:
    assert (await connection.send("GET", TICKETS)).acknowledged
    signalled = terminated(own_server)
    assert await connection.at_end()
    await ends_soon(own_server, signalled)


@sqlite_only
async def test_a_request_on_an_open_connection_is_still_answered(own_server: Server, connection: Connection) -> None:
    """Its answer says that the connection ends; by then nobody new gets in."""
    assert not (await connection.send("GET", TICKETS)).told_to_close
    signalled = terminated(own_server)
    last: Sent
    while not (last := await connection.send("GET", TICKETS)).told_to_close:
        assert last.acknowledged
    assert last.acknowledged
    assert not await lets_in(own_server)
    assert await connection.at_end()
    await ends_soon(own_server, signalled)


@sqlite_only
async def test_a_request_that_is_still_coming_in_is_waited_for(
    own_server: Server, own_account: Account, connection: Connection
) -> None:
    body = create("Slow line", own_account)
    connection.writer.write(connection.head("POST", "/api/v3/tickets", len(body)) + body[:10])
    await until_taken_in(own_server)
    signalled = terminated(own_server)
    await until_closed(own_server)
    connection.writer.write(body[10:])
    created = await connection.answer()
    assert (created.status, created.told_to_close) == (201, True)
    await ends_soon(own_server, signalled)


@sqlite_only
async def test_a_request_that_never_comes_in_holds_nobody_up(own_server: Server, connection: Connection) -> None:
    connection.writer.write(connection.head("POST", "/api/v3/tickets", 100) + b"{")
    await until_taken_in(own_server)
    signalled = terminated(own_server)
    assert_put_off(await connection.answer())
    await ends_soon(own_server, signalled)


@sqlite_only
async def test_a_request_that_waits_for_a_lock_is_answered(
    own_server: Server, own_account: Account, connection: Connection, fresh_database_url: str
) -> None:
    """Another process holds the database; whoever waits for it is told to come again."""
    body = create("Behind a lock", own_account)
    with closing(sqlite3.connect(fresh_database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.writer.write(connection.head("POST", "/api/v3/tickets", len(body)) + body)
        await until_taken_in(own_server)
        signalled = terminated(own_server)
        assert_put_off(await connection.answer())
        await ends_soon(own_server, signalled)


def create(title: str, account: Account) -> bytes:
    return json.dumps({"TicketTitle": title, "CustomerID": account.cast.acme.id}).encode()


def assert_put_off(answer: Sent) -> None:
    """The request was not served, and its client knows that it may send it again."""
    assert (answer.end, answer.status, answer.told_to_close) == ("whole", 503, True)
    assert answer.headers["retry-after"] == "1"
    assert answer.answer["status"] == 503


async def until_taken_in(server: Server) -> None:
    """Wait until the server has read what was sent before: it has by the time it answers somebody who came later."""
    async with httpx.AsyncClient(base_url=server.url, verify=False) as client:
        for _ in range(2):
            assert (await client.get("/healthz")).status_code == 200


async def lets_in(server: Server) -> bool:
    """Whether the server takes new connections."""
    try:
        async with Connection(server.url, ""):
            return True
    except OSError:
        return False


async def until_closed(server: Server) -> None:
    """Wait until the server takes no new connections."""
    while await lets_in(server):  # noqa: ASYNC110 - it is another process
        await asyncio.sleep(0.01)
