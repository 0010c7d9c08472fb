"""The console's pages, one file per noun."""

from deskhand.web.pages import door, first_run, keys, live, new_ticket, notifications, profile, search, ticket, tickets
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (
    *door.PAGES,
    *first_run.PAGES,
    *keys.PAGES,
    *live.PAGES,
    *new_ticket.PAGES,
    *notifications.PAGES,
    *profile.PAGES,
    *search.PAGES,
    *ticket.PAGES,
    *tickets.PAGES,
)
