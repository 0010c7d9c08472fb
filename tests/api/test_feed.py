"""The change feed: gap-free, in order, waited for or streamed, and without what a key may not see."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from deskhand.auth.api_keys import revoke_key
from deskhand.core.actor import system
from deskhand.http.streams import Stream
from tests.cast import Client, Office


async def follow(api: Client, after: int = 0, **query: Any) -> tuple[list[dict[str, Any]], int]:
    told = await api.get("/events", after=after, limit=500, **query)
    return told["items"], told["last"]


async def test_the_feed_tells_everything_once_and_in_order(office: Office) -> None:
    _, start = await follow(office.api)
    made = await office.api.post("/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id})
    await office.api.put(f"/tickets/{made['TicketID']}", {"TicketStatus": "Closed", "TicketPriority": "High"})
    await office.api.delete(f"/tickets/{made['TicketID']}")
    items, last = await follow(office.api, start)
    assert [item["Seq"] for item in items] == list(range(start + 1, last + 1))
    assert [item["Kind"] for item in items] == [
        "ticket.created",
        "ticket.changed",
        "ticket.status_changed",
        "ticket.status_changed",
        "ticket.deleted",
    ]
    assert items[1]["Changes"] == {"TicketPriority": {"Before": "Medium", "After": "High"}}
    assert {item["TicketID"] for item in items} == {made["TicketID"]}
    assert await follow(office.api, last) == ([], last)


async def test_one_who_wants_only_what_is_to_come_asks_for_the_latest(office: Office) -> None:
    _, last = await follow(office.api)
    assert await office.api.get("/events", latest="true") == {"items": [], "last": last}
    await office.api.post("/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id})
    assert (await office.api.get("/events", latest="true"))["last"] == last + 1


async def test_a_long_poll_ends_with_the_first_event(office: Office) -> None:
    _, start = await follow(office.api)
    waiting = asyncio.create_task(follow(office.api, start, wait=30))
    await asyncio.sleep(0)
    await office.api.post("/tickets", {"TicketTitle": "Awaited", "CustomerID": office.cast.acme.id})
    async with asyncio.timeout(10):
        items, _ = await waiting
    assert [item["Kind"] for item in items] == ["ticket.created"]


async def test_a_long_poll_without_an_event_ends_with_nothing(office: Office) -> None:
    _, start = await follow(office.api)
    assert await follow(office.api, start, wait=1) == ([], start)


async def test_a_key_sees_only_events_of_nouns_it_may_read(office: Office) -> None:
    _, start = await follow(office.api)
    made = await office.api.post("/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id})
    await office.api.post(f"/tickets/{made['TicketID']}/comments", {"CommentText": "A note"})
    await office.api.post("/customers", {"CustomerName": "Another"})
    narrow = await office.client(scopes=("events:read", "tickets:read"))
    items, last = await follow(narrow, start)
    assert [item["Kind"] for item in items] == ["ticket.created"]
    assert last == (await follow(office.api, start))[1], "the feed goes on past what is not shown"


async def test_without_the_scope_there_is_no_feed(office: Office) -> None:
    await (await office.client(scopes=("tickets:read",))).get("/events", 403)


@pytest.mark.parametrize("after", ["x", "-1", "1.5"])
async def test_a_sequence_that_is_none_is_refused(office: Office, after: str) -> None:
    await office.api.get("/events", 400, after=after)


async def test_a_stream_brings_events_as_they_happen_and_goes_on_after_the_last_one_seen(office: Office) -> None:
    _, start = await follow(office.api)
    made = await office.api.post("/tickets", {"TicketTitle": "Before", "CustomerID": office.cast.acme.id})
    got = await streamed(office, start, until=b"ticket.status_changed", then=lambda: resolve(office, made["TicketID"]))
    assert got.startswith(b"retry: ")
    assert got.index(b"event: ticket.created") < got.index(b"event: ticket.status_changed")
    assert b"id: %d\n" % (start + 1) in got


async def resolve(office: Office, number: int) -> None:
    await office.api.put(f"/tickets/{number}", {"TicketStatus": "Resolved"})


async def streamed(office: Office, last_seen: int, *, until: bytes, then: Any) -> bytes:
    """What the stream says until some bytes appear; `then` runs once it has begun to speak."""
    got = bytearray()
    spoke, enough = asyncio.Event(), asyncio.Event()
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/v3/events",
        "raw_path": b"/api/v3/events",
        "query_string": b"",
        "headers": [
            (b"x-api-key", office.api.key.encode()),
            (b"accept", b"text/event-stream"),
            (b"accept-encoding", b"gzip"),
            (b"last-event-id", str(last_seen).encode()),
        ],
    }

    async def receive() -> dict[str, Any]:
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            assert (b"content-type", b"text/event-stream") in message["headers"]
            assert not any(name == b"content-encoding" for name, _ in message["headers"]), "streams are not compressed"
        got.extend(message.get("body", b""))
        if b"data:" in got:
            spoke.set()
        if until in got:
            enough.set()

    serving = asyncio.create_task(office.desk.door(scope, receive, send))
    async with asyncio.timeout(20):
        await spoke.wait()
        await then()
        await serving
    return bytes(got)


async def test_a_stream_ends_at_once_when_the_server_is_about_to_stop(office: Office) -> None:
    headers = {"X-API-KEY": office.api.key, "Accept": "text/event-stream"}
    waiting = asyncio.create_task(office.http.get("/api/v3/events?after=999999", headers=headers))
    polling = asyncio.create_task(office.api.get("/events", after=999999, wait=60))
    await asyncio.sleep(0.1)
    office.desk.door.drain()
    async with asyncio.timeout(5):
        answer: httpx.Response = await waiting
        assert (await polling)["items"] == []
    assert answer.text.endswith("retry: 2000\n\n")


async def test_a_revoked_key_ends_its_streams_and_polls_before_another_event(office: Office) -> None:
    """Neither looks at its key while nothing happens; that the key was revoked is itself something that happens."""
    _, start = await follow(office.api)
    key = await office.client(name="soon gone", scopes=("events:read", "tickets:read"))
    waiting = asyncio.create_task(key.send("GET", f"/events?after={start}&wait=60"))
    headers = {"Accept": "text/event-stream", "Last-Event-ID": str(start)}
    streaming = asyncio.create_task(key.send("GET", "/events", headers=headers))
    await asyncio.sleep(0.1)
    async with office.engine.transaction(office.cast.account_id) as tx:
        await revoke_key(tx, system(tx.account_id), await newest_key(office))
    await office.api.post("/tickets", {"TicketTitle": "Not for you", "CustomerID": office.cast.acme.id})
    async with asyncio.timeout(10):
        assert (await waiting).status_code == 401
        told = await streaming
    assert (told.status_code, told.text) == (200, "retry: 2000\n\n")


async def newest_key(office: Office) -> int:
    events = (await office.api.get("/events", limit=500))["items"]
    return max(int(event["ThingID"]) for event in events if event["Kind"] == "key.created")


async def test_what_others_write_is_found_without_being_told(office: Office) -> None:
    """Another process's notification may be lost: the account's log is looked at all the same."""
    _, start = await follow(office.api)
    waiting = [asyncio.create_task(follow(office.api, start, wait=60)) for _ in range(3)]
    await asyncio.sleep(0.1)
    office.engine.wakes.watches, watches = {}, office.engine.wakes.watches
    await office.api.post("/tickets", {"TicketTitle": "From elsewhere", "CustomerID": office.cast.acme.id})
    office.engine.wakes.watches = watches
    async with asyncio.timeout(30):
        for items, _ in await asyncio.gather(*waiting):
            assert [item["Kind"] for item in items] == ["ticket.created"]


async def test_a_client_that_does_not_read_is_not_read_for(office: Office) -> None:
    """While the network takes nothing, nothing is made to be kept for it."""
    made, blocked = [], asyncio.Event()

    async def parts() -> AsyncGenerator[bytes, None]:
        while True:
            made.append(1)
            yield b"data: much\n\n"

    async def send(message: Any) -> None:
        if b"data" in message.get("body", b""):
            blocked.set()
            await asyncio.Event().wait()

    async def receive() -> dict[str, Any]:
        await blocked.wait()
        for _ in range(10):
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    await Stream(parts, asyncio.Event()).send_to(receive, send)
    assert made == [1]
