"""Who waits for an account's next events, and how they hear of them: at once in this process, by NOTIFY from others."""

import asyncio
from contextlib import suppress
from types import TracebackType

# Whoever waits looks again at least this often, so that a lost notification delays and never loses.
LOOK_EVERY = 1.0


class Watch:
    """One waiter for one account; `async with` it before reading, so that nothing between read and wait is missed."""

    __slots__ = ("_account_id", "_event", "_wakes")

    def __init__(self, wakes: "Wakes", account_id: int) -> None:
        self._wakes = wakes
        self._account_id = account_id
        self._event = asyncio.Event()

    def __enter__(self) -> "Watch":
        self._wakes.watches.setdefault(self._account_id, set()).add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        watching = self._wakes.watches[self._account_id]
        watching.discard(self)
        if not watching:
            del self._wakes.watches[self._account_id]

    def wake(self) -> None:
        """There may be something new."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Until something may be new, but no longer than `seconds`, nor than it takes to look again anyway."""
        with suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, LOOK_EVERY)):
                await self._event.wait()
        self._event.clear()


class Wakes:
    """The accounts that are watched in this process. `outbox` gathers touched accounts for other processes."""

    def __init__(self) -> None:
        self.watches: dict[int, set[Watch]] = {}
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

    def heard(self, account_id: int) -> None:
        """A transaction of the account was committed somewhere."""
        for watch in tuple(self.watches.get(account_id, ())):
            watch.wake()
