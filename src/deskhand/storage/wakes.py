"""Who waits for an account's next events, and how they hear of them: at once in this process, by NOTIFY from others."""

import asyncio
from contextlib import suppress
from time import monotonic
from types import TracebackType

NOWHERE = -1


class Watch:
    """One waiter for one account; `with` it before reading, so that nothing between read and wait is missed."""

    __slots__ = ("_account_id", "_event", "_wakes", "after", "woken_at")

    def __init__(self, wakes: "Wakes", account_id: int) -> None:
        self._wakes = wakes
        self._account_id = account_id
        self._event = asyncio.Event()
        self.after = NOWHERE  # the sequence up to which the waiter knows the log
        self.woken_at = 0.0  # what was learned of the account before this moment may be out of date

    def __enter__(self) -> "Watch":
        self._wakes.watches.setdefault(self._account_id, set()).add(self)
        self._wakes.watched.set()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        watching = self._wakes.watches[self._account_id]
        watching.discard(self)
        if not watching:
            del self._wakes.watches[self._account_id]
        if not self._wakes.watches:
            self._wakes.watched.clear()

    def wake(self) -> None:
        """There may be something new."""
        self.woken_at = monotonic()
        self._event.set()

    async def wait(self, after: int, seconds: float) -> None:
        """Until there may be something behind the sequence `after`, but no longer than `seconds`."""
        self.after = after
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
        self._event.clear()


class Wakes:
    """The accounts that are watched in this process. `outbox` gathers touched accounts for other processes."""

    def __init__(self) -> None:
        self.watches: dict[int, set[Watch]] = {}
        self.watched = asyncio.Event()
        self.outbox: set[int] = set()
        self.filled = asyncio.Event()

    def watch(self, account_id: int) -> Watch:
        """A waiter for an account's next events."""
        return Watch(self, account_id)

    def touched(self, account_id: int) -> None:
        """A transaction of the account was committed here."""
        self.heard(account_id)
        self.outbox.add(account_id)
        self.filled.set()

    def heard(self, account_id: int, seq: int | None = None) -> None:
        """A transaction of the account was committed somewhere; with `seq` only those wake who have not come so far."""
        for watch in tuple(self.watches.get(account_id, ())):
            if seq is None or watch.after < seq:
                watch.wake()
