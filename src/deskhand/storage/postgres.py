"""The engine on PostgreSQL: any number of processes, each with its own short list of connections."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Literal

from deskhand.storage.clock import LOCK, wall_clock
from deskhand.storage.engine import Memory
from deskhand.storage.lookout import Lookout
from deskhand.storage.postgres_connections import Connection, Connections
from deskhand.storage.postgres_reads import Reader, Snapshot, begin
from deskhand.storage.postgres_wakes import Notifier
from deskhand.storage.postgres_writes import PostgresTx, PostgresWrites
from deskhand.storage.statement import compile_all
from deskhand.storage.waiters import Gate
from deskhand.storage.wakes import Wakes

STOP_PATIENCE = 3.0
# One works while the next already waits for the clock's row; a third would only hold a connection (measured).
WRITERS_PER_ACCOUNT = 2


class PostgresEngine:
    """One PostgreSQL database."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, url: str, *, connections: int = 8) -> None:
        self.connections = Connections(url, connections)
        self.gate = Gate(WRITERS_PER_ACCOUNT)
        self.wakes = Wakes()
        self.memory: Memory = {}
        self.spare_readers = max(1, connections // 4)
        self._notifier = Notifier(url, self.wakes)
        self._reader = Reader(self.connections)
        self._lookout = Lookout(self.read, self.wakes)

    def read(self) -> Reader:
        return self._reader

    def snapshot(self) -> Snapshot:
        return Snapshot(self.connections)

    def transaction(self, account_id: int) -> "Transaction":
        return Transaction(self, account_id)

    def chore(self) -> "Chore":
        return Chore(self)

    async def start(self) -> None:
        compile_all("postgresql")
        self.connections.give(await self.connections.take())
        self._notifier.start()
        self._lookout.start()

    async def stop(self) -> None:
        await self._lookout.stop()
        await self._notifier.stop()
        await self.connections.stop(STOP_PATIENCE)


class Transaction:
    """BEGIN to COMMIT for one account: its turn first, then a connection, then the clock's row."""

    __slots__ = ("_account_id", "_connection", "_engine", "_tx")

    def __init__(self, engine: PostgresEngine, account_id: int) -> None:
        self._engine = engine
        self._account_id = account_id

    async def __aenter__(self) -> PostgresTx:
        gate = self._engine.gate
        await gate.enter(self._account_id)
        try:
            self._connection = await begin(self._engine.connections, "BEGIN")
        except BaseException:
            gate.leave(self._account_id)
            raise
        try:
            clock_row = await PostgresWrites(self._connection, wall_clock()).one(LOCK, account_id=self._account_id)
            if clock_row is None:
                raise KeyError(self._account_id)
        except BaseException:
            await _roll_back(self._engine.connections, self._connection, self._leave)
            raise
        self._tx = PostgresTx(self._connection, self._account_id, clock_row, self._engine.memory)
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        then = self._leave if kind is not None or not self._tx.changed else self._leave_and_wake
        await _end(self._engine.connections, self._connection, self._tx, kind is None, then)

    def _leave(self) -> None:
        self._engine.gate.leave(self._account_id)

    def _leave_and_wake(self) -> None:
        self._leave()
        self._engine.wakes.touched(self._account_id)


class Chore:
    """BEGIN to COMMIT without an account's clock."""

    __slots__ = ("_connection", "_engine", "_writes")

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> PostgresWrites:
        self._connection = await begin(self._engine.connections, "BEGIN")
        self._writes = PostgresWrites(self._connection, wall_clock())
        return self._writes

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await _end(self._engine.connections, self._connection, self._writes, kind is None, _nothing)


async def _end(
    connections: Connections, connection: Connection, writes: PostgresWrites, commits: bool, then: Callable[[], None]
) -> None:
    """Commit or roll back; whatever befalls the caller meanwhile, the connection comes back and `then` is called."""
    try:
        if commits:
            writes.check()
            await writes.settle()
    except BaseException:
        await _roll_back(connections, connection, then)
        raise
    finally:
        writes.over = "the transaction is over"
    if commits:
        await _to_its_end(connections.commit(connection, then))
    else:
        await _roll_back(connections, connection, then)


async def _roll_back(connections: Connections, connection: Connection, then: Callable[[], None]) -> None:
    await asyncio.shield(connections.settle(connection, "ROLLBACK", then))


async def _to_its_end(commit: asyncio.Task[None]) -> None:
    """Wait for the commit even when cancelled, so that nobody goes on while it is not known what became of it."""
    try:
        await asyncio.shield(commit)
    except asyncio.CancelledError:
        await asyncio.wait({commit})
        if not commit.cancelled():
            commit.exception()  # looked at, so that nobody reports it
        raise


def _nothing() -> None:
    pass
