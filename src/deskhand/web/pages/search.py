"""Search and commands: the palette's answers while somebody types, and the same as a page of its own."""

from deskhand.auth.preferences import keep_preference
from deskhand.core.preference import Language, PreferenceDraft, Theme
from deskhand.http.door import Answer
from deskhand.web.answers import own_path, page, see_other
from deskhand.web.frame import frame_of
from deskhand.web.marked import marked
from deskhand.web.palette import PaletteFound, palette_found
from deskhand.web.routes import Page
from deskhand.web.visit import Visit

LONGEST = 500


async def show_search(visit: Visit) -> Answer:
    """The search as a page."""
    query = visit.query.text("q")[:LONGEST]
    async with visit.engine.read() as read:
        found = await palette_found(visit, read, query) if query else PaletteFound(query="")
        frame = await frame_of(visit, read, "search")
    return page(visit, "find/search.html", frame=frame, found=found, marked=marked)


async def show_palette(visit: Visit) -> Answer:
    """What the palette shows for what was typed."""
    async with visit.engine.read() as read:
        found = await palette_found(visit, read, visit.query.text("q")[:LONGEST])
    return page(visit, "find/palette_options.html", found=found, marked=marked)


async def take_look(visit: Visit) -> Answer:
    """Choose colours or a language by a command, and stay on the page."""
    form = visit.form
    draft = PreferenceDraft()
    if form.has("theme") and form.text("theme") in set(Theme):
        draft = PreferenceDraft(theme=Theme(form.text("theme")))
    elif form.has("language") and form.text("language") in set(Language):
        draft = PreferenceDraft(language=Language(form.text("language")))
    async with visit.engine.chore() as chore:
        await keep_preference(chore, visit.actor, draft)
    return see_other(visit, own_path(form.text("back") or "/"))


PAGES = (
    Page(path="/search", handler=show_search),
    Page(path="/search/palette", handler=show_palette),
    Page(methods=("POST",), path="/preferences/look", handler=take_look),
)
