"""Handing events on to all that follow the log, account by account; one that fails rests and keeps no other waiting."""

import structlog

from deskhand.events.cursor_store import Behind
from deskhand.events.dispatch import Consumer, Handed, accounts_behind, hand_on, note_handed, put_off
from deskhand.notify.ring import BELL
from deskhand.storage.engine import Engine
from deskhand.storage.errors import Busy, Unreachable

CONSUMERS: tuple[Consumer, ...] = (BELL,)
ACCOUNTS_AT_ONCE = 100
# So that one account with a long way to go keeps the others waiting for a moment only.
PAGES_AT_ONCE = 5

log = structlog.get_logger("deskhand.jobs")


async def hand_out(engine: Engine) -> bool:
    """Let everybody catch up with every account that has something new; whether there may be more."""
    more, after = False, 0
    while True:
        async with engine.read() as read:
            page = await accounts_behind(read, after, ACCOUNTS_AT_ONCE)
        for behind in page:
            more = await _catch_up(engine, behind) or more
        if len(page) < ACCOUNTS_AT_ONCE:
            return more
        after = page[-1].account_id


async def _catch_up(engine: Engine, behind: Behind) -> bool:
    handed = [await _hand_some(engine, behind.account_id, consumer) for consumer in CONSUMERS]
    if any(one.told for one in handed):
        # Readers of the feed look again, and find the bell changed.
        engine.wakes.touched(behind.account_id)
    async with engine.chore() as writes:
        await note_handed(writes, behind.account_id, min(one.seq for one in handed))
    return any(one.more for one in handed)


async def _hand_some(engine: Engine, account_id: int, consumer: Consumer) -> Handed:
    handed, told = Handed(0, more=True, told=False), False
    for _ in range(PAGES_AT_ONCE):
        handed = await _hand_page(engine, account_id, consumer)
        told = told or handed.told
        if not handed.more:
            break
    return Handed(handed.seq, handed.more, told)


async def _hand_page(engine: Engine, account_id: int, consumer: Consumer) -> Handed:
    try:
        async with engine.chore() as writes:
            return await hand_on(writes, account_id, consumer)
    except (Busy, Unreachable):
        raise
    except Exception as wrong:
        log.error("consumer failed; it rests", account=account_id, consumer=consumer.name, exc_info=wrong)
        async with engine.chore() as writes:
            await put_off(writes, account_id, consumer)
        return Handed(0, more=False, told=False)
