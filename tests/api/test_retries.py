"""Safe retries: a POST with an Idempotency-Key acts once, and gives its answer again for a day."""

import asyncio
from datetime import timedelta

import pytest

from deskhand.storage import clock
from tests.cast import Office


async def total(office: Office) -> int:
    return int((await office.api.get("/tickets"))["totalItems"])


async def test_five_at_once_act_once_and_all_get_the_same_answer(office: Office) -> None:
    body = {"TicketTitle": "Once", "CustomerID": office.cast.acme.id}
    headers = {"Idempotency-Key": "k-1"}
    sent = [office.api.send("POST", "/tickets", json=body, headers=headers) for _ in range(5)]
    answers = await asyncio.gather(*sent)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert sorted(answer.headers.get("idempotency-replayed", "") for answer in answers) == ["", *["true"] * 4]
    assert await total(office) == 1


async def test_another_body_under_the_same_key_is_refused(office: Office) -> None:
    headers = {"Idempotency-Key": "k-2"}
    body = {"TicketTitle": "First", "CustomerID": office.cast.acme.id}
    await office.api.send("POST", "/tickets", json=body, headers=headers)
    other = await office.api.send("POST", "/tickets", json={**body, "TicketTitle": "Second"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    again = await office.api.send("POST", "/tickets", json=body, headers=headers)
    assert again.json()["TicketTitle"] == "First"
    assert await total(office) == 1


async def test_a_refusal_is_kept_too(office: Office) -> None:
    headers = {"Idempotency-Key": "k-3"}
    body = {"CustomerID": office.cast.acme.id}
    first = await office.api.send("POST", "/tickets", json=body, headers=headers)
    again = await office.api.send("POST", "/tickets", json=body, headers=headers)
    assert first.status_code == again.status_code == 400
    assert first.content == again.content
    assert again.headers["idempotency-replayed"] == "true"


async def test_every_kind_of_post_takes_the_key(office: Office) -> None:
    ticket = await office.api.post("/tickets", {"TicketTitle": "T", "CustomerID": office.cast.acme.id})
    number = ticket["TicketID"]
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:00:00Z"}
    posts = {
        f"/tickets/{number}/comments": {"CommentText": "Hello"},
        f"/tickets/{number}/workhours": {**span, "TechnicianContactID": office.cast.tom.id},
        f"/tickets/{number}": {"TicketPriority": "High"},
        "/customers": {"CustomerName": "New"},
        "/contacts": {"Email": "new@acme.example", "CustomerID": office.cast.acme.id},
        "/technicians": {"Email": "new@brightwater.example"},
    }
    for path, body in posts.items():
        for _ in range(2):
            answer = await office.api.send("POST", path, json=body, headers={"Idempotency-Key": f"k{path}"})
            assert answer.status_code < 300, answer.text
        assert answer.headers["idempotency-replayed"] == "true", path
    assert (await office.api.get(f"/tickets/{number}/comments"))["totalItems"] == 1
    assert (await office.api.get(f"/tickets/{number}/workhours"))["totalItems"] == 1


async def test_keys_are_each_api_key_s_own(office: Office) -> None:
    other = await office.client(name="other")
    body = {"TicketTitle": "Mine", "CustomerID": office.cast.acme.id}
    for client in (office.api, other):
        await client.send("POST", "/tickets", json=body, headers={"Idempotency-Key": "same"})
    assert await total(office) == 2


async def test_after_a_day_the_key_is_new_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"TicketTitle": "Daily", "CustomerID": office.cast.acme.id}
    await office.api.send("POST", "/tickets", json=body, headers={"Idempotency-Key": "daily"})
    now = clock.wall_clock()
    for module in ("sqlite", "postgres", "clock"):
        monkeypatch.setattr(f"deskhand.storage.{module}.wall_clock", lambda: now + timedelta(hours=25))
    later = await office.api.send("POST", "/tickets", json=body, headers={"Idempotency-Key": "daily"})
    assert "idempotency-replayed" not in later.headers
    assert await total(office) == 2


async def test_a_key_over_the_limit_is_refused(office: Office) -> None:
    answer = await office.api.send("POST", "/tickets", json={}, headers={"Idempotency-Key": "x" * 256})
    assert answer.status_code == 400
