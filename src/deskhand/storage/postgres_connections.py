"""Connections to PostgreSQL: how they are opened, and how they are given back clean."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import asyncpg

from deskhand.storage.errors import Busy, StorageError, Unreachable
from deskhand.storage.lifo import Lifo
from deskhand.storage.postgres_refusals import is_lost, raise_refusal, refusal

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection

CONNECT_WITHIN = 10.0
# What nobody should wait for longer than: a lock, a caller that holds one, a single statement.
SETTINGS = {
    "application_name": "deskhand",
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "10s",
    "statement_timeout": "30s",
}


class Connections:
    """The list of connections, and the tasks that clean some of them before they go back to it."""

    def __init__(self, url: str, size: int) -> None:
        self._url = url
        self.list: Lifo[Connection] = Lifo(size, self._open, _is_closed, _terminate)
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self) -> Connection:
        return await self.list.take()

    def give(self, connection: Connection) -> None:
        self.list.give(connection)

    def settle(self, connection: Connection, by: str, then: Callable[[], None] | None = None) -> asyncio.Task[None]:
        """Run `by` in a task of its own, whatever befalls the caller, and give the connection back; then call `then`.

        A connection that cannot be made clean is replaced.
        """
        return self._keep(self._settle(connection, by, then))

    def commit(self, connection: Connection, then: Callable[[], None]) -> asyncio.Task[None]:
        """COMMIT in a task of its own, give the connection back and call `then`. The task raises what went wrong."""
        return self._keep(self._commit(connection, then))

    def replace(self, connection: Connection) -> None:
        """Give back a broken connection. What broke it broke the idle ones too, most likely: a restarted server."""
        for other in (connection, *self.list.drop_idle()):
            other.terminate()
        self.list.give(connection)

    async def stop(self, patience: float) -> None:
        """Wait for what is under way, then close."""
        for connection in await self.list.stop(patience):
            await connection.close(timeout=1.0)
        for task in tuple(self._tasks):
            task.cancel()

    def _keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _settle(self, connection: Connection, by: str, then: Callable[[], None] | None) -> None:
        try:
            await connection.execute(by)
        except Exception:
            connection.terminate()
        except BaseException:
            connection.terminate()
            raise
        finally:
            self.list.give(connection)
            if then is not None:
                then()

    async def _commit(self, connection: Connection, then: Callable[[], None]) -> None:
        try:
            if await connection.execute("COMMIT") != "COMMIT":
                raise StorageError("PostgreSQL rolled the transaction back")
        except BaseException as error:
            connection.terminate()
            if is_lost(error):
                message = "the connection was lost during the commit; whether it was written is not known"
                raise Unreachable(message) from error
            raise_refusal(error)
        finally:
            self.list.give(connection)
            then()

    async def _open(self) -> Connection:
        connection = await connect_once(self._url, **SETTINGS)
        _keep_alive(connection)
        return connection


async def connect_once(url: str, **settings: str) -> Connection:
    """A connection with these settings of the server. Raises Unreachable, or Busy when it has no more to give."""
    try:
        # 1,024 shapes of statements stay prepared, for as long as the connection lives.
        return await asyncpg.connect(
            url,
            timeout=CONNECT_WITHIN,
            statement_cache_size=1024,
            max_cached_statement_lifetime=0,
            server_settings=settings,
        )
    except asyncpg.ClientConfigurationError as error:
        raise ValueError(f"the database URL cannot be used: {error}") from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        if isinstance(refusal(error), Busy):
            raise Busy(f"PostgreSQL at {_place(url)} has no connection to give: {error}") from error
        reason = "it did not answer in time" if isinstance(error, TimeoutError) else error
        raise Unreachable(f"cannot connect to PostgreSQL at {_place(url)}: {reason}") from error


def _place(url: str) -> str:
    """Host and database, without user and password."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'its socket'}{parts.path}"


def _is_closed(connection: Connection) -> bool:
    return connection.is_closed()


def _terminate(connection: Connection) -> None:
    connection.terminate()


def _keep_alive(connection: Connection) -> None:
    """Notice within half a minute that the other machine has vanished, at no cost per call."""
    transport: Any = getattr(connection, "_transport", None)
    link = transport.get_extra_info("socket") if transport is not None else None
    if link is None or link.family not in (socket.AF_INET, socket.AF_INET6):
        return
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3), ("TCP_USER_TIMEOUT", 30_000)):
        if hasattr(socket, name):
            link.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
