"""PostgreSQL's own ways: accounts that wait, cancellations the server has to hear of."""

import asyncio
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa

from deskhand.storage import postgres_connections, waiters
from deskhand.storage.errors import Busy, StorageError
from deskhand.storage.open import open_engine
from deskhand.storage.postgres import PostgresEngine
from deskhand.storage.statement import Statement
from tests.storage.ledger import TEAMS, add_team, all_given_back, assert_exact, new_account

SLEEP: Statement[Any] = Statement(sa.select(sa.func.pg_sleep(sa.bindparam("seconds", type_=sa.Double))))
PLANNED_SLEEP: Statement[Any] = Statement(SLEEP.expr, plan="custom")
SETTING: Statement[str] = Statement(
    sa.select(sa.func.current_setting(sa.bindparam("name", type_=sa.Text), type_=sa.Text))
)
CUSTOM: Statement[str] = Statement(sa.select(sa.func.current_setting("plan_cache_mode", type_=sa.Text)), plan="custom")


async def sleep_inside(engine: PostgresEngine, account_id: int) -> None:
    async with engine.transaction(account_id) as tx:
        await add_team(tx)
        await tx.value(SLEEP, seconds=30.0)


async def test_cancelled_while_the_server_works_everything_is_undone(postgres: PostgresEngine) -> None:
    accounts = [await new_account(postgres) for _ in range(6)]
    tasks = [asyncio.create_task(sleep_inside(postgres, account_id)) for account_id in accounts]
    await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert all(task.cancelled() for task in tasks)
    await all_given_back(postgres)
    for account_id in accounts:
        assert await assert_exact(postgres, account_id) == 0
        async with asyncio.timeout(1), postgres.transaction(account_id) as tx:
            await add_team(tx)


@pytest.mark.parametrize("sleep", [SLEEP, PLANNED_SLEEP])
async def test_a_cancelled_read_gives_its_connection_back(postgres: PostgresEngine, sleep: Statement[Any]) -> None:
    async def read() -> None:
        async with postgres.read() as read:
            await read.value(sleep, seconds=30.0)

    tasks = [asyncio.create_task(read()) for _ in range(4)]
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    await all_given_back(postgres)
    async with postgres.read() as again:
        assert await again.value(SETTING, name="lock_timeout") == "3s"


async def test_a_commit_that_was_sent_is_waited_for(postgres: PostgresEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    account_id = await new_account(postgres)
    committing = asyncio.Event()
    execute = asyncpg.Connection.execute

    async def slow_commit(self: Any, query: str, *rest: Any, **options: Any) -> str:
        if query == "COMMIT":
            committing.set()
            await asyncio.sleep(0.05)
        return await execute(self, query, *rest, **options)

    async def write() -> None:
        async with postgres.transaction(account_id) as tx:
            await add_team(tx)

    monkeypatch.setattr(asyncpg.Connection, "execute", slow_commit)
    task = asyncio.create_task(write())
    await committing.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await assert_exact(postgres, account_id) == 1
    await all_given_back(postgres)


async def test_a_busy_account_leaves_connections_to_the_others(postgres: PostgresEngine) -> None:
    busy, quiet = await new_account(postgres), await new_account(postgres)
    release = asyncio.Event()

    async def write() -> None:
        async with postgres.transaction(busy) as tx:
            await release.wait()
            await add_team(tx)

    tasks = [asyncio.create_task(write()) for _ in range(16)]
    await asyncio.sleep(0.1)
    connections = postgres.connections.list
    assert connections.count - connections.idle == 2
    async with asyncio.timeout(1), postgres.transaction(quiet) as tx:
        await add_team(tx)
    release.set()
    await asyncio.gather(*tasks)
    assert await assert_exact(postgres, busy) == 16


async def test_a_connection_that_does_not_come_is_busy(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskhand.storage.lifo.PATIENCE", 0.05)
    engine = open_engine(postgres_url, connections=1)
    await engine.start()
    account_id = await new_account(engine)
    async with engine.transaction(account_id), engine.read() as read:
        with pytest.raises(Busy):
            await read.value(TEAMS, account_id=account_id)
    async with engine.read() as read:
        assert await read.value(TEAMS, account_id=account_id) == 0
    await engine.stop()


async def test_a_turn_that_does_not_come_is_busy(postgres: PostgresEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiters, "PATIENCE", 0.05)
    account_id = await new_account(postgres)

    async def write() -> None:
        async with postgres.transaction(account_id) as tx:
            await add_team(tx)

    async with postgres.transaction(account_id) as tx:
        tasks = [asyncio.create_task(write()) for _ in range(3)]
        await asyncio.sleep(0.15)
        await add_team(tx)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), Busy, Busy]
    assert await assert_exact(postgres, account_id) == 2


async def test_the_clocks_lock_is_not_waited_for_forever(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgres_connections.SETTINGS, "lock_timeout", "100ms")
    engine = open_engine(postgres_url)
    await engine.start()
    account_id = await new_account(engine)
    other = await asyncpg.connect(postgres_url)
    async with other.transaction():
        await other.execute("SELECT * FROM account_clock WHERE account_id = $1 FOR UPDATE", account_id)
        with pytest.raises(Busy):
            async with engine.transaction(account_id):
                pass
    await other.close()
    async with engine.transaction(account_id) as tx:
        await add_team(tx)
    await engine.stop()


async def test_a_statement_may_be_planned_for_its_values(postgres: PostgresEngine) -> None:
    async with postgres.read() as read:
        assert await read.value(CUSTOM) == "force_custom_plan"
        assert await read.value(SETTING, name="plan_cache_mode") == "force_generic_plan"
    async with postgres.snapshot() as read:
        assert await read.value(CUSTOM) == "force_custom_plan"
        assert await read.value(SETTING, name="plan_cache_mode") == "force_generic_plan"


async def test_after_an_error_a_connection_is_as_it_was(postgres: PostgresEngine) -> None:
    wrong: Statement[Any] = Statement(
        sa.select(sa.cast(sa.bindparam("text", type_=sa.Text), sa.BigInteger)), plan="custom"
    )
    for _ in range(20):
        async with postgres.read() as read:
            with pytest.raises(StorageError):
                await read.value(wrong, text="x")
        await all_given_back(postgres)  # set right behind the reader's back: a slow machine has not done so yet
    async with postgres.read() as read:
        assert await read.value(SETTING, name="plan_cache_mode") == "force_generic_plan"
    assert postgres.connections.list.count <= 3
