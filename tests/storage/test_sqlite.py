"""SQLite's own ways: other processes, the event loop, threads, the file."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from deskhand.storage import sqlite_readers, sqlite_writer, waiters
from deskhand.storage.errors import Busy, Unreachable
from deskhand.storage.migrate import migrate
from deskhand.storage.open import open_engine
from deskhand.storage.sqlite import SqliteEngine
from deskhand.storage.statement import Statement
from tests.storage.ledger import LOG, TEAMS, add_team, assert_exact, new_account

HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("COMMIT")
"""


def counting(to: int) -> Statement[int]:
    """A read that gives one number, after a while: a million takes 0.2 s."""
    numbers = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {to}) SELECT x FROM n"
    return Statement(sa.text(f"SELECT count(*) FROM ({numbers})").columns(sa.column("count", sa.BigInteger)))


LONG = counting(500_000)
ENDLESS = counting(1_000_000_000)
MANY: Statement[int] = Statement(
    sa.text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 50000) SELECT x FROM n").columns(
        sa.column("x", sa.BigInteger)
    )
)


@asynccontextmanager
async def longest_stall() -> AsyncIterator[list[float]]:
    """How long the loop was kept from turning, at worst; to be read afterwards."""
    worst = [0.0]

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            worst[0] = max(worst[0], time.perf_counter() - before - 0.005)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.02)
    worst[0] = 0.0
    yield worst
    await asyncio.sleep(0.02)
    ticking.cancel()


async def holding(path: Path, seconds: float) -> asyncio.subprocess.Process:
    """Another process, which has just taken the write lock."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, str(path), str(seconds), stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    return process


async def test_another_processs_lock_is_waited_for_without_stalling_the_loop(sqlite: SqliteEngine) -> None:
    account_id = await new_account(sqlite)
    process = await holding(sqlite.path, 0.5)
    began = time.perf_counter()
    async with longest_stall() as stall:
        async with sqlite.read() as read:
            assert await read.value(TEAMS, account_id=account_id) == 0  # readers do not wait at all
        assert time.perf_counter() - began < 0.3
        async with sqlite.transaction(account_id) as tx:
            await add_team(tx)
    assert time.perf_counter() - began > 0.3
    assert stall[0] < 0.2
    assert await process.wait() == 0


async def test_a_lock_that_never_comes_free_is_busy(sqlite: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_writer, "PATIENCE", 0.05)
    account_id = await new_account(sqlite)
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            async with sqlite.transaction(account_id):
                pass
        other.execute("COMMIT")
    async with sqlite.transaction(account_id) as tx:
        await add_team(tx)


async def test_a_writer_that_never_ends_is_busy_for_the_others(
    sqlite: SqliteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "PATIENCE", 0.05)
    monkeypatch.setattr(waiters, "PATIENCE", 0.05)
    account_id = await new_account(sqlite)

    async def write() -> None:
        async with sqlite.transaction(account_id) as tx:
            await add_team(tx)

    async with sqlite.transaction(account_id) as tx:
        await add_team(tx)
        outcomes = await asyncio.gather(*(write() for _ in range(4)), return_exceptions=True)
    assert all(isinstance(outcome, Busy) for outcome in outcomes)
    await write()
    assert await assert_exact(sqlite, account_id) == 2


async def test_a_job_of_many_writes_lets_the_loop_turn(sqlite: SqliteEngine) -> None:
    account_id = await new_account(sqlite)
    async with longest_stall() as stall:
        for _ in range(300):
            async with sqlite.transaction(account_id) as tx:
                await add_team(tx)
    assert stall[0] < 0.1


async def test_a_job_of_many_reads_lets_the_loop_turn(sqlite: SqliteEngine) -> None:
    account_id = await new_account(sqlite)
    async with longest_stall() as stall:
        for _ in range(3_000):
            async with sqlite.read() as read:
                await read.value(TEAMS, account_id=account_id)
    assert stall[0] < 0.1


async def test_a_long_read_moves_to_a_thread(sqlite: SqliteEngine) -> None:
    async with longest_stall() as stall, sqlite.read() as read:
        assert await read.value(LONG) == 500_000
        assert await read.one(LONG) == 500_000  # this time it begins there
        assert await read.fetch(LONG) == [500_000]
        assert len(await read.fetch(MANY)) == 50_000
    assert stall[0] < 0.15


async def test_a_read_that_is_too_long_even_for_a_thread_is_busy(
    sqlite: SqliteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_readers, "IN_THREAD", 0.05)
    async with sqlite.read() as read:
        with pytest.raises(Busy):
            await read.value(ENDLESS)
        assert await read.fetch(LOG, account_id=0) == []


async def test_a_cancelled_long_read_ends_at_once_and_its_thread_is_free(sqlite: SqliteEngine) -> None:
    async def read_on(scope: Any) -> None:
        async with scope as read:
            await read.value(ENDLESS)

    for scope in (sqlite.read(), sqlite.snapshot(), sqlite.read(), sqlite.snapshot()):
        task = asyncio.create_task(read_on(scope))
        await asyncio.sleep(0.04)
        task.cancel()
        began = time.perf_counter()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.perf_counter() - began < 1
    async with sqlite.snapshot() as one, sqlite.snapshot() as two:
        assert await one.fetch(LOG, account_id=0) == await two.fetch(LOG, account_id=0) == []


async def test_a_snapshot_does_not_see_later_writes(sqlite: SqliteEngine) -> None:
    account_id = await new_account(sqlite)
    async with sqlite.snapshot() as read:
        assert await read.value(TEAMS, account_id=account_id) == 0
        async with sqlite.transaction(account_id) as tx:
            await add_team(tx)
        assert await read.value(TEAMS, account_id=account_id) == 0
    async with sqlite.snapshot() as read:
        assert await read.value(TEAMS, account_id=account_id) == 1


async def test_two_engines_on_one_file_take_turns(sqlite: SqliteEngine) -> None:
    account_id = await new_account(sqlite)
    second = SqliteEngine(sqlite.path, sync="normal")
    await second.start()

    async def write(engine: SqliteEngine) -> None:
        for _ in range(30):
            async with engine.transaction(account_id) as tx:
                await add_team(tx, let_others_in=True)

    await asyncio.gather(write(sqlite), write(second), write(sqlite), write(second))
    await second.stop()
    assert await assert_exact(sqlite, account_id) == 120


async def test_awaiting_something_else_inside_a_transaction_is_seen_when_watched(sqlite: SqliteEngine) -> None:
    account_id = await new_account(sqlite)
    sqlite.watch = True
    async with sqlite.transaction(account_id) as tx:
        await add_team(tx)
    with pytest.raises(RuntimeError, match="something else than the store"):
        async with sqlite.transaction(account_id) as tx:
            await add_team(tx, let_others_in=True)


async def test_the_file_and_its_folder_are_their_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "deskhand.db"
    migrate(f"sqlite:///{file}")
    engine = open_engine(f"sqlite:///{file}")
    await engine.start()
    await new_account(engine)
    assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    await engine.stop()


@pytest.mark.parametrize(("sync", "level"), [("full", 2), ("normal", 1)])
async def test_what_is_acknowledged_is_on_the_disk_unless_told_otherwise(tmp_path: Path, sync: Any, level: int) -> None:
    engine = SqliteEngine(tmp_path / "deskhand.db", sync=sync)
    await engine.start()
    connection = engine.writer.connection
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
    assert found == {"synchronous": level, "foreign_keys": 1}
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    await engine.stop()


async def test_a_file_that_is_no_database_is_unreachable(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ann, " * 1000)
    with pytest.raises(Unreachable, match=r"letter\.txt"):
        await SqliteEngine(file).start()
    with pytest.raises(Unreachable, match=r"letter\.txt"):
        migrate(f"sqlite:///{file}")


async def test_a_stopped_engine_is_unreachable(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "deskhand.db")
    with pytest.raises(Unreachable):
        engine.read()
    await engine.start()
    await engine.stop()
    with pytest.raises(Unreachable):
        engine.snapshot()
    await engine.stop()
