"""The bell on a running server: it rings soon after the commit, whoever works, and once."""

import asyncio
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from deskhand.database import engine_for
from deskhand.settings import Settings
from deskhand.storage.schema import event_cursor, notification
from deskhand.storage.statement import Statement
from tests.compat.conftest import make_account
from tests.servers.deskhand import Server, Worker

PATIENCE = 30.0
RUNG: Statement[Any] = Statement(
    sa.select(notification.c.ticket_id)
    .where(notification.c.account_id == sa.bindparam("account_id"))
    .order_by(notification.c.seq)
)
REACHED: Statement[Any] = Statement(
    sa.select(event_cursor.c.seq).where(event_cursor.c.account_id == sa.bindparam("account_id"))
)


async def rung(url: str, account_id: int, at_least: int, last: int) -> list[int]:
    """The tickets that rang, once there are so many and the log was followed to its end."""
    engine = engine_for(Settings(database_url=url))
    await engine.start()
    deadline = time.monotonic() + PATIENCE
    try:
        while True:
            async with engine.read() as read:
                found = list(await read.fetch(RUNG, account_id=account_id))
                reached = await read.value(REACHED, account_id=account_id) or 0
            if (len(found) >= at_least and reached >= last) or time.monotonic() > deadline:
                return found
            await asyncio.sleep(0.02)
    finally:
        await engine.stop()


def given_to_tom(account: Any, tickets: int) -> tuple[list[int], int]:
    """Tickets that Tom is given, and the last event."""
    with account.client() as client:
        body = {"TicketTitle": "T", "CustomerID": account.cast.acme.id, "TechnicianContactID": account.cast.tom.id}
        numbers = [client.post("/tickets", json=body).raise_for_status().json()["TicketID"] for _ in range(tickets)]
        return numbers, client.get("/events", params={"limit": 500}).json()["last"]


def test_a_running_server_rings(fresh_database_url: str, tmp_path: Path) -> None:
    with Server(fresh_database_url, folder=tmp_path) as server:
        account = make_account(fresh_database_url, server.url, "Brightwater IT")
        given_to_tom(account, 1)
        numbers, last = given_to_tom(account, 1)
        begun = time.monotonic()
        found = asyncio.run(rung(fresh_database_url, account.cast.account_id, 2, last))
        took = time.monotonic() - begun
    assert found[1:] == numbers
    assert took < 5  # about half a second on a machine that is not busy


def test_a_server_and_two_workers_ring_once(fresh_postgres_url: str, tmp_path: Path) -> None:
    with Server(fresh_postgres_url, folder=tmp_path) as server:
        account = make_account(fresh_postgres_url, server.url, "Brightwater IT")
        crew = [Worker(fresh_postgres_url, tmp_path) for _ in range(2)]
        try:
            for worker in crew:
                worker.start()
            numbers, last = given_to_tom(account, 20)
            crew[0].kill()
            more, last = given_to_tom(account, 20)
            found = asyncio.run(rung(fresh_postgres_url, account.cast.account_id, 40, last))
            assert crew[1].stop() == 0
        finally:
            for worker in crew:
                if worker.process is not None and worker.process.poll() is None:
                    worker.kill()
    assert found == [*numbers, *more]
