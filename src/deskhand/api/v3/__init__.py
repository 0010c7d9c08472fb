"""The routes of /api/v3: one file per noun, and its shapes beside them."""

from deskhand.api.routes import Route
from deskhand.api.v3 import (
    account,
    attachments,
    bulk,
    choices,
    comments,
    contacts,
    custom_fields,
    custom_values,
    customers,
    departments,
    durations,
    events,
    relations,
    sla,
    technicians,
    tickets,
    timesheets,
    workhours,
)

ROUTES: tuple[Route, ...] = (
    *tickets.ROUTES,
    *bulk.ROUTES,
    *choices.ROUTES,
    *relations.ROUTES,
    *comments.ROUTES,
    *durations.ROUTES,
    *workhours.ROUTES,
    *timesheets.ROUTES,
    *customers.ROUTES,
    *contacts.ROUTES,
    *departments.ROUTES,
    *attachments.ROUTES,
    *technicians.ROUTES,
    *custom_fields.ROUTES,
    *custom_values.ROUTES,
    *events.ROUTES,
    *sla.ROUTES,
    *account.ROUTES,
)
