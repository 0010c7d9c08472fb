"""/mcp is behind the door of the API: key, limits, size, request id, log line; and no page of elsewhere gets in."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cast import ERROR_KEYS
from tests.compat.conftest import Account, make_account
from tests.mcp_server.agent import Way, connected, get, key_with, open_ticket, over_http
from tests.servers.deskhand import Server

LIST_TOOLS = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
TAKEN = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
KNOWN_PAGE = "https://desk.example"


def post(account: Account, body: Any = LIST_TOOLS, **headers: str) -> httpx.Response:
    """One request to /mcp, without a client that knows the protocol."""
    content = body if isinstance(body, bytes) else json.dumps(body)
    said = {**TAKEN, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return httpx.post(f"{account.url}/mcp", content=content, headers=said, timeout=30, verify=False)


def refusal(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The body of an answer that refuses as the API does."""
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    assert set(body) == ERROR_KEYS
    return body


@pytest.mark.parametrize("headers", [{}, {"X_API_KEY": "dh_1_wrong"}, {"Authorization": "Bearer dh_1_wrong"}])
def test_without_a_key_nobody_gets_in(account: Account, headers: dict[str, str]) -> None:
    answer = post(account, **headers)
    assert refusal(answer, 401)["code"] == "unauthorized"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_may_come_in_either_header(account: Account) -> None:
    for headers in ({"X_API_KEY": account.key}, {"Authorization": f"Bearer {account.key}"}):
        answer = post(account, **headers)
        assert answer.status_code == 200
        assert "search_tickets" in answer.text


async def test_of_two_keys_the_one_that_is_known_counts(account: Account) -> None:
    for other in ({"X-API-KEY": "no key at all"}, {"X-API-KEY": "dh_1_wrong"}):
        async with over_http(account.url, account.janes_key, headers=other) as agent:
            _, found = await agent.ask("search_tickets")
            assert found["total"] == 0


def test_every_answer_has_its_request_id_and_its_line_in_the_log(account: Account, server: Server) -> None:
    answer = post(account, X_API_KEY=account.key)
    line = server.line_of(answer.headers["x-request-id"])
    assert (line["route"], line["method"], line["status"]) == ("/mcp", "POST", 200)
    assert line["account"] == account.cast.account_id
    assert int(answer.headers["x-ratelimit-remaining"]) > 0


def test_what_a_tool_does_has_lines_of_its_own(account: Account, server: Server) -> None:
    before = len(server.log_lines())
    call = {"name": "search_tickets", "arguments": {}}
    answer = post(account, {**LIST_TOOLS, "method": "tools/call", "params": call}, X_API_KEY=account.key)
    assert answer.is_success
    server.line_of(answer.headers["x-request-id"])
    routes = [line["route"] for line in server.log_lines()[before:] if line.get("account") == account.cast.account_id]
    assert routes == ["/tickets", "/mcp"]


def test_only_posts_are_taken(account: Account) -> None:
    for method in ("GET", "DELETE", "PUT"):
        answer = httpx.request(method, f"{account.url}/mcp", headers={"X-API-KEY": account.key}, verify=False)
        assert refusal(answer, 405)["code"] == "method_not_allowed"
        assert answer.headers["allow"] == "POST"


def test_a_body_may_be_as_large_as_the_apis_and_no_larger(account: Account) -> None:
    filled = json.dumps(LIST_TOOLS).encode()
    fits = filled + b" " * (8 * 1024 * 1024 - len(filled))
    assert post(account, fits, X_API_KEY=account.key).status_code == 200
    assert refusal(post(account, fits + b" ", X_API_KEY=account.key), 413)["code"] == "body_too_large"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"jsonrpc":"2.0"}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_request_is_told_so(account: Account, body: bytes) -> None:
    answer = post(account, body, X_API_KEY=account.key)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_a_page_of_elsewhere_is_refused(account: Account, origin: str) -> None:
    answer = post(account, X_API_KEY=account.key, Origin=origin)
    assert refusal(answer, 403)["code"] == "foreign_origin"
    assert "access-control-allow-origin" not in answer.headers


def test_a_name_that_is_bound_to_this_machine_gets_no_page_in(account: Account) -> None:
    rebound = post(account, X_API_KEY=account.key, Host="evil.example", Origin="http://evil.example")
    assert refusal(rebound, 403)["code"] == "foreign_origin"


def test_pages_of_the_desk_and_of_named_origins_get_in(fresh_sqlite_url: str, tmp_path: Path) -> None:
    settings = {"DESKHAND_PUBLIC_URL": f"{KNOWN_PAGE}/", "DESKHAND_CORS_ORIGINS": "https://tools.example"}
    with Server(fresh_sqlite_url, folder=tmp_path, DESKHAND_WORKER="off", **settings) as server:
        account = make_account(fresh_sqlite_url, server.url, "pages")
        assert post(account, X_API_KEY=account.key, Origin=KNOWN_PAGE, Host="desk.example").status_code == 200
        named = post(account, X_API_KEY=account.key, Origin="https://tools.example")
        assert named.status_code == 200
        assert named.headers["access-control-allow-origin"] == "https://tools.example"
        asked = {"Origin": "https://tools.example", "Access-Control-Request-Method": "POST"}
        assert httpx.options(f"{account.url}/mcp", headers=asked, verify=False).status_code == 204
        refusal(post(account, X_API_KEY=account.key, Origin="https://desk.example.evil.example"), 403)


async def test_a_desk_behind_a_proxy_answers_under_its_public_name(account: Account) -> None:
    number = open_ticket(account, "Printer")
    with account.client() as api:
        assert api.post(f"/tickets/{number}/attachments", files={"file": ("a.txt", b"a")}).status_code == 201
    async with over_http(account.url, account.janes_key, headers={"Host": "desk.example"}) as agent:
        _, read = await agent.ask("read_ticket", ticket_id=number)
    (file,) = read["untrusted"]["files"]
    assert file["link"].startswith("http://desk.example/attachments/")


async def test_a_key_that_asks_too_often_is_told_how_long_to_wait(own_url: str, account: Account) -> None:
    key = await key_with(own_url, account, per_minute=1)
    call = {**LIST_TOOLS, "method": "tools/call", "params": {"name": "search_tickets", "arguments": {}}}
    called = post(account, call, X_API_KEY=key).json()["result"]
    assert called["isError"]
    assert re.fullmatch(r"Too many requests. Wait \d+ seconds, then do the same again.", called["content"][0]["text"])
    answer = post(account, X_API_KEY=key)
    assert refusal(answer, 429)["code"] == "rate_limited"
    assert int(answer.headers["retry-after"]) > 0


async def test_two_agents_at_once_do_not_mix(way: Way, account: Account, own_url: str, server: Server) -> None:
    other = await asyncio.to_thread(make_account, own_url, server.url, f"other {way.name}")
    mine, theirs = open_ticket(account, "Ours"), open_ticket(other, "Theirs")
    async with connected(way, account) as one, connected(way, other) as two:

        async def work(agent: Any, number: int, text: str) -> None:
            for at in range(10):
                _, found = await agent.ask("search_tickets")
                assert [ticket["untrusted"]["title"] for ticket in found["tickets"]] == [text]
                await agent.ask("comment", ticket_id=number, text=f"{text} {at}")

        await asyncio.gather(work(one, mine, "Ours"), work(two, theirs, "Theirs"), work(one, mine, "Ours"))
    comments = [one["CommentText"] for one in get(account, f"/tickets/{mine}/comments?itemsInPage=50")["items"]]
    assert sorted(comments) == sorted(f"Ours {at}" for at in range(10) for _ in range(2))
    assert len(get(other, f"/tickets/{theirs}/comments")["items"]) == 10


@pytest.mark.parametrize("module", ["deskhand.app", "deskhand_client.cli.mcp", "deskhand_client.cli.main"])
def test_nobody_pays_for_the_mcp_library_before_an_agent_comes(module: str) -> None:
    look = f"import {module}, sys; print([one for one in ('mcp', 'pydantic', 'starlette') if one in sys.modules])"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
