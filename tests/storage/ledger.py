"""A small account book to try the engine on: an account with its clock, and writes that leave an event each."""

import asyncio
from uuid import uuid4

import sqlalchemy as sa

from deskhand.core.actor import ActorKind
from deskhand.core.events import Event, EventData, EventKind
from deskhand.core.ticket import Status
from deskhand.storage.engine import Engine, Tx
from deskhand.storage.postgres import PostgresEngine
from deskhand.storage.schema import account, account_clock, event, team, wake
from deskhand.storage.statement import Statement

NEXT_ACCOUNT: Statement[int] = Statement(sa.select(sa.func.coalesce(sa.func.max(account.c.id), 0) + 1))
NEW_ACCOUNT: Statement[None] = Statement(sa.insert(account))
NEW_CLOCK: Statement[None] = Statement(
    sa.insert(account_clock).values(account_id=sa.bindparam("account_id"), instant=sa.bindparam("instant"))
)
NEW_TEAM: Statement[None] = Statement(sa.insert(team))
RENAME_TEAM: Statement[None] = Statement(
    sa.update(team)
    .where(team.c.account_id == sa.bindparam("account_id"), team.c.id == sa.bindparam("id"))
    .values(name=sa.bindparam("name"))
)
TEAM_NAME: Statement[str] = Statement(
    sa.select(team.c.name).where(
        team.c.account_id == sa.bindparam("account_id"), team.c.id == sa.bindparam("id", type_=sa.BigInteger)
    )
)
TEAMS: Statement[int] = Statement(
    sa.select(sa.func.count()).select_from(team).where(team.c.account_id == sa.bindparam("account_id"))
)
LOG: Statement[tuple[int, object]] = Statement(
    sa.select(event.c.seq, event.c.at).where(event.c.account_id == sa.bindparam("account_id")).order_by(event.c.seq)
)
CLOCK: Statement[tuple[int, int, int]] = Statement(
    sa.select(account_clock.c.event, account_clock.c.other, account_clock.c.open_tickets).where(
        account_clock.c.account_id == sa.bindparam("account_id")
    )
)
WOKEN: Statement[int] = Statement(sa.select(wake.c.seq).where(wake.c.account_id == sa.bindparam("account_id")))


async def new_account(engine: Engine) -> int:
    """An account whose log is empty."""
    async with engine.chore() as writes:
        number: int = await writes.value(NEXT_ACCOUNT)
        await writes.run(
            NEW_ACCOUNT,
            id=number,
            name=str(uuid4()),
            resolve_before_close=False,
            pause_first_response=False,
            auto_close_days=7,
            work_overlap="Warn",
            time_zone="UTC",
            created_at=writes.now,
        )
        await writes.run(NEW_CLOCK, account_id=number, instant=writes.now)
    return number


def record(tx: Tx, thing_id: int = 1) -> None:
    """One event."""
    tx.record(
        Event(
            account_id=tx.account_id,
            seq=tx.next_seq(),
            at=tx.now,
            kind=EventKind.TICKET_CHANGED,
            thing_id=thing_id,
            ticket_id=None,
            actor_kind=ActorKind.SYSTEM,
            actor_id=None,
            key_id=None,
            data=EventData(changes={"status": ("Open", "Pending")}),
        )
    )


async def add_team(tx: Tx, *, let_others_in: bool = False) -> int:
    """A team, counted as an open ticket, with its event; with a turn of the loop in the middle if asked for."""
    number = tx.next_id("other")
    tx.count(Status.OPEN, 1)
    await tx.run(NEW_TEAM, account_id=tx.account_id, id=number, name=f"team {number}")
    if let_others_in:
        await asyncio.sleep(0)
    record(tx, number)
    return number


async def assert_exact(engine: Engine, account_id: int) -> int:
    """The log has no gap and never goes back, and every counter is exact; how many changes there were."""
    async with engine.snapshot() as read:
        log = await read.fetch(LOG, account_id=account_id)
        clock = await read.one(CLOCK, account_id=account_id)
        teams = await read.value(TEAMS, account_id=account_id)
        woken = await read.value(WOKEN, account_id=account_id)
    assert [seq for seq, _ in log] == list(range(1, len(log) + 1))
    instants: list[object] = [at for _, at in log]
    assert instants == sorted(instants)  # type: ignore[type-var]
    assert clock == (len(log), teams, teams)
    assert teams == len(log)
    assert woken == (len(log) or None)
    return len(log)


async def all_given_back(engine: PostgresEngine) -> None:
    """Wait until nobody has a connection, which may be a moment after he who had it was cancelled."""
    connections = engine.connections.list
    async with asyncio.timeout(5):
        while connections.count > connections.idle:  # noqa: ASYNC110 - the engine has no event for a test to wait for
            await asyncio.sleep(0.005)
