"""Writing SQLite: one connection, one transaction at a time, never waiting for a lock but on the event loop."""

import asyncio
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from deskhand.storage.attempt import Attempt
from deskhand.storage.clock import APPEND, LOCK, WAKE, WRITE, Clocked, ClockRow, event_row, wall_clock
from deskhand.storage.engine import Memory
from deskhand.storage.errors import Busy, StorageError
from deskhand.storage.sqlite_files import Sync, open_writer
from deskhand.storage.sqlite_reads import Reads
from deskhand.storage.sqlite_refusals import REFUSED, family, refusal
from deskhand.storage.statement import Compiled, Statement
from deskhand.storage.turns import Turns
from deskhand.storage.waiters import PATIENCE

R = TypeVar("R")


class Writer:
    """The connection that writes, and the lock around it from BEGIN IMMEDIATE to COMMIT."""

    def __init__(self, path: Path, sync: Sync, turns: Turns) -> None:
        self.connection = open_writer(path, sync)
        self._lock = asyncio.Lock()
        self._turns = turns

    async def begin(self) -> None:
        """Have the connection to oneself, inside a transaction that no other process can be in. Raises Busy."""
        await self._turns.pause()
        if self._lock.locked():
            await self._wait_for_lock()
        else:
            await self._lock.acquire()
        try:
            await self._begin()
        except BaseException:
            self._lock.release()
            raise

    def commit(self) -> None:
        """Commit; on failure nothing was written. `leave` is still to be called."""
        try:
            self.connection.execute("COMMIT")
        except REFUSED as error:
            raise refusal(error) from error

    def leave(self) -> None:
        """Undo what has not been committed and let the next one in."""
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        finally:
            self._lock.release()

    async def stop(self, patience: float) -> None:
        """Wait for the transaction under way, then close."""
        try:
            async with asyncio.timeout(patience):
                await self._lock.acquire()
        except TimeoutError:
            pass  # closing rolls it back
        self.connection.close()

    async def _wait_for_lock(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._lock.acquire()
        except TimeoutError:
            raise Busy("too many writes are waiting") from None

    async def _begin(self) -> None:
        deadline, pause = 0.0, 0.005
        while True:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                if family(error) != sqlite3.SQLITE_BUSY:
                    raise refusal(error) from error
            else:
                return
            # Another process writes. SQLite's own busy_timeout would stop the loop for as long (measured: 1.5 s).
            deadline = deadline or monotonic() + PATIENCE
            if monotonic() > deadline:
                raise Busy("another process holds the database's lock")
            await asyncio.sleep(pause)
            pause = min(pause * 2, 0.16)


class SqliteWrites(Reads):
    """Writing inside a transaction; after a refusal, or after its end, it refuses everything."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self.now = now
        self.over = ""

    async def run(self, statement: Statement[Any], **params: Any) -> int:
        compiled = statement.sqlite
        cursor = self.execute(compiled.sql, compiled.arguments(**params))
        # With RETURNING the rows must be read before SQLite knows how many there are.
        return cursor.rowcount if cursor.description is None else len(cursor.fetchall())

    async def many(self, statement: Statement[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        self.execute_many(statement, rows)

    async def command(self, sql: str) -> None:
        """Run SQL that is no statement of its own, such as SAVEPOINT."""
        self.execute(sql, ())

    def settle(self) -> None:
        """What is still to be written before the commit: here nothing."""

    def check(self) -> None:
        """Raise StorageError when nothing more can be done in this transaction."""
        if self.over:
            raise StorageError(self.over)

    def execute(self, sql: str, arguments: tuple[Any, ...]) -> sqlite3.Cursor:
        self.check()
        try:
            return self._connection.execute(sql, arguments)
        except REFUSED as error:
            raise self._failed(error) from error

    def execute_many(self, statement: Statement[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        self.check()
        compiled = statement.sqlite
        arguments = [compiled.arguments(**row) for row in rows]
        try:
            self._connection.executemany(compiled.sql, arguments)
        except REFUSED as error:
            raise self._failed(error) from error

    async def _all(self, compiled: Compiled[R], arguments: tuple[Any, ...]) -> list[R]:
        cursor = self.execute(compiled.sql, arguments)
        try:
            return compiled.rows(cursor.fetchall())
        except REFUSED as error:
            raise self._failed(error) from error

    async def _first(self, compiled: Compiled[Any], arguments: tuple[Any, ...]) -> Any:
        cursor = self.execute(compiled.sql, arguments)
        raw = cursor.fetchone()
        cursor.close()
        return raw

    def _failed(self, error: Exception) -> StorageError:
        # PostgreSQL ends the transaction at the first refusal; here the same, lest a use case works on one only.
        self.over = "an earlier statement of this transaction was refused"
        return refusal(error)


class SqliteTx(Clocked, SqliteWrites):
    """A write transaction of one account."""

    def __init__(self, connection: sqlite3.Connection, account_id: int, clock_row: ClockRow, memory: Memory) -> None:
        SqliteWrites.__init__(self, connection, wall_clock())
        Clocked.__init__(self, account_id, clock_row, memory)

    def attempt(self) -> Attempt:
        """A part that may fail alone."""
        return Attempt(self)

    def settle(self) -> None:
        """Write the clock, the events and the wake row."""
        if not self.changed:
            return
        compiled = WRITE.sqlite
        self.execute(compiled.sql, compiled.arguments(**self.final_clock()))
        if self.events:
            self.execute_many(APPEND, map(event_row, self.events))
            compiled = WAKE.sqlite
            self.execute(compiled.sql, compiled.arguments(account_id=self.account_id, seq=self.events[-1].seq))


def read_clock(writes: SqliteWrites, account_id: int) -> ClockRow:
    """The account's clock. Raises KeyError when there is no such account."""
    compiled = LOCK.sqlite
    raw = writes.execute(compiled.sql, (account_id,)).fetchone()
    if raw is None:
        raise KeyError(account_id)
    return compiled.row(raw)
