"""The engine on SQLite: one file, one process that serves it, any number of others that look in."""

from pathlib import Path
from types import TracebackType
from typing import Literal

from deskhand.storage.clock import wall_clock
from deskhand.storage.engine import Memory
from deskhand.storage.errors import Unreachable
from deskhand.storage.lookout import Lookout
from deskhand.storage.sqlite_files import Sync, prepare_file
from deskhand.storage.sqlite_readers import THREADS, LoopReader, Snapshot, ThreadReaders
from deskhand.storage.sqlite_writer import SqliteTx, SqliteWrites, Writer, read_clock
from deskhand.storage.statement import compile_all
from deskhand.storage.turns import Turns
from deskhand.storage.waiters import Gate
from deskhand.storage.wakes import Wakes

# How long stopping waits for what is under way.
STOP_PATIENCE = 3.0
WRITERS_PER_ACCOUNT = 2


class SqliteEngine:
    """One SQLite file. With `watch`, a transaction in which the loop turned, so that something else than the store
    was awaited, is refused: for tests."""

    dialect: Literal["sqlite"] = "sqlite"
    spare_readers = THREADS - 1

    def __init__(self, path: Path, *, sync: Sync = "full", watch: bool = False) -> None:
        self.path = path
        self.sync = sync
        self.watch = watch
        self.turns = Turns()
        self.gate = Gate(WRITERS_PER_ACCOUNT)
        self.wakes = Wakes()
        self.memory: Memory = {}
        self._lookout = Lookout(self.read, self.wakes)
        self._open: tuple[Writer, ThreadReaders, LoopReader] | None = None

    @property
    def writer(self) -> Writer:
        return self._parts()[0]

    def read(self) -> "Reading":
        return Reading(self._parts()[2], self.turns)

    def snapshot(self) -> Snapshot:
        return Snapshot(self._parts()[1])

    def transaction(self, account_id: int) -> "Transaction":
        return Transaction(self, account_id)

    def chore(self) -> "Chore":
        return Chore(self)

    async def start(self) -> None:
        compile_all("sqlite")
        prepare_file(self.path)
        readers = ThreadReaders(self.path)
        # The writer first: it makes the file a WAL file, which a connection for reading only could not.
        self._open = Writer(self.path, self.sync, self.turns), readers, LoopReader(self.path, readers)
        self._lookout.start()

    async def stop(self) -> None:
        if self._open is None:
            return
        await self._lookout.stop()
        writer, readers, reader = self._open
        await readers.stop(STOP_PATIENCE)
        await writer.stop(STOP_PATIENCE)
        reader.close()
        self._open = None

    def _parts(self) -> tuple[Writer, ThreadReaders, LoopReader]:
        if self._open is None:
            raise Unreachable("the database is not open: the process is starting or stopping")
        return self._open


class Reading:
    """A stretch of single reads; it lets the loop turn first if the code before it has been long."""

    __slots__ = ("_reader", "_turns")

    def __init__(self, reader: LoopReader, turns: Turns) -> None:
        self._reader = reader
        self._turns = turns

    async def __aenter__(self) -> LoopReader:
        await self._turns.pause()
        return self._reader

    async def __aexit__(self, *_: object) -> None:
        pass


class Transaction:
    """BEGIN IMMEDIATE to COMMIT for one account. Between them the loop is never left but by the caller's own awaits."""

    __slots__ = ("_account_id", "_engine", "_turn", "_tx")

    def __init__(self, engine: SqliteEngine, account_id: int) -> None:
        self._engine = engine
        self._account_id = account_id

    async def __aenter__(self) -> SqliteTx:
        engine = self._engine
        writer = engine.writer
        await engine.gate.enter(self._account_id)
        try:
            await writer.begin()
            try:
                clock_row = read_clock(SqliteWrites(writer.connection, wall_clock()), self._account_id)
            except BaseException:
                writer.leave()
                raise
        except BaseException:
            engine.gate.leave(self._account_id)
            raise
        self._tx = SqliteTx(writer.connection, self._account_id, clock_row, engine.memory)
        engine.turns.look()
        self._turn = engine.turns.number
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        engine = self._engine
        try:
            _end(engine.writer, self._tx, kind is None)
        finally:
            engine.gate.leave(self._account_id)
        if kind is None and self._tx.changed:
            engine.wakes.touched(self._account_id)
        if engine.watch and kind is None and engine.turns.number != self._turn:
            raise RuntimeError("something else than the store was awaited inside a transaction")


class Chore:
    """BEGIN IMMEDIATE to COMMIT without an account's clock."""

    __slots__ = ("_engine", "_writes")

    def __init__(self, engine: SqliteEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> SqliteWrites:
        writer = self._engine.writer
        await writer.begin()
        self._writes = SqliteWrites(writer.connection, wall_clock())
        return self._writes

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._engine.writer, self._writes, kind is None)


def _end(writer: Writer, writes: SqliteWrites, commits: bool) -> None:
    """Commit or roll back, and let the next writer in whatever happens."""
    try:
        if not commits:
            return
        writes.check()
        writes.settle()
        writer.commit()
    finally:
        writes.over = "the transaction is over"
        writer.leave()
