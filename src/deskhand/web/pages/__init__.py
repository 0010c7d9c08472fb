"""The console's pages, one file per noun."""

from deskhand.web.pages import bulk, door, first_run, live, profile, saved_views, ticket, tickets
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (
    *bulk.PAGES,
    *door.PAGES,
    *first_run.PAGES,
    *live.PAGES,
    *profile.PAGES,
    *saved_views.PAGES,
    *ticket.PAGES,
    *tickets.PAGES,
)
