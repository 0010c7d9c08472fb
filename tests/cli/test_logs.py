"""What a running server logs: one line a request, and never a key or a body."""

import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.conftest import Run, founded
from tests.servers.deskhand import Server

SECRET = "gEh3im-body-text"


@pytest.fixture(params=["json", "text"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(run: Run, fresh_sqlite_url: str, tmp_path: Path, form: str) -> Iterator[Server]:
    founded(run, fresh_sqlite_url)
    with Server(fresh_sqlite_url, folder=tmp_path, DESKHAND_LOG_FORMAT=form) as started:
        yield started


@pytest.fixture
def key(run: Run, server: Server, fresh_sqlite_url: str) -> str:
    return str(run("keys", "create", "--name", "night shift", "--database", fresh_sqlite_url).stdout.strip())


def requests(server: Server) -> list[dict[str, Any]]:
    """The log's lines on requests to the API, once the process has ended and every line is written."""
    assert server.stop() == 0
    return [line for line in server.log_lines() if line["event"] == "request" and line["route"] != "/readyz"]


@pytest.mark.parametrize("form", ["json"])
def test_a_line_a_request(server: Server, key: str) -> None:
    with httpx.Client(base_url=f"{server.url}/api/v3", headers={"X-API-KEY": key}, verify=False) as client:
        customer = client.post("/customers", json={"CustomerName": SECRET}).json()["CustomerID"]
        sent = [
            client.post("/Tickets", json={"TicketTitle": SECRET, "CustomerID": customer}),
            client.get("/tickets/1", params={"note": SECRET}),
            client.get("/tickets/abc"),
            client.get("/tickets/77/comments"),
            client.put("/nowhere"),
            client.get("/tickets", headers={"X-API-KEY": f"dh_1_{SECRET}"}),
            client.get("/tickets", headers={"X-API-KEY": "", "Authorization": f"Bearer {key}"}),
        ]
    lines = requests(server)[1:]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/tickets", 201),
        ("GET", "/tickets/{ticket_id}", 200),
        ("GET", "/tickets/{ticket_id}", 400),
        ("GET", "/tickets/{ticket_id}/comments", 404),
        ("PUT", "/api/v3/nowhere", 404),
        ("GET", "/api/v3/tickets", 401),
        ("GET", "/tickets", 200),
    ]
    assert [line["id"] for line in lines] == [answer.headers["x-request-id"] for answer in sent]
    assert [(line["account"], line["key"]) for line in lines] == [(1, "night shift")] * 5 + [(None, None)] + [
        (1, "night shift")
    ]
    assert all(0 < line["ms"] < 60_000 and line["level"] == "info" for line in lines)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["timestamp"]) for line in lines)
    written = server.log.read_text()
    assert SECRET not in written
    assert key not in written
    assert key[5:] not in written


def test_a_key_or_a_line_in_a_path_is_not_repeated(server: Server, key: str) -> None:
    with httpx.Client(base_url=server.url, headers={"X-API-KEY": key}, verify=False) as client:
        for path in (
            f"/api/v3/tickets/{key}",
            f"/api/v3/{key}",
            f"/{key.upper()}/x",
            "/a%0A2026-11-23%20[info]%20forged",
        ):
            assert client.get(path).status_code in (400, 404)
    assert server.stop() == 0
    written = server.log.read_text()
    assert key[5:].lower() not in written.lower()
    assert not any(line.startswith("2026-11-23 [info] forged") for line in written.splitlines())


def test_a_failure_is_logged_without_what_was_sent(server: Server, key: str, fresh_sqlite_url: str) -> None:
    """The traceback names places, not the values that were there."""
    with closing(sqlite3.connect(fresh_sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("ALTER TABLE customer RENAME COLUMN notes TO remarks")
    with httpx.Client(base_url=f"{server.url}/api/v3", headers={"X-API-KEY": key}, verify=False) as client:
        answer = client.post("/customers", json={"CustomerName": SECRET})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert SECRET not in answer.text
    assert server.stop() == 0
    written = server.log.read_text()
    assert "Traceback (most recent call last)" in written
    assert answer.headers["x-request-id"] in written
    assert SECRET not in written
    assert key[5:] not in written


@pytest.mark.parametrize("form", ["json"])
def test_what_libraries_log_has_the_same_form(server: Server) -> None:
    with closing(socket.create_connection(("127.0.0.1", server.port))) as raw:
        raw.sendall(b"this is no HTTP\r\n\r\n")
        assert raw.recv(1000).startswith(b"HTTP/1.1 400")
    assert server.stop() == 0
    assert {line["event"] for line in server.log_lines()} >= {"Invalid HTTP request received."}
