"""How often a key may call: so many requests in any sixty seconds, counted exactly."""

from collections import deque
from collections.abc import Callable
from math import ceil
from time import monotonic

import msgspec

WINDOW = 60.0


class Allowance(msgspec.Struct, frozen=True):
    """The answer for one request. `reset` is the whole seconds until the oldest counted one falls out."""

    allowed: bool
    limit: int
    remaining: int
    reset: int


class RateLimit:
    """A sliding window per key in this process, on the monotonic clock, so that setting the clock changes nothing.

    A refused request does not count: a client that waits for `reset` gets through.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._stamps: dict[tuple[int, int], deque[float]] = {}
        self._swept = clock()

    def take(self, key: tuple[int, int], limit: int) -> Allowance:
        """Count one request of the key, unless it is over its limit."""
        now = self._clock()
        if now - self._swept > WINDOW:
            self._sweep(now)
        stamps = self._stamps.get(key)
        if stamps is None:
            stamps = self._stamps[key] = deque()
        while stamps and stamps[0] <= now - WINDOW:
            stamps.popleft()
        allowed = len(stamps) < limit
        if allowed:
            stamps.append(now)
        reset = ceil(stamps[0] + WINDOW - now) if stamps else ceil(WINDOW)
        return Allowance(allowed, limit, max(0, limit - len(stamps)), reset)

    def _sweep(self, now: float) -> None:
        """Forget keys that have been quiet for a whole window."""
        self._swept = now
        quiet = [key for key, stamps in self._stamps.items() if not stamps or stamps[-1] <= now - WINDOW]
        for key in quiet:
            del self._stamps[key]
