"""Writing PostgreSQL: the statements inside a transaction, and the one that settles an account's clock."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from deskhand.storage.attempt import Attempt
from deskhand.storage.clock import WRITE, Clocked, ClockRow, event_row, wall_clock
from deskhand.storage.engine import Memory
from deskhand.storage.errors import StorageError
from deskhand.storage.postgres_connections import Connection
from deskhand.storage.postgres_reads import Reads, run_in_transaction
from deskhand.storage.postgres_refusals import raise_refusal
from deskhand.storage.schema import account_clock, event
from deskhand.storage.statement import POSTGRESQL, Compiled, Statement

R = TypeVar("R")


class PostgresWrites(Reads):
    """Writing inside a transaction; after a refusal, or after its end, it refuses everything."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self.now = now
        self.over = ""

    async def run(self, statement: Statement[Any], **params: Any) -> int:
        compiled = statement.postgresql
        return await self.execute(compiled.sql, *compiled.arguments(**params))

    async def many(self, statement: Statement[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        self.check()
        compiled = statement.postgresql
        arguments = [compiled.arguments(**row) for row in rows]
        try:
            await self._connection.executemany(compiled.sql, arguments)
        except BaseException as error:
            self._failed(error)

    async def execute(self, sql: str, *arguments: Any) -> int:
        """Run SQL; the number of rows touched."""
        self.check()
        try:
            tag = await self._connection.execute(sql, *arguments)
        except BaseException as error:
            self._failed(error)
        return int(tag.rpartition(" ")[2])  # "UPDATE 3", "INSERT 0 1"

    async def command(self, sql: str) -> None:
        """Run SQL that is no statement of its own, such as SAVEPOINT."""
        self.check()
        try:
            await self._connection.execute(sql)
        except BaseException as error:
            self._failed(error)

    async def settle(self) -> None:
        """What is still to be written before the commit: here nothing."""

    def check(self) -> None:
        """Raise StorageError when nothing more can be done in this transaction."""
        if self.over:
            raise StorageError(self.over)

    async def _read(self, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool) -> Any:
        self.check()
        try:
            return await run_in_transaction(self._connection, compiled, arguments, first)
        except BaseException as error:
            self._failed(error)

    def _failed(self, error: BaseException) -> NoReturn:
        self.over = "an earlier statement of this transaction was refused"
        raise_refusal(error)


class PostgresTx(Clocked, PostgresWrites):
    """A write transaction of one account."""

    def __init__(self, connection: Connection, account_id: int, clock_row: ClockRow, memory: Memory) -> None:
        PostgresWrites.__init__(self, connection, wall_clock())
        Clocked.__init__(self, account_id, clock_row, memory)

    def attempt(self) -> Attempt:
        """A part that may fail alone."""
        return Attempt(self)

    async def settle(self) -> None:
        """Write the clock, the events and the wake row, in one round trip."""
        if not self.changed:
            return
        clock = self.final_clock()
        if not self.events:
            await self.run(WRITE, **clock)
            return
        rows = [event_row(e) for e in self.events]
        columns = [[row[name] for row in rows] for name in _EVENT_COLUMNS]
        await self.execute(_SETTLE, self.account_id, *(clock[name] for name in _CLOCK_COLUMNS), *columns)


_CLOCK_COLUMNS = ClockRow.__struct_fields__
_EVENT_COLUMNS = [column.name for column in event.c if column.name != "account_id"]


def _settle_sql() -> str:
    """One statement for clock, wake row and events: the clock's lock is held for two round trips less."""
    changes = [f"{name} = ${number}" for number, name in enumerate(_CLOCK_COLUMNS, 2)]
    kinds = [event.c[name].type.compile(dialect=POSTGRESQL) for name in _EVENT_COLUMNS]
    lists = [f"${number}::{kind}[]" for number, kind in enumerate(kinds, 2 + len(changes))]
    return (
        f"WITH clock AS (UPDATE {account_clock.name} SET {', '.join(changes)} WHERE account_id = $1),"  # noqa: S608
        f" woken AS (INSERT INTO wake (account_id, seq) VALUES ($1, ${2 + _CLOCK_COLUMNS.index('event')})"
        f" ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq)"
        f" INSERT INTO event (account_id, {', '.join(_EVENT_COLUMNS)}) SELECT $1, * FROM unnest({', '.join(lists)})"
    )


_SETTLE = _settle_sql()
