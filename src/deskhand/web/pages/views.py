"""Views: those of the inbox with their counts, and saved ones to rename, share, move and delete."""

from collections.abc import Sequence

import msgspec

from deskhand.core.errors import Forbidden, Missing, Refusal
from deskhand.core.permissions import Verb, may
from deskhand.http.door import Answer
from deskhand.views.change import change_view
from deskhand.views.check import ViewDraft
from deskhand.views.delete import delete_view
from deskhand.views.read import list_views
from deskhand.views.store import ViewShown
from deskhand.web.answers import Said, page, see_other
from deskhand.web.frame import frame_of
from deskhand.web.refusals import SaidRefusal, said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_


class Refused(msgspec.Struct, frozen=True):
    """What was refused of which view, with what was typed."""

    view_id: int
    typed: str
    said: SaidRefusal


async def show_views(visit: Visit, refused: Refused | None = None) -> Answer:
    """The list of views."""
    async with visit.engine.read() as read:
        found = await list_views(read, visit.actor)
        frame = await frame_of(visit, read, "views")
    own = [one for one in found if one.owner_id == visit.technician.id]
    return page(
        visit,
        "kept/views.html",
        422 if refused else 200,
        frame=frame,
        own=own,
        others=[one for one in found if one.owner_id != visit.technician.id],
        may_share=may(visit.actor, Verb.TICKET_WRITE),
        may_manage=may(visit.actor, Verb.VIEW_MANAGE),
        refused=refused,
    )


async def take_view(visit: Visit) -> Answer:
    """Rename a view, and share it or keep it for oneself."""
    view_id, form = visit.ids["view_id"], visit.form
    draft = ViewDraft(name=form.raw("name"))
    if form.has("sharing"):
        draft = msgspec.structs.replace(draft, shared=form.text("sharing") == "shared")
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            changed = await change_view(tx, visit.actor, view_id, draft)
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return await show_views(visit, Refused(view_id, form.raw("name"), said_of(visit, refusal)))
    return see_other(visit, "/views", Said(visit._(N_("View %(name)s changed")) % {"name": changed.name}))


async def take_move(visit: Visit) -> Answer:
    """Move one of one's own views up or down."""
    up = visit.form.text("to") == "up"
    async with visit.engine.transaction(visit.account_id) as tx:
        own = [one for one in await list_views(tx, visit.actor) if one.owner_id == visit.technician.id]
        for place, one in enumerate(_moved(own, visit.ids["view_id"], -1 if up else 1), start=1):
            if one.position != place:
                await change_view(tx, visit.actor, one.id, ViewDraft(position=place))
    return see_other(visit, "/views")


def _moved(own: Sequence[ViewShown], view_id: int, by: int) -> list[ViewShown]:
    """The views with one of them in another place. Raises Missing."""
    order = list(own)
    place = next((number for number, one in enumerate(order) if one.id == view_id), None)
    if place is None:
        raise Missing("View")
    order.insert(min(len(order) - 1, max(0, place + by)), order.pop(place))
    return order


async def take_view_deletion(visit: Visit) -> Answer:
    """Delete a view; its tickets stay as they are."""
    async with visit.engine.transaction(visit.account_id) as tx:
        await delete_view(tx, visit.actor, visit.ids["view_id"])
    return see_other(visit, "/views", Said(visit._(N_("View deleted"))))


async def views_page(visit: Visit) -> Answer:
    """The page without anything refused."""
    return await show_views(visit)


PAGES = (
    Page(path="/views", handler=views_page),
    Page(methods=("POST",), path="/views/{view_id}", handler=take_view),
    Page(methods=("POST",), path="/views/{view_id}/move", handler=take_move),
    Page(methods=("POST",), path="/views/{view_id}/delete", handler=take_view_deletion),
)
