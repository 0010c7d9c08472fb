"""The console's pages, one file per noun."""

from deskhand.web.pages import ticket, tickets
from deskhand.web.routes import Page

PAGES: tuple[Page, ...] = (*tickets.PAGES, *ticket.PAGES)
