"""The routes of /api/v3: one file per noun, and its shapes beside them."""

from deskhand.api.routes import Route
from deskhand.api.v3 import (
    account,
    choices,
    comments,
    contacts,
    customers,
    departments,
    durations,
    events,
    relations,
    technicians,
    tickets,
    timesheets,
    workhours,
)

ROUTES: tuple[Route, ...] = (
    *tickets.ROUTES,
    *choices.ROUTES,
    *relations.ROUTES,
    *comments.ROUTES,
    *durations.ROUTES,
    *workhours.ROUTES,
    *timesheets.ROUTES,
    *customers.ROUTES,
    *contacts.ROUTES,
    *departments.ROUTES,
    *technicians.ROUTES,
    *events.ROUTES,
    *account.ROUTES,
)
