"""The console's pages, one file per noun."""

from deskhand.web.pages import bulk, door, first_run, live, profile, ticket, ticket_change, tickets, timer, work
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (
    *bulk.PAGES,
    *door.PAGES,
    *first_run.PAGES,
    *live.PAGES,
    *profile.PAGES,
    *ticket.PAGES,
    *ticket_change.PAGES,
    *tickets.PAGES,
    *timer.PAGES,
    *work.PAGES,
)
