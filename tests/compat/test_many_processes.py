"""Several server processes on one PostgreSQL: what one of them writes reaches whoever waits at another."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compat.conftest import Account, make_account
from tests.compat.load import Connection, Sent, new_ticket
from tests.compat.streams import EVENTS, Listener
from tests.servers.deskhand import Server


@pytest.fixture
def two_servers(fresh_postgres_url: str, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    with Server(fresh_postgres_url, folder=tmp_path) as one, Server(fresh_postgres_url, folder=tmp_path) as other:
        yield one, other


@pytest.fixture
def shared(two_servers: tuple[Server, Server], fresh_postgres_url: str) -> Account:
    return make_account(fresh_postgres_url, two_servers[0].url, "Brightwater IT")


async def test_an_event_of_one_ends_a_long_poll_and_feeds_a_stream_of_the_other(
    two_servers: tuple[Server, Server], shared: Account
) -> None:
    one, other = two_servers
    async with Connection(one.url, shared.key) as writing, Connection(other.url, shared.key) as polling:
        last = (await polling.send("GET", f"{EVENTS}?limit=500")).answer["last"]
        async with Listener(other.url, shared.key, last) as listener:
            for number in range(5):
                waiting = asyncio.create_task(polling.send("GET", f"{EVENTS}?after={last}&wait=30"))
                made = await writing.send("POST", "/api/v3/tickets", new_ticket(number, shared.cast.acme.id))
                async with asyncio.timeout(20):  # well before the poll would end by itself
                    told, event = await waiting, await listener.event()
                assert [(e["Kind"], e["TicketID"]) for e in told.answer["items"]] == [
                    ("ticket.created", made.answer["TicketID"])
                ]
                assert told.answer["items"] == [event]
                last = told.answer["last"]


async def test_a_retry_at_another_process_acts_once(two_servers: tuple[Server, Server], shared: Account) -> None:
    """Sixteen at once with one Idempotency-Key, eight at each."""
    answers = await asyncio.gather(*(retry(server, shared) for server in two_servers for _ in range(8)))
    assert {answer.status for answer in answers} == {201}
    assert len({str(answer.answer) for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    async with Connection(two_servers[1].url, shared.key) as reading:
        assert (await reading.send("GET", "/api/v3/tickets")).answer["totalItems"] == 1


async def retry(server: Server, account: Account) -> Sent:
    async with Connection(server.url, account.key) as connection:
        body = new_ticket(1, account.cast.acme.id)
        return await connection.send("POST", "/api/v3/tickets", body, {"Idempotency-Key": "the same"})
