"""Reading saved views: one's own and those that others share, and which of them an actor may know of."""

from collections.abc import Sequence

from deskhand.core.actor import Actor
from deskhand.core.permissions import Verb, may
from deskhand.storage.engine import Read
from deskhand.views import store
from deskhand.views.check import owner
from deskhand.views.store import ViewShown

NOBODY = 0


async def list_views(read: Read, actor: Actor) -> list[ViewShown]:
    """The actor's own views in their places, then those that others share."""
    return await read.fetch(store.FOR_OWNER, account_id=actor.account_id, owner_id=owner(actor))


async def known_views(read: Read, actor: Actor, ids: Sequence[int]) -> set[int]:
    """Which of these the actor may know of, deleted ones too: its own, shared ones, and for an administrator all."""
    if may(actor, Verb.ACCOUNT_ADMIN):
        return set(ids)
    owner_id = actor.technician_id or NOBODY
    return set(await read.fetch(store.KNOWN_TO, account_id=actor.account_id, owner_id=owner_id, ids=list(ids)))
