"""An export that nobody reads, or whose reader leaves, holds nobody else up and keeps nothing."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from deskhand.http import streams
from deskhand.http.streams import Download
from tests.compat.conftest import Account, make_account
from tests.conftest import url_of
from tests.servers.deskhand import Server

# More than what lies between a server and a client that does not read.
LARGE, HOW_MANY = "words " * 150_000, 12


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Account]]:
    """A server on SQLite, whose few readers are shared by searches and exports, with much to export."""
    folder = tmp_path_factory.mktemp("large")
    url = url_of(folder / "d.db")
    with Server(url, folder=folder, DESKHAND_WORKER="off") as server:
        account = make_account(url, server.url, "Large")
        with account.client() as api:
            for number in range(HOW_MANY):
                body = {"TicketTitle": f"No {number}", "Description": LARGE, "CustomerID": account.cast.acme.id}
                api.post("/tickets", json=body).raise_for_status()
        yield server, account


@contextlib.contextmanager
def unread(server: Server, account: Account) -> Iterator[bytes]:
    """An export that was asked for, and of which nothing is read but how it was answered."""
    where = urlsplit(server.url)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        line.connect((where.hostname, where.port))
        line.sendall(f"GET /api/v3/export HTTP/1.1\r\nHost: x\r\nX-API-KEY: {account.key}\r\n\r\n".encode())
        yield line.recv(200).split(b"\r\n")[0]


def whole(account: Account) -> httpx.Response:
    with account.client() as api:
        return api.get("/export")


def test_whoever_does_not_read_holds_up_no_search_and_only_other_exports(desk: tuple[Server, Account]) -> None:
    server, account = desk
    with unread(server, account) as answered:
        assert answered == b"HTTP/1.1 200 OK"
        for _ in range(2):
            refused = whole(account)
            assert (refused.status_code, refused.json()["code"]) == (409, "export_under_way")
        with account.client() as api:
            assert api.get("/tickets", params={"q": "words"}).json()["totalItems"] == HOW_MANY


def test_when_the_reader_has_left_the_next_one_gets_all(desk: tuple[Server, Account]) -> None:
    server, account = desk
    with unread(server, account):
        pass
    answer = _patiently(account)
    assert answer.status_code == 200
    assert answer.text.endswith("}\n")
    assert '{"end":' in answer.text.splitlines()[-1]


def _patiently(account: Account) -> httpx.Response:
    """The export as soon as the server has noticed that the one before has left."""
    while (answer := whole(account)).status_code == 409:
        pass
    return answer


def test_a_server_that_stops_breaks_it_off_and_stops_in_time(tmp_path: Path) -> None:
    url = url_of(tmp_path / "d.db")
    server = Server(url, folder=tmp_path, DESKHAND_WORKER="off").start()
    account = make_account(url, server.url, "Stopped")
    with account.client() as api:
        for number in range(HOW_MANY):
            body = {"TicketTitle": f"No {number}", "Description": LARGE, "CustomerID": account.cast.acme.id}
            api.post("/tickets", json=body).raise_for_status()
    with unread(server, account):
        server.stop()
    assert server.process is None or server.process.returncode == 0
    assert "Traceback" not in server.log.read_text()


async def test_a_client_that_takes_nothing_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "STALLED", 0.01)
    closed, ended = asyncio.Event(), []

    async def parts() -> AsyncGenerator[bytes, None]:
        try:
            yield b"part"
        finally:
            closed.set()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            ended.append(not message.get("more_body"))
            await asyncio.Event().wait()

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    await Download("text/plain", parts, asyncio.Event()).send_to(receive, send)  # type: ignore[arg-type]
    assert closed.is_set()
    assert ended == [False]  # no proper end was sent
