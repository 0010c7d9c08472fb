"""The routes of /api/v3: one file per noun, and its shapes beside them."""

from deskhand.api.routes import Route
from deskhand.api.v3 import comments, contacts, customers, durations, events, technicians, tickets, workhours

ROUTES: tuple[Route, ...] = (
    *tickets.ROUTES,
    *comments.ROUTES,
    *durations.ROUTES,
    *workhours.ROUTES,
    *customers.ROUTES,
    *contacts.ROUTES,
    *technicians.ROUTES,
    *events.ROUTES,
)
