"""Changing the account's settings, and what follows from them for its tickets."""

from deskhand.core.actor import Actor
from deskhand.core.directory import Account
from deskhand.directory.account import AccountDraft, change_account, read_account
from deskhand.sla.sweeping import sweep_all
from deskhand.storage.engine import Tx

# The settings that tickets are reckoned by.
RECKONED_BY = ("pause_first_response", "auto_close_days")


async def change_settings(tx: Tx, actor: Actor, draft: AccountDraft) -> Account:
    """Change what the draft names. Where clocks depend on it, the sweep looks at every ticket that is not closed."""
    before = await read_account(tx, actor)
    after = await change_account(tx, actor, draft)
    if any(getattr(before, field) != getattr(after, field) for field in RECKONED_BY):
        await sweep_all(tx)
    return after
