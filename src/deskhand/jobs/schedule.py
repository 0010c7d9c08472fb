"""Every recurring job, in one list."""

from collections.abc import Awaitable, Callable

import msgspec

from deskhand.jobs.sweeps import sweep_due
from deskhand.storage.engine import Engine


class Job(msgspec.Struct, frozen=True):
    """Something done again and again: how often, in seconds, and what. It says whether there is more to do at once."""

    name: str
    every: float
    run: Callable[[Engine], Awaitable[bool]]


SCHEDULE: tuple[Job, ...] = (Job("sweep", 1.0, sweep_due),)
