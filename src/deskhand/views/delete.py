"""Taking a saved view away; its name is free again."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.events import EventKind
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.views import store
from deskhand.views.check import view_to_change


async def delete_view(tx: Tx, actor: Actor, view_id: int) -> None:
    """Take a view away: the owner's own, or a shared one by whoever manages views."""
    before = await view_to_change(tx, actor, view_id)
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.VIEW_DELETED, before.id, before=before, after=after)
    await store.update(tx, msgspec.structs.replace(after, version=seq))
