"""What was found out a moment ago and may be told again: values that are kept for a few seconds in this process."""

from collections.abc import Hashable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_KEPT = 10_000


class Recent(Generic[T]):
    """Values by their keys, forgotten after `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._kept: dict[Hashable, tuple[float, T]] = {}

    def get(self, key: Hashable) -> T | None:
        """The value, None where there is none that is recent enough."""
        found = self._kept.get(key)
        return found[1] if found is not None and monotonic() - found[0] < self._seconds else None

    def keep(self, key: Hashable, value: T) -> T:
        """Keep a value from now on."""
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = monotonic(), value
        return value
