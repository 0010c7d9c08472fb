"""How answers travel: compressed for those who take it, and open to named origins only."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from deskhand.http.cors import Origins
from tests.cast import Office

DESK, OTHER, STRANGER = "https://desk.example", "https://other.example", "https://elsewhere.example"


@pytest_asyncio.fixture
async def busy(office: Office) -> Office:
    """An office whose list of tickets is worth compressing."""
    for _ in range(3):
        await office.ticket()
    return office


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip, zstd", "zstd"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip; q=0.2, zstd ; q=0.9, br", "zstd"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("br", None),
        ("gzip;q=0", None),
        ("gzip;q=0.000", None),
        ("gzip;q=nonsense", None),
        ("*;q=0", None),
        ("identity", None),
        ("", None),
    ],
)
async def test_a_long_answer_is_compressed_as_the_client_takes_it(
    busy: Office, accepts: str, encoding: str | None
) -> None:
    plain = await busy.api.send("GET", "/tickets", headers={"Accept-Encoding": "identity"})
    answer = await busy.api.send("GET", "/tickets", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("content-encoding") == encoding
    assert answer.json() == plain.json()
    assert answer.headers["etag"] == plain.headers["etag"]
    assert plain.headers["vary"] == answer.headers["vary"] == "accept-encoding"


async def test_a_short_answer_is_not_compressed(office: Office) -> None:
    answer = await office.api.send("GET", "/tickets", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/tickets", "/tickets/1", "/customers"])
async def test_what_was_read_compressed_is_not_sent_again(busy: Office, path: str) -> None:
    first = await busy.api.send("GET", path, headers={"Accept-Encoding": "gzip"})
    tag = first.headers["etag"]
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await busy.api.send("GET", path, headers={"Accept-Encoding": "zstd", "If-None-Match": named})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert (again.headers["vary"], "content-encoding" in again.headers) == ("accept-encoding", False)
    changed = await busy.api.send("GET", path, headers={"If-None-Match": '"other"'})
    assert changed.status_code == 200


async def test_a_compressed_ticket_s_tag_is_good_for_a_change(busy: Office) -> None:
    tag = (await busy.api.send("GET", "/tickets/1", headers={"Accept-Encoding": "gzip"})).headers["etag"]
    changed = await busy.api.send("PUT", "/tickets/1", json={"TicketPriority": "Low"}, headers={"If-Match": tag})
    assert changed.status_code == 200


@pytest.mark.parametrize(("path", "status"), [("/tickets", 200), ("/tickets/1", 200), ("/tickets/9", 404), ("/x", 404)])
async def test_head_is_a_get_without_its_body(busy: Office, path: str, status: int) -> None:
    got, head = await busy.api.send("GET", path), await busy.api.send("HEAD", path)
    assert (head.status_code, head.content) == (got.status_code, b"") == (status, b"")
    assert lasting(head) == lasting(got)
    if status == 200:
        same = await busy.api.send("HEAD", path, headers={"If-None-Match": got.headers["etag"]})
        assert same.status_code == 304


def lasting(answer: httpx.Response) -> dict[str, str]:
    of_the_request = ("x-request-id", "x-ratelimit-remaining", "x-ratelimit-reset")
    return {name: value for name, value in answer.headers.items() if name not in of_the_request}


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/tickets", "GET, HEAD, OPTIONS, POST"),
        ("/tickets/1", "DELETE, GET, HEAD, OPTIONS, POST, PUT"),
        ("/tickets/bulk", "OPTIONS, POST"),
    ],
)
async def test_a_path_says_what_it_takes(office: Office, path: str, allowed: str) -> None:
    asked = await office.api.send("OPTIONS", path)
    assert (asked.status_code, asked.headers["allow"]) == (204, allowed)
    refused = await office.api.send("PATCH", path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
    assert (await office.http.options(f"/api/v3{path}")).status_code == 401
    assert (await office.api.send("OPTIONS", "/nowhere")).status_code == 404


async def test_no_origin_may_call_unless_it_is_named(office: Office) -> None:
    asking = {"Origin": STRANGER, "Access-Control-Request-Method": "GET"}
    for answer in (
        await office.api.send("GET", "/tickets", headers={"Origin": STRANGER}),
        await office.http.options("/api/v3/tickets", headers=asking),
    ):
        assert [name for name in answer.headers if name.startswith("access-control")] == []
        assert "vary" not in answer.headers, "where no origin is named, none makes a difference"


@pytest_asyncio.fixture
async def opened(office: Office, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office whose API two origins may call."""
    monkeypatch.setattr(office.desk.door, "_cors", Origins(f"{DESK}, {OTHER}/"))
    yield office


async def test_a_named_origin_may_ask_without_a_key(opened: Office) -> None:
    """A browser sends no key with its question."""
    asking = {"Origin": OTHER, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-api-key"}
    asked = await opened.http.options("/api/v3/tickets/1", headers=asking)
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers["access-control-allow-origin"] == OTHER
    assert "x-api-key" in asked.headers["access-control-allow-headers"]
    assert "PUT" in asked.headers["access-control-allow-methods"]
    assert asked.headers["vary"] == "origin"
    assert "x-ratelimit-remaining" not in asked.headers, "asking does not count"
    refused = await opened.http.options("/api/v3/tickets/1", headers={**asking, "Origin": STRANGER})
    assert refused.status_code == 401
    assert "access-control-allow-origin" not in refused.headers


async def test_a_named_origin_may_read_every_answer(opened: Office) -> None:
    """Refusals too: a page could not tell a wrong key from a server that is away otherwise."""
    narrow = await opened.client(name="narrow", per_minute=1)
    ticket = await opened.ticket()
    path, key = f"/api/v3/tickets/{ticket['TicketID']}", {"X-API-KEY": opened.api.key}
    fresh = await opened.http.get(path, headers=key)
    answers = [
        fresh,
        await opened.http.get("/api/v3/tickets", headers={"X-API-KEY": narrow.key}),
        await opened.http.get("/api/v3/tickets", headers={"X-API-KEY": "wrong", "Origin": DESK}),
        await opened.http.get("/api/v3/tickets", headers={"X-API-KEY": narrow.key, "Origin": DESK}),
        await opened.http.get("/api/v3/nowhere", headers={**key, "Origin": DESK}),
        await opened.http.patch(path, headers={**key, "Origin": DESK}),
        await opened.http.put(path, headers={**key, "Origin": DESK}, content=b"no JSON"),
        await opened.http.put(path, headers={**key, "Origin": DESK, "If-Match": '"1-1"'}, json={}),
        await opened.http.get(path, headers={**key, "Origin": DESK, "If-None-Match": fresh.headers["etag"]}),
        await opened.http.head(path, headers={**key, "Origin": DESK}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 401, 429, 404, 405, 400, 412, 304, 200]
    for answer in answers:
        assert "origin" in answer.headers["vary"], "a cache keeps each origin's answer for itself"
    for answer in answers[2:]:
        assert answer.headers["access-control-allow-origin"] == DESK
        assert "etag" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", [STRANGER, "null", f"{DESK}.evil.example", DESK.upper(), "http://desk.example"])
async def test_another_origin_may_not(opened: Office, origin: str) -> None:
    answer = await opened.api.send("GET", "/tickets", headers={"Origin": origin})
    assert (answer.status_code, answer.headers["vary"]) == (200, "origin")
    assert "access-control-allow-origin" not in answer.headers


async def test_a_star_names_every_origin(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.desk.door, "_cors", Origins("*"))
    answer = await office.api.send("GET", "/tickets", headers={"Origin": STRANGER})
    assert answer.headers["access-control-allow-origin"] == STRANGER
    assert "access-control-allow-credentials" not in answer.headers
