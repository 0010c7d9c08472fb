"""Connections to PostgreSQL that die, servers that are not there, and the end of an engine."""
# ruff: noqa: PT012 - what is to fail is a transaction, and that is a block

import asyncio
from collections.abc import Callable

import pytest

from deskhand.storage.errors import Unreachable
from deskhand.storage.open import open_engine
from deskhand.storage.postgres import PostgresEngine
from tests.servers.postgres import Postgres
from tests.storage.ledger import TEAMS, add_team, all_given_back, assert_exact, new_account, record

KILL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = 'deskhand' AND datname = current_database()"
)


@pytest.fixture
def kill(postgres_server: Postgres, postgres_url: str) -> Callable[[], None]:
    """End every connection to this worker's database; the loop does not turn meanwhile, so nobody has noticed yet."""
    database = postgres_url.rpartition("/")[2]

    def kill() -> None:
        postgres_server.sql(KILL, database)

    return kill


async def test_killed_connections_are_replaced_unseen(postgres: PostgresEngine, kill: Callable[[], None]) -> None:
    account_id = await new_account(postgres)

    async def read() -> int:
        async with postgres.read() as read:
            found: int = await read.value(TEAMS, account_id=account_id)
            return found

    await asyncio.gather(*(read() for _ in range(8)))
    for expected in range(3):
        kill()
        assert await read() == expected
        kill()
        async with postgres.transaction(account_id) as tx:
            await add_team(tx)
        kill()
        async with postgres.snapshot() as snapshot:
            assert await snapshot.value(TEAMS, account_id=account_id) == expected + 1
    await all_given_back(postgres)


async def test_a_connection_killed_inside_a_transaction_is_unreachable(
    postgres: PostgresEngine, kill: Callable[[], None]
) -> None:
    account_id = await new_account(postgres)
    with pytest.raises(Unreachable):
        async with postgres.transaction(account_id) as tx:
            await add_team(tx)
            kill()
            await add_team(tx)
    await all_given_back(postgres)
    async with postgres.transaction(account_id) as tx:
        await add_team(tx)
    assert await assert_exact(postgres, account_id) == 1


async def test_a_connection_killed_before_the_commit_is_unreachable(
    postgres: PostgresEngine, kill: Callable[[], None]
) -> None:
    account_id = await new_account(postgres)
    with pytest.raises(Unreachable, match="not known"):
        async with postgres.transaction(account_id):
            kill()
    await all_given_back(postgres)
    async with postgres.transaction(account_id) as tx:
        record(tx)


async def test_an_unreachable_server_stops_the_start_without_telling_the_password() -> None:
    engine = open_engine("postgresql://ann:secret@127.0.0.1:1/deskhand")
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1/deskhand") as caught:
        await engine.start()
    assert "secret" not in str(caught.value)
    await engine.stop()


async def test_an_unknown_database_stops_the_start(postgres_server: Postgres) -> None:
    engine = open_engine(postgres_server.url("nowhere"))
    with pytest.raises(Unreachable, match="nowhere"):
        await engine.start()


async def test_stopping_waits_for_what_is_under_way(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    await engine.start()
    account_id = await new_account(engine)
    inside = asyncio.Event()

    async def write() -> None:
        async with engine.transaction(account_id) as tx:
            await add_team(tx)
            inside.set()
            await asyncio.sleep(0.1)

    task = asyncio.create_task(write())
    await inside.wait()
    await engine.stop()
    await task
    with pytest.raises(Unreachable):
        await engine.read().fetch(TEAMS, account_id=account_id)  # type: ignore[attr-defined]
