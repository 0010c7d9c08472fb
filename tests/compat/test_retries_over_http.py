"""Retries over real connections: sixteen at once act once, and a server killed before it answers kept its answer."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from tests.compat.conftest import Account, make_account
from tests.compat.load import Connection, Sent, new_ticket
from tests.servers.deskhand import Server

AT_ONCE = 16
KEYS = 5
OF_THE_REQUEST = {"x-request-id", "x-ratelimit-remaining", "x-ratelimit-reset", "idempotency-replayed", "date"}


async def test_sixteen_at_once_act_once_and_all_get_the_same_answer(account: Account) -> None:
    for number in range(KEYS):
        path, body = "/api/v3/tickets", new_ticket(number, account.cast.acme.id)
        answers = await asyncio.gather(*(retry(account, path, body, f"k-{number}") for _ in range(AT_ONCE)))
        assert {answer.status for answer in answers} == {201}
        assert len({str((answer.answer, lasting(answer))) for answer in answers}) == 1
        assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    with account.client() as client:
        assert client.get("/tickets").json()["totalItems"] == KEYS


async def retry(account: Account, path: str, body: dict[str, Any], key: str) -> Sent:
    async with Connection(account.url, account.key) as connection:
        return await connection.send("POST", path, body, {"Idempotency-Key": key})


def lasting(answer: Sent) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}


async def test_sixteen_different_bodies_under_one_key_act_once(account: Account) -> None:
    bodies = [new_ticket(number, account.cast.acme.id) for number in range(AT_ONCE)]
    answers = await asyncio.gather(*(retry(account, "/api/v3/tickets", body, "one") for body in bodies))
    assert Counter(answer.status for answer in answers) == {201: 1, 409: AT_ONCE - 1}
    with account.client() as client:
        assert client.get("/tickets").json()["totalItems"] == 1


async def test_what_a_killed_server_had_done_is_answered_and_not_done_again(
    fresh_database_url: str, tmp_path: Path
) -> None:
    """The clients never hear the answers: some requests are committed when the server dies, some not yet."""
    with Server(fresh_database_url, folder=tmp_path) as server:
        account = await asyncio.to_thread(make_account, fresh_database_url, server.url, "Brightwater IT")
        bodies = {f"k-{number}": new_ticket(number, account.cast.acme.id) for number in range(AT_ONCE)}
        connections = [await Connection(server.url, account.key).__aenter__() for _ in bodies]
        for connection, (key, body) in zip(connections, bodies.items(), strict=True):
            connection.post("/api/v3/tickets", body, {"Idempotency-Key": key})
        done = await some_are_done(account)
        server.kill()
        for connection in connections:
            await connection.__aexit__()
        await asyncio.to_thread(server.start)
        answers = [await retry(account, "/api/v3/tickets", body, key) for key, body in bodies.items()]
        assert {answer.status for answer in answers} == {201}
        replayed = [answer for answer in answers if "idempotency-replayed" in answer.headers]
        assert len(replayed) >= len(done) > 0
        assert done <= {answer.answer["TicketID"] for answer in replayed}
        with account.client() as client:
            listed = client.get("/tickets", params={"itemsInPage": 50}).json()
        titles = Counter(ticket["TicketTitle"] for ticket in listed["items"])
        assert titles == Counter(body["TicketTitle"] for body in bodies.values())


async def some_are_done(account: Account) -> set[int]:
    """The tickets that are committed, once there are any."""
    async with httpx.AsyncClient(base_url=f"{account.url}/api/v3", headers={"X-API-KEY": account.key}) as client:
        while not (items := (await client.get("/tickets", params={"itemsInPage": 50})).json()["items"]):
            pass
    return {ticket["TicketID"] for ticket in items}
