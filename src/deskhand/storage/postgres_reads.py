"""Reading PostgreSQL: single statements on any connection, or several on one that keeps its snapshot."""

from abc import ABC, abstractmethod
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

from deskhand.storage.errors import StorageError
from deskhand.storage.postgres_connections import Connection, Connections
from deskhand.storage.postgres_refusals import is_lost, raise_refusal
from deskhand.storage.statement import Compiled, Statement

R = TypeVar("R")


def run_read(
    connection: Connection, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool
) -> Coroutine[Any, Any, Any]:
    """The first raw row, or all."""
    if first:
        return connection.fetchrow(compiled.sql, *arguments)
    return connection.fetch(compiled.sql, *arguments)


async def run_in_transaction(
    connection: Connection, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool
) -> Any:
    """The same inside a transaction, planned for its values when the statement asks for it."""
    if not compiled.custom:
        return await run_read(connection, compiled, arguments, first)
    await connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
    raw = await run_read(connection, compiled, arguments, first)
    await connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    return raw


class Reads(ABC):
    """The three ways to read, on what `_read` brings."""

    async def fetch(self, statement: Statement[R], **params: Any) -> list[R]:
        compiled = statement.postgresql
        return compiled.rows(await self._read(compiled, compiled.arguments(**params), False))

    async def one(self, statement: Statement[R], **params: Any) -> R | None:
        compiled = statement.postgresql
        raw = await self._read(compiled, compiled.arguments(**params), True)
        return None if raw is None else compiled.row(raw)

    async def value(self, statement: Statement[Any], **params: Any) -> Any:
        compiled = statement.postgresql
        raw = await self._read(compiled, compiled.arguments(**params), True)
        return None if raw is None else compiled.first(raw)

    @abstractmethod
    async def _read(self, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool) -> Any:
        """The first raw row, or all."""


class Reader(Reads):
    """Read on whichever connection is free, each statement for itself."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def _read(self, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool) -> Any:
        if compiled.writes:
            raise StorageError("a statement that writes needs a transaction")
        connection = await self._connections.take()
        try:
            if compiled.custom:
                raw = await _planned(connection, compiled, arguments, first)
            else:
                raw = await run_read(connection, compiled, arguments, first)
        except BaseException as error:
            self._put_back(connection, error, compiled.custom)
            if not is_lost(error):
                raise_refusal(error)
        else:
            self._connections.give(connection)
            return raw
        # A connection that died while idle shows it only now; nothing was read, so it may be read again.
        return await self._read_again(compiled, arguments, first)

    async def _read_again(self, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool) -> Any:
        connection = await self._connections.take()
        try:
            raw = await _planned(connection, compiled, arguments, first)
        except BaseException as error:
            self._put_back(connection, error, compiled.custom)
            raise_refusal(error)
        self._connections.give(connection)
        return raw

    def _put_back(self, connection: Connection, error: BaseException, in_transaction: bool) -> None:
        if is_lost(error):
            self._connections.replace(connection)
        else:
            # After a cancellation the server still has to hear of it; whoever is next should not wait for that.
            self._connections.settle(connection, "ROLLBACK" if in_transaction else "SELECT 1")


async def _planned(connection: Connection, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool) -> Any:
    if not compiled.custom:
        return await run_read(connection, compiled, arguments, first)
    await connection.execute("BEGIN; SET LOCAL plan_cache_mode = force_custom_plan")
    raw = await run_read(connection, compiled, arguments, first)
    await connection.execute("COMMIT")
    return raw


class Snapshot(Reads):
    """Several reads of one state of the database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._connection: Connection | None = None

    async def __aenter__(self) -> Self:
        self._connection = await begin(self._connections, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return self

    async def __aexit__(self, *_: object) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._connections.settle(connection, "ROLLBACK")

    async def _read(self, compiled: Compiled[Any], arguments: tuple[Any, ...], first: bool) -> Any:
        if self._connection is None:
            raise StorageError("the snapshot is over")
        try:
            return await run_in_transaction(self._connection, compiled, arguments, first)
        except Exception as error:
            raise_refusal(error)


async def begin(connections: Connections, by: str) -> Connection:
    """A connection on which a transaction has begun; one that died while idle is replaced."""
    for last in (False, True):
        connection = await connections.take()
        try:
            await connection.execute(by)
        except BaseException as error:
            if not is_lost(error):
                connections.settle(connection, "ROLLBACK")
                raise_refusal(error)
            connections.replace(connection)
            if last:
                raise_refusal(error)
        else:
            return connection
    raise AssertionError("unreachable")
