"""A list of connections: the one given back last is taken first, more are opened when all are in use."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from deskhand.storage.errors import Unreachable
from deskhand.storage.waiters import PATIENCE, Waiters

T = TypeVar("T")


class Lifo(Generic[T]):
    """Up to `size` connections, opened when needed (measured: half the cost of the driver's own pool)."""

    def __init__(
        self,
        size: int,
        open_one: Callable[[], Awaitable[T]],
        is_closed: Callable[[T], bool],
        close: Callable[[T], None],
    ) -> None:
        self._size = size
        self._open_one = open_one
        self._is_closed = is_closed
        self._close = close
        self._idle: list[T] = []
        self._count = 0
        # None stands for the right to open a new connection.
        self._waiters: Waiters[T | None] = Waiters(self._put)
        self._stopped: asyncio.Future[None] | None = None

    @property
    def idle(self) -> int:
        """How many connections nobody uses."""
        return len(self._idle)

    @property
    def count(self) -> int:
        """How many connections there are, or are being opened."""
        return self._count

    async def take(self) -> T:
        """A connection. Raises Busy when none becomes free in time, and whatever opening one raises."""
        if self._stopped is not None:
            raise Unreachable("the database is closed: the process is stopping")
        while self._idle:
            connection = self._idle.pop()
            if not self._is_closed(connection):
                return connection
            self._count -= 1
        if self._count < self._size:
            self._count += 1
            return await self._open()
        handed = await self._waiters.wait(PATIENCE, "every connection to the database is in use")
        return await self._open() if handed is None else handed

    def give(self, connection: T) -> None:
        """Give a connection back; a closed one makes room for a new one."""
        self._put(None if self._is_closed(connection) else connection)

    def drop_idle(self) -> list[T]:
        """Forget every connection that nobody uses, for the caller to close."""
        dropped, self._idle = self._idle, []
        self._count -= len(dropped)
        return dropped

    async def stop(self, patience: float) -> list[T]:
        """Hand out no more, wait until all are back or the time is over; those that are back, for the caller to close.

        What comes back still later is closed at once.
        """
        self._stopped = asyncio.get_running_loop().create_future()
        if self._count > len(self._idle):
            await asyncio.wait({self._stopped}, timeout=patience)
            self._stopped.cancel()
        else:
            self._stopped.set_result(None)
        return self.drop_idle()

    async def _open(self) -> T:
        try:
            return await self._open_one()
        except BaseException:
            self._put(None)
            raise

    def _put(self, connection: T | None) -> None:
        if self._waiters.hand(connection):
            return
        if connection is None:
            self._count -= 1
        elif self._stopped is not None and self._stopped.done():
            self._count -= 1
            self._close(connection)
        else:
            self._idle.append(connection)
        if self._stopped is not None and not self._stopped.done() and self._count == len(self._idle):
            self._stopped.set_result(None)
