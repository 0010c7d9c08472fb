"""Handing tickets to the sweep after a rule has changed, so that it reckons them anew, some at a time."""

from collections.abc import Sequence

from deskhand.sla import store
from deskhand.storage.engine import Tx


async def sweep_policies(tx: Tx, policy_ids: Sequence[int]) -> None:
    """The tickets that have one of these policies and are not closed are to be looked at now."""
    if policy_ids:
        await tx.run(store.SWEEP_OF, account_id=tx.account_id, ids=list(policy_ids), now=tx.now)


async def sweep_all(tx: Tx) -> None:
    """Every ticket that is not closed is to be looked at now."""
    await tx.run(store.SWEEP_ALL, account_id=tx.account_id, now=tx.now)
