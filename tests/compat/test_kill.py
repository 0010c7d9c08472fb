"""kill -9 in the middle of creates: what was acknowledged is there afterwards, field by field, and nothing is twice."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.compat.conftest import Account, make_account
from tests.compat.load import Connection, Sent, new_ticket
from tests.servers.deskhand import Server

CLIENTS = 8


class Creates:
    """Clients that create tickets, and write down outside of the server what it acknowledged."""

    def __init__(self, log: Path, creates: int) -> None:
        self._log = log
        self._numbers = iter(range(1, creates + 1))
        self.acknowledged = 0
        self.in_doubt: list[str] = []  # titles of what was sent and never answered

    async def run(self, server: Server, account: Account, kill_after: int | None) -> None:
        """Create until none is left, or until the server is killed when so many were acknowledged."""
        await asyncio.gather(*(self._client(server, account, kill_after) for _ in range(CLIENTS)))

    async def _client(self, server: Server, account: Account, kill_after: int | None) -> None:
        async with Connection(server.url, account.key) as connection:
            for number in self._numbers:
                body = new_ticket(number, account.cast.acme.id)
                sent = await connection.send("POST", "/api/v3/tickets", body)
                if sent.end != "whole":
                    self.in_doubt.append(body["TicketTitle"])
                    return
                self._note(sent)
                if self.acknowledged == kill_after:
                    server.kill()

    def _note(self, sent: Sent) -> None:
        assert sent.status == 201, sent
        with self._log.open("a") as log:
            log.write(json.dumps({"sent": sent.body, "answer": sent.answer}) + "\n")
        self.acknowledged += 1

    def noted(self) -> Iterator[dict[str, Any]]:
        """Every acknowledged create, as it was written down."""
        with self._log.open() as log:
            yield from map(json.loads, log)


async def test_what_was_acknowledged_survives_kill(fresh_database_url: str, tmp_path: Path) -> None:
    await check(fresh_database_url, tmp_path, creates=300, kills=(150,))


@pytest.mark.full
async def test_what_was_acknowledged_survives_three_kills_in_2000_creates(
    fresh_database_url: str, tmp_path: Path
) -> None:
    await check(fresh_database_url, tmp_path, creates=2_000, kills=(500, 1_000, 1_500))


async def check(database_url: str, folder: Path, *, creates: int, kills: tuple[int, ...]) -> None:
    """Create so many tickets while the server is killed after so many; then read them all back."""
    made = Creates(folder / "acknowledged.jsonl", creates)
    with Server(database_url, folder=folder) as server:
        account = await asyncio.to_thread(make_account, database_url, server.url, "Brightwater IT")
        for kill_after in kills:
            await made.run(server, account, kill_after)
            assert made.acknowledged >= kill_after
            await asyncio.to_thread(server.start)
        await made.run(server, account, None)
        await asyncio.to_thread(compare, account, made, creates, len(kills))


def compare(account: Account, made: Creates, creates: int, kills: int) -> None:
    """What the log outside holds, and what the server now has."""
    assert made.acknowledged + len(made.in_doubt) == creates
    assert 0 < len(made.in_doubt) <= kills * CLIENTS
    with account.client() as client:
        for noted in made.noted():
            answer = noted["answer"]
            stored = client.get(f"/tickets/{answer['TicketID']}").json()
            assert {"ActionID": answer["TicketID"], **stored} == answer
            assert {name: stored[name] for name in noted["sent"]} == noted["sent"]
        titles: list[str] = []
        page = client.get("/tickets", params={"itemsInPage": 50}).json()
        while True:
            titles += [ticket["TicketTitle"] for ticket in page["items"]]
            if not page["nextLink"]:
                break
            page = client.get(page["nextLink"]).json()
    assert [title for title, times in Counter(titles).items() if times > 1] == []
    acknowledged = {noted["sent"]["TicketTitle"] for noted in made.noted()}
    assert acknowledged <= set(titles) <= acknowledged | set(made.in_doubt)
