"""The console's pages, one file per noun."""

from deskhand.web.pages import door, first_run, live, new_ticket, profile, ticket, tickets
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (
    *door.PAGES,
    *first_run.PAGES,
    *live.PAGES,
    *new_ticket.PAGES,
    *profile.PAGES,
    *ticket.PAGES,
    *tickets.PAGES,
)
