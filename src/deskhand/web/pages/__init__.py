"""The console's pages, one file per noun."""

from deskhand.web.pages import (
    bulk,
    door,
    first_run,
    keys,
    live,
    new_ticket,
    notifications,
    profile,
    search,
    thread,
    ticket,
    ticket_change,
    ticket_files,
    tickets,
    timer,
    work,
    writing,
)
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (
    *bulk.PAGES,
    *door.PAGES,
    *first_run.PAGES,
    *keys.PAGES,
    *live.PAGES,
    *new_ticket.PAGES,
    *notifications.PAGES,
    *profile.PAGES,
    *search.PAGES,
    *thread.PAGES,
    *ticket.PAGES,
    *ticket_change.PAGES,
    *ticket_files.PAGES,
    *tickets.PAGES,
    *timer.PAGES,
    *work.PAGES,
    *writing.PAGES,
)
