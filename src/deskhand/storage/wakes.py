"""Who waits for an account's next events, and how they hear of them: at once in this process, by NOTIFY from others."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")

NOWHERE = -1
# Those who follow an account are at the same place of its log, but for a few that are catching up.
MOST_LOOKS = 16


class Watch:
    """One waiter for one account; `with` it before reading, so that nothing between read and wait is missed."""

    __slots__ = ("_account_id", "_event", "_wakes", "_watched", "after", "woken_at")

    def __init__(self, wakes: "Wakes", account_id: int) -> None:
        self._wakes = wakes
        self._account_id = account_id
        self._event = asyncio.Event()
        self.after = NOWHERE  # the sequence up to which the waiter knows the log
        self.woken_at = 0.0  # what was learned of the account before this moment may be out of date

    def __enter__(self) -> "Watch":
        self._watched = self._wakes.watches.setdefault(self._account_id, Watched())
        self._watched.watches.add(self)
        self._wakes.watched.set()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watched.watches.discard(self)
        if not self._watched.watches and self._wakes.watches.get(self._account_id) is self._watched:
            del self._wakes.watches[self._account_id]
        if not self._wakes.watches:
            self._wakes.watched.clear()

    def wake(self) -> None:
        """There may be something new."""
        self.woken_at = monotonic()
        self._event.set()

    async def look(self, place: Hashable, read: Callable[[], Coroutine[Any, Any, list[T]]]) -> list[T]:
        """What `read` finds at a place of the log, read once for all who watch the account and ask for the same place.

        Something found stays true, since a log only grows; nothing found only until the account is heard of again.
        """
        watched = self._watched
        times, looking = watched.looks.get(place, (watched.times, None))
        if looking is None or (times != watched.times and not (looking.done() and looking.result())):
            looking = watched.begin(place, read())
        return looking.result() if looking.done() else await asyncio.shield(looking)

    async def wait(self, after: int, seconds: float) -> None:
        """Until there may be something behind the sequence `after`, but no longer than `seconds`."""
        self.after = after
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
        self._event.clear()


class Watched:
    """All who watch one account, and what was found when one of them looked last."""

    __slots__ = ("looks", "times", "watches")

    def __init__(self) -> None:
        self.watches: set[Watch] = set()
        self.times = 0  # how often the account was heard of
        self.looks: dict[Hashable, tuple[int, asyncio.Task[Any]]] = {}

    def begin(self, place: Hashable, reading: Coroutine[Any, Any, list[T]]) -> asyncio.Task[list[T]]:
        """Begin a look that others may share."""
        if len(self.looks) >= MOST_LOOKS:
            self.looks.clear()
        looking = asyncio.create_task(reading)
        self.looks[place] = self.times, looking
        looking.add_done_callback(lambda done: self._drop_failed(place, done))
        return looking

    def _drop_failed(self, place: Hashable, done: asyncio.Task[Any]) -> None:
        failed = done.cancelled() or done.exception() is not None
        if failed and self.looks.get(place, (0, None))[1] is done:
            del self.looks[place]

    def heard(self, seq: int | None) -> None:
        """Wake those who have not come so far; everybody, when it is not known how far the log has come."""
        self.times += 1
        for watch in tuple(self.watches):
            if seq is None or watch.after < seq:
                watch.wake()


class Wakes:
    """The accounts that are watched in this process. `outbox` gathers touched accounts for other processes; `news` is
    set when any account is heard of, for the one who hands events on."""

    def __init__(self) -> None:
        self.watches: dict[int, Watched] = {}
        self.watched = asyncio.Event()
        self.outbox: set[int] = set()
        self.filled = asyncio.Event()
        self.news = asyncio.Event()

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
        watched = self.watches.get(account_id)
        if watched is not None:
            watched.heard(seq)
        if seq is None:  # a commit, and not the lookout's answer
            self.news.set()
