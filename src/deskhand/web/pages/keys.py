"""The list of all keys, as a page."""

from deskhand.http.door import Answer
from deskhand.web.answers import page
from deskhand.web.frame import frame_of
from deskhand.web.routes import Page
from deskhand.web.shortcuts import ALL
from deskhand.web.visit import Visit


async def show_keys(visit: Visit) -> Answer:
    """Every key, and what it does."""
    async with visit.engine.read() as read:
        frame = await frame_of(visit, read, "keys")
    return page(visit, "find/keys.html", frame=frame, groups=ALL)


PAGES = (Page(path="/keys", handler=show_keys),)
