"""Saved views from the list: kept under a name, brought up to date, and counted for the rail."""

from deskhand.core.errors import Missing, Refusal
from deskhand.core.query import QueryError
from deskhand.http.door import Answer
from deskhand.tickets.counts import count_of_query
from deskhand.views.change import change_view
from deskhand.views.check import ViewDraft
from deskhand.views.read import list_views
from deskhand.views.save import save_view
from deskhand.web.answers import Said, json_answer, own_path, see_other
from deskhand.web.figures import figure
from deskhand.web.forms import query_of
from deskhand.web.listing.listed import Saving
from deskhand.web.listing.recent import Recent
from deskhand.web.pages.tickets import list_page
from deskhand.web.refusals import said_of
from deskhand.web.routes import Page
from deskhand.web.visit import Visit
from deskhand.web.words import N_

# A page asks each time it is shown, and a busy desk shows it anew every other second.
_counted: Recent[dict[int, int]] = Recent(5.0)


async def save_new(visit: Visit) -> Answer:
    """Keep the list under a name; it is shown as that view then."""
    form = visit.form
    draft = ViewDraft(
        name=form.text("name"), query=form.text("query"), sort=form.text("sort"), shared=form.has("shared")
    )
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            saved = await save_view(tx, visit.actor, draft)
    except Refusal as refusal:
        _, _, query = own_path(form.text("back")).partition("?")
        saving = Saving(form.text("name"), form.has("shared"), said_of(visit, refusal).sentence)
        shown = await list_page(visit, query_of(query.encode()), saving)
        # The address stays that of the list, which can be loaded anew.
        return Answer(422, shown.body, [*shown.headers, (b"hx-push-url", b"false")], shown.media_type)
    said = visit._(N_("View saved: %(name)s")) % {"name": saved.name}
    return see_other(visit, f"/tickets?view={saved.id}", Said(said))


async def update_query(visit: Visit) -> Answer:
    """Let a view show what the list shows now."""
    view_id, form = visit.ids["view_id"], visit.form
    try:
        async with visit.engine.transaction(visit.account_id) as tx:
            draft = ViewDraft(query=form.text("query"), sort=form.text("sort"))
            changed = await change_view(tx, visit.actor, view_id, draft)
    except Missing:
        raise
    except Refusal as refusal:
        return see_other(visit, own_path(form.text("back")), Said(said_of(visit, refusal).sentence, "wrong"))
    said = visit._(N_("View updated: %(name)s")) % {"name": changed.name}
    return see_other(visit, f"/tickets?view={view_id}", Said(said))


async def count_saved(visit: Visit) -> Answer:
    """How many tickets each view in the rail has, by the view's id, as the person writes numbers."""
    whose = id(visit.engine), visit.account_id, visit.technician.id
    found = _counted.get(whose)
    if found is None:
        found = _counted.keep(whose, await _count(visit))
    language = visit.words.language
    return json_answer(visit, {str(view_id): figure(language, count) for view_id, count in found.items()})


async def _count(visit: Visit) -> dict[int, int]:
    """The counts; a view whose query cannot be read any more has none."""
    found: dict[int, int] = {}
    async with visit.engine.read() as read:
        views = await list_views(read, visit.actor)
    for view in views:
        try:
            # A connection for each, so that many views of one person keep nobody waiting.
            async with visit.engine.read() as read:
                found[view.id] = await count_of_query(read, visit.actor, view.query, visit.now)
        except (QueryError, Refusal):
            continue
    return found


PAGES = (
    Page(path="/views/counts", handler=count_saved),
    Page(methods=("POST",), path="/views/new", handler=save_new),
    Page(methods=("POST",), path="/views/{view_id}/query", handler=update_query),
)
