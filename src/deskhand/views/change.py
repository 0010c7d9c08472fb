"""Changing a saved view: its name, what it shows, its order, its place, and whether others see it."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.views import SavedView
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.views import store
from deskhand.views.check import ViewDraft, checked, view_to_change


async def change_view(tx: Tx, actor: Actor, view_id: int, draft: ViewDraft) -> SavedView:
    """Change what the draft names. No difference: no event."""
    before = await view_to_change(tx, actor, view_id)
    after = await checked(tx, actor, before, draft, tx.now)
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.VIEW_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await store.update(tx, after)
    return after
