"""Keeping what a timer has become, with the event that tells of it; of no ticket, since nothing of one has changed."""

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.core.timer import Timer, stopped
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.worklog import timer_store


async def keep_started(tx: Tx, actor: Actor, after: Timer) -> Timer:
    """The timer, which counts from now on."""
    known = await _known(tx, after)
    await log.append(tx, actor, EventKind.TIMER_STARTED, after.id, before=known, after=after)
    return await _put(tx, after)


async def keep_stopped(tx: Tx, actor: Actor, timer: Timer) -> Timer:
    """The timer at rest, what it counted being written."""
    after = stopped(timer)
    await log.append(tx, actor, EventKind.TIMER_STOPPED, after.id, before=await _known(tx, after), after=after)
    return await _put(tx, after)


async def keep_discarded(tx: Tx, actor: Actor, timer: Timer) -> Timer:
    """The timer at rest, what it counted being thrown away."""
    after = stopped(timer)
    await log.append(tx, actor, EventKind.TIMER_DISCARDED, after.id, before=await _known(tx, after), after=after)
    return await _put(tx, after)


async def keep_mode(tx: Tx, actor: Actor, after: Timer) -> Timer:
    """The timer, which starts in another way from now on."""
    await log.append(tx, actor, EventKind.TIMER_MODE_SET, after.id, before=await _known(tx, after), after=after)
    return await _put(tx, after)


async def _known(tx: Tx, timer: Timer) -> Timer | None:
    """What was kept of it before; nothing, when this is the first that there is to keep."""
    return await timer_store.get(tx, tx.account_id, timer.id)


async def _put(tx: Tx, after: Timer) -> Timer:
    await timer_store.put(tx, after)
    return after
