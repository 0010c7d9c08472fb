"""Sweeping tickets that are due, of all accounts, some in a transaction; one that fails is put off and reported."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

import structlog

from deskhand.storage.engine import Engine
from deskhand.storage.errors import Busy, Unreachable
from deskhand.tickets.sweep import due_now, postpone, sweep

AT_ONCE = 200
# Few, since whoever else writes in the account waits that long.
PER_TRANSACTION = 20

log = structlog.get_logger("deskhand.jobs")


async def sweep_due(engine: Engine) -> bool:
    """Sweep some of what is due now; whether there may be more."""
    async with engine.read() as read:
        due = await due_now(read, datetime.now(UTC), AT_ONCE)
    by_account = sorted(due, key=lambda one: one.account_id)
    for account_id, of_account in groupby(by_account, key=lambda one: one.account_id):
        ids = [one.id for one in of_account]
        for first in range(0, len(ids), PER_TRANSACTION):
            await _sweep_some(engine, account_id, ids[first : first + PER_TRANSACTION])
    return len(due) == AT_ONCE


async def _sweep_some(engine: Engine, account_id: int, ticket_ids: Sequence[int]) -> None:
    """Together if all goes well; else each alone, so that one that fails keeps no other one from its turn."""
    try:
        async with engine.transaction(account_id) as tx:
            for ticket_id in ticket_ids:
                await sweep(tx, ticket_id)
        return
    except (Busy, Unreachable):
        raise
    except Exception as wrong:
        if len(ticket_ids) == 1:
            await _put_off(engine, account_id, ticket_ids[0], wrong)
            return
    for ticket_id in ticket_ids:
        await _sweep_some(engine, account_id, (ticket_id,))


async def _put_off(engine: Engine, account_id: int, ticket_id: int, wrong: Exception) -> None:
    log.error("sweep failed; the ticket is put off", account=account_id, ticket=ticket_id, exc_info=wrong)
    async with engine.transaction(account_id) as tx:
        await postpone(tx, ticket_id)
