"""Saving a view: a query of the list under a name."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Refusal
from deskhand.core.events import EventKind
from deskhand.core.views import MOST_VIEWS, SavedView
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.views import store
from deskhand.views.check import ViewDraft, checked, owner


async def save_view(tx: Tx, actor: Actor, draft: ViewDraft) -> SavedView:
    """A new view of the actor's, behind the others. Refused without a name, or with too many views already."""
    own = {"account_id": tx.account_id, "owner_id": owner(actor)}
    if await tx.value(store.COUNT, **own) >= MOST_VIEWS:
        detail = f"A technician keeps at most {MOST_VIEWS} views; delete one first"
        raise Refusal("too_many_views", "Too many views", detail, field="name")
    last = await tx.value(store.LAST, **own)
    new = await checked(tx, actor, _blank(tx, own["owner_id"], (last or 0) + 1), draft, tx.now)
    new = msgspec.structs.replace(new, id=tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.VIEW_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.insert(tx, new)
    return new


def _blank(tx: Tx, owner_id: int, position: int) -> SavedView:
    return SavedView(
        account_id=tx.account_id,
        id=0,
        version=0,
        owner_id=owner_id,
        name="",
        query="",
        sort="",
        shared=False,
        position=position,
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )
