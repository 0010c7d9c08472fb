"""Walking a list by its links while others write: whatever was there all the time is seen exactly once."""

import asyncio
import itertools
import random
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from deskhand.tickets.bulk import MOST_AT_ONCE
from tests.compat.conftest import Account, make_account
from tests.compat.load import Connection, new_ticket
from tests.servers.deskhand import Server

PAGE = 50
WRITERS = 4


class Written(msgspec.Struct):
    """What the writers have done meanwhile."""

    kinds: Counter[str] = msgspec.field(default_factory=Counter)
    deleted: set[int] = set()
    made: set[int] = set()


async def test_of_2000_tickets_each_is_seen_once(fresh_database_url: str, tmp_path: Path) -> None:
    await check_walk(fresh_database_url, tmp_path, 2_000)


@pytest.mark.full
async def test_of_100000_tickets_each_is_seen_once(fresh_database_url: str, tmp_path: Path) -> None:
    await check_walk(fresh_database_url, tmp_path, 100_000)


async def check_walk(database_url: str, folder: Path, count: int) -> None:
    """Make so many tickets, walk them in the default order while four writers work, and compare."""
    with Server(database_url, folder=folder) as server:
        account = await asyncio.to_thread(make_account, database_url, server.url, "Brightwater IT")
        there = await make_tickets(account, count)
        written, over = Written(), asyncio.Event()
        writers = [asyncio.create_task(write(account, there, number, written, over)) for number in range(WRITERS)]
        walking = asyncio.create_task(walk(account))
        # A writer that fails must not leave the others waiting for the end of the walk.
        await asyncio.wait({walking, *writers}, return_when=asyncio.FIRST_COMPLETED)
        over.set()
        await asyncio.gather(*writers)
        seen = await walking
    assert all(written.kinds[kind] for kind in KINDS), written.kinds
    assert [number for number, times in Counter(seen).items() if times > 1] == []
    assert set(there) - written.deleted <= set(seen) <= set(there) | written.made


async def make_tickets(account: Account, count: int) -> list[int]:
    """The numbers of so many new tickets."""
    made: list[int] = []
    async with Connection(account.url, account.key) as connection:
        for first in range(0, count, MOST_AT_ONCE):
            some = min(MOST_AT_ONCE, count - first)
            items = [new_ticket(first + number, account.cast.acme.id) for number in range(some)]
            answer = (await connection.send("POST", "/api/v3/tickets/bulk", {"items": items})).answer
            assert answer["Succeeded"] == some
            made += [result["TicketID"] for result in answer["items"]]
    return made


async def walk(account: Account) -> list[int]:
    """The numbers of all tickets in the order in which the links lead to them."""
    seen: list[int] = []
    link = f"{account.url}/api/v3/tickets?itemsInPage={PAGE}"
    async with Connection(account.url, account.key) as connection:
        while link:
            address = urlsplit(link)
            page = (await connection.send("GET", f"{address.path}?{address.query}")).answer
            seen += [ticket["TicketID"] for ticket in page["items"]]
            link = page["nextLink"]
    return seen


KINDS = ("update", "comment", "resolve", "create", "delete")


async def write(account: Account, there: list[int], writer: int, written: Written, over: asyncio.Event) -> None:
    """Change tickets, each writer his own, until the walk is over; of every kind at least one."""
    chance = random.Random(writer)
    own = there[writer::WRITERS]
    async with Connection(account.url, account.key) as connection:
        for kind in itertools.chain(KINDS, iter(lambda: chance.choice(KINDS), None)):
            path = f"/api/v3/tickets/{(number := chance.choice(own))}"
            match kind:
                case "update":
                    sent = await connection.send("PUT", path, {"TicketTitle": f"Changed by {writer}"})
                case "comment":
                    sent = await connection.send("POST", f"{path}/comments", {"CommentText": "Meanwhile"})
                case "resolve":
                    sent = await connection.send("PUT", path, {"TicketStatus": "Resolved"})
                case "create":
                    sent = await connection.send("POST", "/api/v3/tickets", new_ticket(0, account.cast.acme.id))
                    written.made.add(sent.answer["TicketID"])
                case _:
                    sent = await connection.send("DELETE", path)
                    own.remove(number)
                    written.deleted.add(number)
            assert sent.acknowledged, (kind, sent)
            written.kinds[kind] += 1
            if over.is_set() and written.kinds.total() > len(KINDS) * WRITERS:
                return
