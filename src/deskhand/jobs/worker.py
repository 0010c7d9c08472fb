"""The worker: runs the schedule until it is told to end, whatever happens to single runs."""

import asyncio
from contextlib import suppress

import structlog

from deskhand.jobs.schedule import SCHEDULE, Job
from deskhand.storage.engine import Engine
from deskhand.storage.errors import StorageError

# How long a job rests after it failed.
AFTER_FAILURE = 5.0
# How long a job that was woken lets commits gather, so that a busy desk is not looked through for each of them.
GATHER = 0.25

log = structlog.get_logger("deskhand.jobs")


async def work(engine: Engine, ending: asyncio.Event) -> None:
    """Run every job of the schedule in its turn until `ending` is set; what is under way is finished."""
    async with asyncio.TaskGroup() as jobs:
        for job in SCHEDULE:
            jobs.create_task(_again_and_again(job, engine, ending))


async def _again_and_again(job: Job, engine: Engine, ending: asyncio.Event) -> None:
    while not ending.is_set():
        rest, failed = job.every, False
        if job.woken:
            engine.wakes.news.clear()  # before looking: what commits meanwhile wakes it again
        try:
            if await job.run(engine):
                continue
        except StorageError as wrong:  # a database that is away or locked is asked again
            log.warning("job put off", job=job.name, why=str(wrong))
            rest, failed = AFTER_FAILURE, True
        except Exception as wrong:
            log.error("job failed", job=job.name, exc_info=wrong)
            rest, failed = AFTER_FAILURE, True
        if job.woken and not failed:
            await _until_news(engine.wakes.news, ending, rest)
        else:
            await _until(ending, rest)


async def _until_news(news: asyncio.Event, ending: asyncio.Event, seconds: float) -> None:
    """Until something has been committed, and a moment longer; the end comes at once."""
    waiting = [asyncio.ensure_future(one.wait()) for one in (news, ending)]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
    await _until(ending, GATHER)


async def _until(ending: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ending.wait()
