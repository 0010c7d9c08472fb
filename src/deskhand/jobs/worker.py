"""The worker: runs the schedule until it is told to end, whatever happens to single runs."""

import asyncio
from contextlib import suppress

import structlog

from deskhand.jobs.schedule import SCHEDULE, Job
from deskhand.storage.engine import Engine
from deskhand.storage.errors import StorageError

# How long a job rests after it failed.
AFTER_FAILURE = 5.0

log = structlog.get_logger("deskhand.jobs")


async def work(engine: Engine, ending: asyncio.Event) -> None:
    """Run every job of the schedule in its turn until `ending` is set; what is under way is finished."""
    async with asyncio.TaskGroup() as jobs:
        for job in SCHEDULE:
            jobs.create_task(_again_and_again(job, engine, ending))


async def _again_and_again(job: Job, engine: Engine, ending: asyncio.Event) -> None:
    while not ending.is_set():
        rest = job.every
        try:
            if await job.run(engine):
                continue
        except StorageError as wrong:  # a database that is away or locked is asked again
            log.warning("job put off", job=job.name, why=str(wrong))
            rest = AFTER_FAILURE
        except Exception as wrong:
            log.error("job failed", job=job.name, exc_info=wrong)
            rest = AFTER_FAILURE
        with suppress(TimeoutError):
            async with asyncio.timeout(rest):
                await ending.wait()
