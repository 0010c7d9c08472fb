"""kill -9 in the middle of an import: of every call all is there or nothing, and the next run brings the rest."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import httpx

from tests.compat.conftest import Account, make_account
from tests.importing.records import CUSTOMER, Record, record
from tests.servers.deskhand import Server

PER_CALL = 100
CALLS = 8


def calls() -> list[list[Record]]:
    """Tickets with a comment each, a hundred records a call."""
    numbers = iter(range(1, CALLS * PER_CALL))
    found = []
    for _ in range(CALLS):
        some = [next(numbers) for _ in range(PER_CALL // 2)]
        tickets = [
            record("Ticket", n, TicketTitle=f"No. {n}", CustomerID=9001, TicketCreatedDate="2024-02-15T09:00:00Z")
            for n in some
        ]
        said = [
            record("Comment", f"c{n}", TicketID=n, CommentText=f"On {n}", Date="2024-02-15T09:30:00Z") for n in some
        ]
        found.append([CUSTOMER, *tickets, *said])
    return found


class Importing:
    """A client that imports call after call, until the server is gone."""

    def __init__(self, account: Account) -> None:
        self.client = account.client()
        self.acknowledged = 0

    def run(self, server: Server, kill_after: int | None) -> None:
        """Import from where it stands; the server is killed while the next call is under way."""
        try:
            for n, records in enumerate(calls()[self.acknowledged :]):
                if n == kill_after:
                    threading.Timer(0.02, server.kill).start()
                self.client.post("/import", json={"Source": "elsewhere", "Records": records}).raise_for_status()
                self.acknowledged += 1
        except httpx.TransportError:
            return


async def test_of_a_call_all_is_there_or_nothing(fresh_database_url: str, tmp_path: Path) -> None:
    with Server(fresh_database_url, folder=tmp_path) as server:
        account = await asyncio.to_thread(make_account, fresh_database_url, server.url, "Brightwater IT")
        importing = Importing(account)
        for kill_after in (2, 0, 3):
            await asyncio.to_thread(importing.run, server, kill_after)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            await asyncio.to_thread(check_each_call, importing)
        await asyncio.to_thread(importing.run, server, None)
        assert importing.acknowledged == CALLS
        check_each_call(importing)
        again = [importing.client.post("/import", json={"Source": "elsewhere", "Records": some}) for some in calls()]
        assert {answer.json()["Unchanged"] for answer in again} == {PER_CALL + 1}
        importing.client.close()


def check_each_call(importing: Importing) -> None:
    """What was acknowledged is there, with its comments; what was not is there whole, or not at all."""
    for n, records in enumerate(calls()):
        there = [is_there(importing.client, one) for one in records if one["Noun"] == "Ticket"]
        assert all(there) if n < importing.acknowledged else len(set(there)) == 1, n


def is_there(client: httpx.Client, ticket: Record) -> bool:
    number: Any = ticket["SourceID"]
    answer = client.get(f"/tickets/{number}/comments")
    if answer.status_code == 404:
        return False
    assert [one["CommentText"] for one in answer.json()["items"]] == [f"On {number}"]
    return True
