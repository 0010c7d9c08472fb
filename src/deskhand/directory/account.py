"""The account's own settings: read by everybody in it, changed by its administrators."""

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor
from deskhand.core.directory import Account, checked_zone
from deskhand.core.drafts import Maybe, apply
from deskhand.core.events import EventKind
from deskhand.core.permissions import Verb, require
from deskhand.core.work import Overlap
from deskhand.directory import account_store as store
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class AccountDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of an account."""

    time_zone: Maybe[str] = UNSET
    resolve_before_close: Maybe[bool] = UNSET
    pause_first_response: Maybe[bool] = UNSET
    auto_close_days: Maybe[int] = UNSET
    work_overlap: Maybe[Overlap] = UNSET


async def read_account(read: Read, actor: Actor) -> Account:
    """The actor's account."""
    return await store.get(read, actor.account_id)


async def change_account(tx: Tx, actor: Actor, draft: AccountDraft) -> Account:
    """Change what the draft names. Nothing changed: no event."""
    require(actor, Verb.ACCOUNT_ADMIN)
    before = await store.get(tx, tx.account_id)
    after = apply(draft, before)
    if after.time_zone != before.time_zone:
        after = msgspec.structs.replace(after, time_zone=checked_zone(after.time_zone))
    if after == before:
        return before
    await log.append(tx, actor, EventKind.ACCOUNT_CHANGED, tx.account_id, before=before, after=after)
    await store.update(tx, after)
    return after
