"""Never more requests in any minute than the server allows, however many threads or tasks share the client."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

PER_MINUTE = 700
MINUTE = 60.0


class Throttle:
    """Says how long to wait before each request, and counts that request at once.

    Give one to several clients that share a key. It never waits itself, so that it serves threads and tasks alike.
    """

    def __init__(self, per_minute: int = PER_MINUTE, *, clock: Callable[[], float] = monotonic) -> None:
        if per_minute < 1:
            raise ValueError("per_minute must be 1 or more")
        self._limit = per_minute
        self._clock = clock
        self._lock = Lock()
        self._taken: deque[float] = deque(maxlen=per_minute)
        self._not_before = 0.0

    def claim(self) -> float:
        """Take the next place; gives the seconds until it may be used."""
        with self._lock:
            now = self._clock()
            at = max(now, self._not_before)
            if len(self._taken) == self._limit:
                at = max(at, self._taken[0] + MINUTE)
            self._taken.append(at)
            return at - now

    def hold(self, seconds: float) -> None:
        """Let nobody use a place for so many seconds: the server said that it was too much."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + seconds)
