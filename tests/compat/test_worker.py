"""The worker: what falls due is told in time and once, whoever else works beside it and however often it is killed."""

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx
import pytest

from deskhand.core.actor import system
from deskhand.core.events import Event, EventKind
from deskhand.core.ticket import Source
from deskhand.core.time import parse_instant
from deskhand.database import engine_for
from deskhand.desk.found import first_administrator, found_account
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.events.read import events_after
from deskhand.settings import Settings
from deskhand.storage.engine import Engine
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.requester import Requester
from tests.compat.conftest import make_account
from tests.servers.deskhand import Server, Worker

FOUNDED = parse_instant("2024-02-01T00:00:00Z")
TOLD = (EventKind.SLA_WARNED, EventKind.SLA_BREACHED)
PATIENCE = 90.0


async def overdue(engine: Engine, tickets: int) -> int:
    """An account with tickets whose four moments have all passed long ago; its number."""
    async with engine.chore() as writes:
        account, _ = await found_account(writes, "Brightwater IT", begins=FOUNDED)
    async with engine.transaction(account.id) as tx:
        tx.as_of(FOUNDED)
        await first_administrator(tx, "jane@brightwater.example", "Jane", "Tech")
        boss = system(account.id)
        acme = await create_customer(tx, boss, CustomerDraft(name="Acme Corporation"))
        for number in range(tickets):
            asked = TicketDraft(title=f"No. {number}", source=Source.API, requester=Requester(customer_id=acme.id))
            await open_ticket(tx, boss, asked)
    return account.id


async def told(engine: Engine, account_id: int) -> list[Event]:
    async with engine.read() as read:
        return [event for event in await events_after(read, account_id, 0, 1_000_000) if event.kind in TOLD]


async def until_told(engine: Engine, account_id: int, moments: int) -> list[Event]:
    deadline = time.monotonic() + PATIENCE
    while len(found := await told(engine, account_id)) < moments and time.monotonic() < deadline:  # noqa: ASYNC110 - the workers are other processes
        await asyncio.sleep(0.02)
    return found


async def told_though_killed(url: str, folder: Path, *, workers: int, tickets: int, kills: int) -> None:
    engine = engine_for(Settings(database_url=url))
    await engine.start()
    crew = [Worker(url, folder) for _ in range(workers)]
    rng = Random(1)
    try:
        account_id = await overdue(engine, tickets)
        for worker in crew:
            worker.start()
        for place in range(kills):
            await until_told(engine, account_id, rng.randrange(4 * tickets * (place + 1) // (kills + 1)))
            victim = rng.choice(crew)
            victim.kill()
            victim.start()
        found = await until_told(engine, account_id, 4 * tickets)
        assert all(worker.stop() == 0 for worker in crew)
        found = await told(engine, account_id)
    finally:
        for worker in crew:
            if worker.process is not None and worker.process.poll() is None:
                worker.kill()
        await engine.stop()
    times = Counter((event.ticket_id, event.kind, event.data.changes["clock"][1]) for event in found)
    assert set(times.values()) == {1}
    assert len(times) == 4 * tickets


async def test_two_workers_killed_at_random_tell_each_moment_once(fresh_postgres_url: str, tmp_path: Path) -> None:
    migrated(fresh_postgres_url)
    await told_though_killed(fresh_postgres_url, tmp_path, workers=2, tickets=60, kills=2)


async def test_a_worker_on_sqlite_killed_at_random_tells_each_moment_once(
    fresh_sqlite_url: str, tmp_path: Path
) -> None:
    migrated(fresh_sqlite_url)
    await told_though_killed(fresh_sqlite_url, tmp_path, workers=1, tickets=60, kills=2)


@pytest.mark.full
async def test_two_workers_killed_ten_times_tell_five_hundred_tickets(fresh_postgres_url: str, tmp_path: Path) -> None:
    migrated(fresh_postgres_url)
    await told_though_killed(fresh_postgres_url, tmp_path, workers=2, tickets=500, kills=10)


@pytest.mark.full
async def test_a_worker_killed_ten_times_tells_five_hundred_tickets(fresh_sqlite_url: str, tmp_path: Path) -> None:
    migrated(fresh_sqlite_url)
    await told_though_killed(fresh_sqlite_url, tmp_path, workers=1, tickets=500, kills=10)


def migrated(url: str) -> None:
    from deskhand.storage.migrate import migrate

    migrate(url)


def test_a_due_date_that_passes_is_told_within_seconds(fresh_database_url: str, tmp_path: Path) -> None:
    with Server(fresh_database_url, folder=tmp_path) as server:
        account = make_account(fresh_database_url, server.url, "Brightwater IT")
        with account.client() as client:
            told_in_time(client, account.cast.acme.id)


def told_in_time(client: httpx.Client, customer_id: int) -> None:
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    body = {"TicketTitle": "T", "CustomerID": customer_id, "DueDate": due.isoformat()}
    number = client.post("/tickets", json=body).raise_for_status().json()["TicketID"]
    last = client.get("/events", params={"limit": 500}).json()["last"]
    kinds: list[str] = []
    while "sla.breached" not in kinds:
        answer = client.get("/events", params={"after": last, "wait": 20}).json()
        assert answer["items"], "nothing was told in twenty seconds"
        last = answer["last"]
        for event in answer["items"]:
            kinds.append(event["Kind"])
            assert (
                event["Kind"] != "sla.breached" or datetime.fromisoformat(event["At"]) > due
            )  # the instant is in time
    ticket = client.get(f"/tickets/{number}").json()
    assert (ticket["SLAStatus"], ticket["DueDate"]) == ("Breached", f"{due:%Y-%m-%dT%H:%M:%SZ}")


def test_what_fell_due_while_nobody_worked_is_told_at_the_start(fresh_database_url: str, tmp_path: Path) -> None:
    with Server(fresh_database_url, folder=tmp_path) as server:
        account = make_account(fresh_database_url, server.url, "Brightwater IT")
        due = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
        body = {"TicketTitle": "T", "CustomerID": account.cast.acme.id, "DueDate": due}
        with account.client() as client:
            number = client.post("/tickets", json=body).json()["TicketID"]
        server.kill()
        time.sleep(max(0.0, (datetime.fromisoformat(due) - datetime.now(UTC)).total_seconds() + 1.1))
        server.start()
        with account.client() as client:
            deadline = time.monotonic() + 20
            while client.get(f"/tickets/{number}").json()["SLAStatus"] != "Breached":
                assert time.monotonic() < deadline
                time.sleep(0.05)
