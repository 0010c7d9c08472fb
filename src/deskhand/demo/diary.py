"""Each technician's diary, so that nobody works on two tickets at once."""

from bisect import bisect_left

MINUTE = 60
LEAST = 5 * MINUTE  # less is not written down


class Diary:
    """The hours taken, per technician, as seconds since 1970 on whole minutes."""

    def __init__(self) -> None:
        self._taken: dict[str, list[tuple[int, int]]] = {}

    def book(self, technician: str, earliest: int, latest: int, seconds: int) -> tuple[int, int] | None:
        """The last free time up to `latest`, shortened to what is free there; None if he had no time at all."""
        taken = self._taken.setdefault(technician, [])
        earliest, end = -(-earliest // MINUTE) * MINUTE, latest // MINUTE * MINUTE
        n = bisect_left(taken, (end, 0))
        while end - earliest >= LEAST:
            free_from = max(earliest, taken[n - 1][1]) if n else earliest
            if end - free_from >= LEAST:
                entry = (max(free_from, end - seconds), end)
                taken.insert(n, entry)
                return entry
            n -= 1
            end = taken[n][0]
        return None

    def forget(self, before: int) -> None:
        """Drop what began before an instant that no later entry reaches back to."""
        for taken in self._taken.values():
            del taken[: bisect_left(taken, (before, 0))]
