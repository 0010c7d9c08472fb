"""Queues of those who wait for a thing that few may have at a time: a connection, or an account's turn to write."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from deskhand.storage.errors import Busy

T = TypeVar("T")

# How long anyone waits for a lock or a connection before he is told to come again.
PATIENCE = 5.0


class Waiters(Generic[T]):
    """First come, first served. What is handed to a waiter who was cancelled meanwhile goes to `give_back`."""

    def __init__(self, give_back: Callable[[T], None]) -> None:
        self._give_back = give_back
        self._queue: deque[asyncio.Future[T]] = deque()

    async def wait(self, seconds: float, what: str) -> T:
        """The thing that `hand` brings. Raises Busy after so many seconds."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[T] = loop.create_future()
        timer = loop.call_later(seconds, _give_up, turn, what)
        self._queue.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._give_back(turn.result())
            raise
        finally:
            timer.cancel()

    def hand(self, thing: T) -> bool:
        """Give the thing to who waits longest; False when nobody does."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(thing)
                return True
        return False


def _give_up(turn: asyncio.Future[T], what: str) -> None:
    if not turn.done():
        turn.set_exception(Busy(what))


class Gate:
    """At most `limit` writers of one account inside; the others wait without holding anything.

    Two of them keep the account's lock busy; any more would only hold connections that other accounts need
    (measured: 16 writers of one account made everyone else's reads 25 times slower).
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inside: dict[int, int] = {}
        self._queues: dict[int, Waiters[int]] = {}

    async def enter(self, account_id: int) -> None:
        """Come in, or wait until someone leaves. Raises Busy."""
        inside = self._inside.get(account_id, 0)
        if inside < self._limit:
            self._inside[account_id] = inside + 1
            return
        queue = self._queues.get(account_id)
        if queue is None:
            queue = self._queues[account_id] = Waiters(self.leave)
        await queue.wait(PATIENCE, "too many writes of this account are waiting")

    def leave(self, account_id: int) -> None:
        """Let the next one in."""
        queue = self._queues.get(account_id)
        if queue is not None:
            if queue.hand(account_id):
                return
            del self._queues[account_id]
        self._inside[account_id] -= 1
        if not self._inside[account_id]:
            del self._inside[account_id]
