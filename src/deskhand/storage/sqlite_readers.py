"""Reading SQLite: short reads on the event loop, long ones in threads."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any, Self, TypeVar

from deskhand.storage.errors import StorageError
from deskhand.storage.lifo import Lifo
from deskhand.storage.sqlite_files import open_loop_reader, open_thread_reader, watch_deadline
from deskhand.storage.sqlite_reads import Reads
from deskhand.storage.sqlite_refusals import REFUSED, family, refusal
from deskhand.storage.statement import Compiled

R = TypeVar("R")
T = TypeVar("T")

# A read that takes longer than this leaves the loop and starts again in a thread.
ON_LOOP = 0.02
# Once a statement was that slow, it goes to a thread at once for so long: not longer, since it may have been the
# machine that was slow, and a thread costs more than most reads. A report asks for a snapshot, which is in a thread.
REMEMBERED = 2.0
IN_THREAD = 30.0
THREADS = 2
CHUNK = 200


class ThreadReader:
    """A connection whose reads run in a thread of `threads`, one at a time."""

    def __init__(self, path: Path, threads: ThreadPoolExecutor) -> None:
        self.connection = open_thread_reader(path)
        self._threads = threads
        self._until = 0.0
        # Seldom: each time the thread must wait until the loop lets go of the interpreter.
        watch_deadline(self.connection, self._is_over, 1_000_000)

    async def run(self, work: Callable[[], T]) -> T:
        """Do the work in a thread. When cancelled, the thread's read is interrupted and waited for."""
        self._until = perf_counter() + IN_THREAD
        running = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self._until = 0.0
            await asyncio.wait({running})
            if not running.cancelled():
                running.exception()  # looked at, so that nobody reports it
            raise
        except REFUSED as error:
            raise refusal(error) from error

    async def fetch(self, compiled: Compiled[R], arguments: tuple[Any, ...]) -> list[R]:
        return await self.run(lambda: self._all(compiled, arguments))

    async def first(self, compiled: Compiled[Any], arguments: tuple[Any, ...]) -> Any:
        """The first row, not yet decoded."""
        return await self.run(lambda: self._first(compiled.sql, arguments))

    def close(self) -> None:
        self.connection.close()

    def _all(self, compiled: Compiled[R], arguments: tuple[Any, ...]) -> list[R]:
        found: list[R] = []
        cursor = self.connection.execute(compiled.sql, arguments)
        try:
            while chunk := cursor.fetchmany(CHUNK):
                found += compiled.rows(chunk)
                time.sleep(0)  # lets the loop's thread have the interpreter between chunks
        finally:
            cursor.close()
        return found

    def _first(self, sql: str, arguments: tuple[Any, ...]) -> Any:
        cursor = self.connection.execute(sql, arguments)
        try:
            return cursor.fetchone()
        finally:
            cursor.close()  # a cursor left half read would keep its snapshot

    def _is_over(self) -> bool:
        return perf_counter() > self._until


class ThreadReaders:
    """The few threads for long reads, each with a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="deskhand-read")
        self._readers: Lifo[ThreadReader] = Lifo(THREADS, self._open, lambda _: False, ThreadReader.close)

    async def take(self) -> ThreadReader:
        return await self._readers.take()

    def give(self, reader: ThreadReader) -> None:
        self._readers.give(reader)

    async def stop(self, patience: float) -> None:
        """Wait for what is being read, then close."""
        for reader in await self._readers.stop(patience):
            reader.close()
        self._threads.shutdown(wait=False)

    async def _open(self) -> ThreadReader:
        return ThreadReader(self._path, self._threads)


class LoopReader(Reads):
    """Read on the event loop's own connection: a call to SQLite is shorter than a thread's start."""

    def __init__(self, path: Path, readers: ThreadReaders) -> None:
        self._connection = open_loop_reader(path)
        self._execute = self._connection.execute
        self._readers = readers
        self._until = 0.0
        self._slow: dict[str, float] = {}
        watch_deadline(self._connection, self._is_over, 10_000)

    def close(self) -> None:
        self._connection.close()

    async def _all(self, compiled: Compiled[R], arguments: tuple[Any, ...]) -> list[R]:
        if not compiled.slow and compiled.sql not in self._slow:
            self._until = perf_counter() + ON_LOOP
            try:
                return compiled.rows(self._execute(compiled.sql, arguments).fetchall())
            except REFUSED as error:
                self._check(error, compiled.sql)
        found: list[R] = await self._in_thread(compiled.sql, lambda reader: reader.fetch(compiled, arguments))
        return found

    async def _first(self, compiled: Compiled[Any], arguments: tuple[Any, ...]) -> Any:
        if not compiled.slow and compiled.sql not in self._slow:
            self._until = perf_counter() + ON_LOOP
            try:
                cursor = self._execute(compiled.sql, arguments)
                raw = cursor.fetchone()
                cursor.close()
            except REFUSED as error:
                self._check(error, compiled.sql)
            else:
                return raw
        return await self._in_thread(compiled.sql, lambda reader: reader.first(compiled, arguments))

    def _check(self, error: Exception, sql: str) -> None:
        """Return when a thread may do better: it has more time, and may wait for a lock."""
        code = family(error)
        if code == sqlite3.SQLITE_INTERRUPT:
            self._slow[sql] = perf_counter() + REMEMBERED
        elif code != sqlite3.SQLITE_BUSY:
            raise refusal(error) from error

    async def _in_thread(self, sql: str, read: Callable[[ThreadReader], Any]) -> Any:
        if perf_counter() > self._slow.get(sql, 0.0):
            self._slow.pop(sql, None)  # the next one tries the loop again
        reader = await self._readers.take()
        try:
            return await read(reader)
        finally:
            self._readers.give(reader)

    def _is_over(self) -> bool:
        return perf_counter() > self._until


class Snapshot(Reads):
    """Several reads of one state of the database, in a thread: reports take as long as they take."""

    def __init__(self, readers: ThreadReaders) -> None:
        self._readers = readers
        self._reader: ThreadReader | None = None

    async def __aenter__(self) -> Self:
        self._reader = await self._readers.take()
        self._reader.connection.execute("BEGIN")
        return self

    async def __aexit__(self, *_: object) -> None:
        reader, self._reader = self._open_reader(), None
        reader.connection.execute("ROLLBACK")
        self._readers.give(reader)

    async def _all(self, compiled: Compiled[R], arguments: tuple[Any, ...]) -> list[R]:
        return await self._open_reader().fetch(compiled, arguments)

    async def _first(self, compiled: Compiled[Any], arguments: tuple[Any, ...]) -> Any:
        return await self._open_reader().first(compiled, arguments)

    def _open_reader(self) -> ThreadReader:
        if self._reader is None:
            raise StorageError("the snapshot is over")
        return self._reader
