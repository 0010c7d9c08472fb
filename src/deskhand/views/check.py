"""What a view may be, and who may do what to it: shared by saving and changing."""

from datetime import datetime

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor
from deskhand.core.drafts import Maybe, said
from deskhand.core.errors import Forbidden, Missing, Taken
from deskhand.core.permissions import Verb, may, require
from deskhand.core.views import SavedView, checked_name, checked_query, checked_sort
from deskhand.storage.engine import Read
from deskhand.views import store


class ViewDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a view; a new one needs a name."""

    name: Maybe[str] = UNSET
    query: Maybe[str] = UNSET
    sort: Maybe[str] = UNSET
    shared: Maybe[bool] = UNSET
    position: Maybe[int] = UNSET


def owner(actor: Actor) -> int:
    """The technician who acts. Raises Forbidden where nobody does who could keep a view."""
    require(actor, Verb.TICKET_READ)
    if actor.technician_id is None:
        raise Forbidden("Views are kept by technicians; this key acts as none")
    return actor.technician_id


async def view_to_change(read: Read, actor: Actor, view_id: int) -> SavedView:
    """The view, when the actor may change it: the owner, and of a shared one whoever manages views.

    Raises Missing for what the actor does not even see, Forbidden for what others share.
    """
    own = owner(actor)
    found = await store.get(read, actor.account_id, view_id)
    if found is None or (found.owner_id != own and not found.shared):
        raise Missing("View")
    if found.owner_id != own:
        require(actor, Verb.VIEW_MANAGE)
    return found


async def checked(read: Read, actor: Actor, before: SavedView, draft: ViewDraft, now: datetime) -> SavedView:
    """The view as the draft wants it. Refused (`name_required`, `view_exists`, `invalid_query`, `invalid_sort`)."""
    shared = said(draft.shared, before.shared)
    if shared and not before.shared and not may(actor, Verb.TICKET_WRITE):
        raise Forbidden(f"Sharing a view takes the permission {Verb.TICKET_WRITE.value}")
    query = said(draft.query, before.query)
    return msgspec.structs.replace(
        before,
        name=await _own_name(read, before, said(draft.name, before.name)),
        # One that was kept before the language changed may stay as it is.
        query=query if query == before.query else checked_query(query, now),
        sort=checked_sort(said(draft.sort, before.sort)),
        shared=shared,
        position=max(0, said(draft.position, before.position)),
    )


async def _own_name(read: Read, view: SavedView, name: str) -> str:
    tidy = checked_name(name)
    other = await store.named(read, view.account_id, view.owner_id, tidy)
    if other is not None and other.id != view.id:
        detail = f"There is a view {other.name} already; use that one, or another name"
        raise Taken("view_exists", "View already exists", detail, field="name")
    return tidy
