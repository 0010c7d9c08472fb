"""Every POST of the API under an Idempotency-Key: it acts once, and its answer is given again as it was."""

import asyncio
import secrets
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import pytest

from deskhand.auth.rate_limit import RateLimit
from deskhand.storage.engine import Tx
from deskhand.storage.errors import Busy
from tests.api.state import files, state
from tests.api.walk import STEPS, Step, Things, content_of, make_things, path_of, status_of
from tests.cast import Client, Office, make_cast, make_key

POSTS = [step for step in STEPS if step.method == "POST" and step.route.writer is not None]
# A POST only because what it asks for is long: it is read anew each time.
READS = [step for step in STEPS if step.method == "POST" and step.route.writer is None]
OF_THE_REQUEST = {"x-request-id", "x-ratelimit-remaining", "x-ratelimit-reset", "idempotency-replayed"}


async def send(api: Client, step: Step, things: Things, key: str) -> httpx.Response:
    headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
    return await api.send(step.method, path_of(step, things), content=content_of(step, things), headers=headers)


def lasting(answer: httpx.Response) -> dict[str, str]:
    """An answer's headers without those that speak of the very request."""
    return {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}


async def test_every_retried_post_acts_once_and_gets_the_same_answer(office: Office) -> None:
    things = await make_things(office.api, office.cast)
    for step in POSTS:
        sent = {"content": content_of(step, things), "headers": {"Idempotency-Key": str(step)}}
        first = await office.api.send("POST", path_of(step, things), **sent)
        assert first.status_code == status_of(step), f"{step}: {first.text}"
        assert "idempotency-replayed" not in first.headers, step
        done = await state(office)
        again = await office.api.send("POST", path_of(step, things), **sent)
        assert again.headers.get("idempotency-replayed") == "true", f"{step}: {again.text}"
        assert (again.status_code, again.content, lasting(again)) == (
            first.status_code,
            first.content,
            lasting(first),
        ), step
        assert await state(office) == done, f"{step} acted again"


async def test_a_post_that_reads_leaves_nothing(office: Office) -> None:
    things = await make_things(office.api, office.cast)
    before = await state(office)
    for step in READS:
        for _ in range(2):
            assert (await send(office.api, step, things, "read")).is_success, step
    assert await state(office) == before


async def test_an_upload_sent_five_times_at_once_is_stored_once(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    sent = {"json": {"Name": "a.txt", "ContentBased64": "YQ=="}, "headers": {"Idempotency-Key": "once"}}
    path = f"/tickets/{number}/attachments"
    answers = await asyncio.gather(*(office.api.send("POST", path, **sent) for _ in range(5)))
    assert len({answer.content for answer in answers}) == 1
    assert len(await office.api.get(path)) == files(office) == 1


async def test_an_upload_that_is_refused_at_last_leaves_no_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = (await office.ticket())["TicketID"]
    monkeypatch.setattr(office.engine.engine, "transaction", busy)  # type: ignore[attr-defined]
    answer = await office.api.send(
        "POST", f"/tickets/{number}/attachments", json={"Name": "a", "ContentBased64": "YQ=="}
    )
    assert (answer.status_code, files(office)) == (503, 0)


async def test_a_key_of_another_api_key_or_account_is_another_key(office: Office) -> None:
    other = await office.client(name="other")
    rival = await make_cast(office.engine, f"Rival {secrets.token_hex(6)}")
    theirs = Client(office.http, await make_key(office.engine, rival.account_id))
    body = {"TicketTitle": "Same", "EndUserEmail": "same@somewhere.example"}
    for client in (office.api, other, theirs):
        answer = await client.send("POST", "/tickets", json=body, headers={"Idempotency-Key": "same"})
        assert (answer.status_code, "idempotency-replayed" in answer.headers) == (201, False)
    assert (await office.api.get("/tickets"))["totalItems"] == 2
    assert (await theirs.get("/tickets"))["totalItems"] == 1


async def test_a_key_on_anything_but_a_post_says_nothing(office: Office) -> None:
    """PUT and DELETE say what shall be, so sending one again does no harm, and each acts."""
    number = (await office.ticket())["TicketID"]
    headers = {"Idempotency-Key": "put"}
    for title in ("One", "Two"):
        answer = await office.api.send("PUT", f"/tickets/{number}", json={"TicketTitle": title}, headers=headers)
        assert (answer.json()["TicketTitle"], "idempotency-replayed" in answer.headers) == (title, False)
    gone = [await office.api.send("DELETE", f"/tickets/{number}", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in gone] == [200, 404]


@pytest.mark.parametrize(("path", "status"), [("/tickets", 400), ("/tickets/999999/comments", 404)])
async def test_a_refusal_is_given_again(office: Office, path: str, status: int) -> None:
    sent = {"json": {"CommentText": "Hello"}, "headers": {"Idempotency-Key": "refused"}}
    first, again = [await office.api.send("POST", path, **sent) for _ in range(2)]
    assert first.status_code == again.status_code == status
    assert first.content == again.content
    assert again.headers["idempotency-replayed"] == "true"


def busy(account_id: int) -> AbstractAsyncContextManager[Tx]:
    raise Busy("somebody else writes")


async def test_what_was_put_off_acts_when_it_comes_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a full minute nor a busy database is an answer to what was asked."""
    api = await office.client(name="narrow", per_minute=1)
    await api.get("/tickets")
    sent: dict[str, Any] = {
        "json": {"TicketTitle": "T", "CustomerID": office.cast.acme.id},
        "headers": {"Idempotency-Key": "off"},
    }
    assert (await api.send("POST", "/tickets", **sent)).status_code == 429
    monkeypatch.setattr(office.desk.admittance, "_limit", RateLimit())
    with monkeypatch.context() as away:
        away.setattr(office.engine.engine, "transaction", busy)  # type: ignore[attr-defined]
        assert (await api.send("POST", "/tickets", **sent)).status_code == 503
    monkeypatch.setattr(office.desk.admittance, "_limit", RateLimit())
    acted = await api.send("POST", "/tickets", **sent)
    assert (acted.status_code, "idempotency-replayed" in acted.headers) == (201, False)
