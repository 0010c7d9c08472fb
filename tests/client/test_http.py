"""Requests on the wire: where they go, what they carry, and what httpx's failures mean."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import msgspec
import pytest

from deskhand_client import BadArgument, Client, ConnectionFailed, Patience, Request, UnreadableAnswer, Upload
from deskhand_client.http import written
from deskhand_client.talk import KEY_HEADER, path, query

DESK = "https://desk.example.com/api/v3"
ONCE = Patience(retries=0)


def url_of(request: Request) -> str:
    return str(written(request, DESK, 30)["url"])


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("tickets", f"{DESK}/tickets"),
        ("/tickets", f"{DESK}/tickets"),
        ("//evil.example/x", f"{DESK}/evil.example/x"),
        ("https://evil.example/x", f"{DESK}/https://evil.example/x"),
        ("@evil.example", f"{DESK}/@evil.example"),
    ],
)
def test_whatever_a_path_says_the_key_goes_nowhere_else(said: str, url: str) -> None:
    assert url_of(Request("GET", said)) == url
    assert httpx.URL(url).host == "desk.example.com"


def test_what_is_outside_the_api_is_on_the_same_server() -> None:
    link = Request("GET", "/attachments/1/2/a%20b.txt", {"signature": "a+b"}, outside=True)
    assert url_of(link) == "https://desk.example.com/attachments/1/2/a%20b.txt?signature=a%2Bb"


def test_a_query_is_written_as_the_api_reads_it() -> None:
    asked = query(
        {
            "status": ["Open", "Pending"],
            "ids": (1, 2),
            "text": 'a&b "c" ü',
            "relations": True,
            "since": datetime(2024, 2, 15, 9, tzinfo=UTC),
            "naive": datetime(2024, 2, 15, 9),  # noqa: DTZ001 - what somebody may pass
            "day": date(2024, 2, 15),
            "nothing": None,
        }
    )
    assert asked == {
        "status": "Open,Pending",
        "ids": "1,2",
        "text": 'a&b "c" ü',
        "relations": "true",
        "since": "2024-02-15T09:00:00Z",
        "naive": "2024-02-15T09:00:00Z",
        "day": "2024-02-15",
    }
    assert dict(httpx.URL(url_of(Request("GET", "tickets", asked))).params) == asked


def test_a_name_with_a_slash_stays_one_part() -> None:
    assert path("customvalues", "ticketfield", 5, "On/off site?") == "customvalues/ticketfield/5/On%2Foff%20site%3F"


@pytest.mark.parametrize("part", ["", ".", "..", "\ud800"])
def test_a_part_that_leads_elsewhere_is_refused(part: str) -> None:
    with pytest.raises(BadArgument):
        path("tickets", part)


@pytest.mark.parametrize(
    "request_",
    [
        Request("POST", "tickets", body={"TicketTitle": "\udcff"}),
        Request("GET", "tickets", {"q": "\udcff"}),
        Request("POST", "tickets", headers={KEY_HEADER: "größer"}),
        Request("POST", "tickets", headers={KEY_HEADER: "a\nb"}),
    ],
)
def test_what_cannot_be_sent_is_said_before_anything_is(request_: Request) -> None:
    with pytest.raises(BadArgument):
        written(request_, DESK, 30)


def test_a_file_is_sent_the_same_every_time() -> None:
    """A server knows a repeated request by its body, in which httpx would put a new boundary every time."""
    upload = Request("POST", "x", headers={KEY_HEADER: "k-1"}, upload=Upload("a.txt", b"hello", "text/plain"))
    bodies = {httpx.Request(**written(upload, DESK, 30)).read() for _ in range(3)}
    assert len(bodies) == 1
    assert b'filename="a.txt"' in bodies.pop()


def test_a_long_wait_is_no_lost_connection() -> None:
    timeout = written(Request("GET", "events", waits=20), DESK, 5)["timeout"]
    assert (timeout.read, timeout.connect) == (25, 5)


def client_that(does: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client("https://desk.example.com", "dh_1_x", patience=ONCE, transport=httpx.MockTransport(does))


def raising(error: Exception) -> Callable[[httpx.Request], httpx.Response]:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError("refused"), ConnectionFailed),
        (httpx.ReadTimeout("slow"), ConnectionFailed),
        (httpx.RemoteProtocolError("what?"), ConnectionFailed),
        (httpx.DecodingError("bad gzip"), UnreadableAnswer),
        (httpx.LocalProtocolError("illegal header"), BadArgument),
    ],
)
def test_no_error_of_httpx_comes_through(error: Exception, kind: type[Exception]) -> None:
    with client_that(raising(error)) as client:
        with pytest.raises(kind) as raised:
            client.tickets.get(1)
        assert raised.type is kind
        with pytest.raises(kind):
            list(client.stream(Request("GET", "export")))


def test_every_request_carries_the_key_once() -> None:
    seen: list[httpx.Headers] = []

    def remember(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return httpx.Response(200, json={"TicketID": 1})

    with client_that(remember) as client:
        client.tickets.get(1)
    assert seen[0].get_list("x-api-key") == ["dh_1_x"]
    assert seen[0].get_list("user-agent") == [seen[0]["user-agent"]]
    assert seen[0]["accept"] == "application/json"


def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def redirect(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": "https://evil.example/"})

    with client_that(redirect) as client, pytest.raises(Exception, match=r"use the address https://evil\.example/"):
        client.tickets.get(1)
    assert asked == ["desk.example.com"]


def test_a_body_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, Any] = written(Request("POST", "tickets", body={"TicketTitle": "Ü"}), DESK, 30)
    assert msgspec.json.decode(said["content"]) == {"TicketTitle": "Ü"}
    assert said["headers"]["Content-Type"] == "application/json"
