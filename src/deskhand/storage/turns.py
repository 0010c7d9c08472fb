"""Turns of the event loop: so that code which never waits can tell how long it has kept the loop to itself."""

import asyncio
from time import perf_counter

LONG = 0.005


class Turns:
    """Counts the loop's turns while someone looks; a turn in which nobody looks costs nothing."""

    def __init__(self) -> None:
        self.number = 0
        self._began = 0.0
        self._marked = False

    def look(self) -> float:
        """How many seconds ago this turn was first looked at."""
        if self._marked:
            return perf_counter() - self._began
        self._marked = True
        self._began = perf_counter()
        asyncio.get_running_loop().call_soon(self._next)
        return 0.0

    async def pause(self) -> None:
        """Let the others have a turn if this one has been long (measured: a job of 1,600 writes let nobody in)."""
        if self.look() > LONG:
            await asyncio.sleep(0)
            self.look()

    def _next(self) -> None:
        self.number += 1
        self._marked = False
