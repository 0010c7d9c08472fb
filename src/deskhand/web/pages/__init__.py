"""The console's pages, one file per noun."""

from deskhand.web.pages import (
    door,
    first_run,
    keys,
    live,
    new_ticket,
    notifications,
    profile,
    replies,
    search,
    templates,
    ticket,
    tickets,
    views,
)
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (
    *door.PAGES,
    *first_run.PAGES,
    *keys.PAGES,
    *live.PAGES,
    *new_ticket.PAGES,
    *notifications.PAGES,
    *profile.PAGES,
    *replies.PAGES,
    *search.PAGES,
    *templates.PAGES,
    *ticket.PAGES,
    *tickets.PAGES,
    *views.PAGES,
)
