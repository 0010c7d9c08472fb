"""Every recurring job, in one list."""

from collections.abc import Awaitable, Callable

import msgspec

from deskhand.jobs.dispatch import hand_out
from deskhand.jobs.sweeps import sweep_due
from deskhand.jobs.tidying import forget_who_was_here
from deskhand.storage.engine import Engine


class Job(msgspec.Struct, frozen=True):
    """Something done again and again: how often, in seconds, and what. It says whether there is more to do at once.

    One that is `woken` need not wait so long: it runs soon after a commit that this process hears of.
    """

    name: str
    every: float
    run: Callable[[Engine], Awaitable[bool]]
    woken: bool = False


SCHEDULE: tuple[Job, ...] = (
    Job("sweep", 1.0, sweep_due),
    Job("dispatch", 1.0, hand_out, woken=True),
    Job("presence", 600.0, forget_who_was_here),
)
