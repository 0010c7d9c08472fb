"""Every route of the API with ids and bodies that exist, for tests that walk over all of them."""

import itertools
import json
from typing import Any

import msgspec

from deskhand.api.kinds import Email, Reference
from deskhand.api.routes import Method, Route
from deskhand.api.v3 import ROUTES
from tests.cast import Cast, Client

_numbers = itertools.count(1)


class Step(msgspec.Struct, frozen=True):
    """One call that the API takes."""

    route: Route
    method: Method

    def __str__(self) -> str:
        return f"{self.method} {self.route.path}"


# What deletes comes last, so that everything else still finds what it is about.
STEPS = sorted(
    (Step(route, method) for route in ROUTES for method in route.methods), key=lambda step: step.method == "DELETE"
)
OPENING = next(step for step in STEPS if str(step) == "POST /tickets")
WITH_BODY = [step for step in STEPS if step.route.body is not None]
WITH_ID = [step for step in STEPS if step.route.id_names]
LISTS = [step for step in STEPS if any(param.name == "page" for param in step.route.query)]


class Things(msgspec.Struct):
    """One thing of each noun, by the noun's name in paths (`{ticket_id}`) and in references."""

    ids: dict[str, int]

    def of(self, noun: str, where: object) -> int:
        """The id of the noun's thing."""
        assert noun in self.ids, (
            f"{where} names a {noun}, of which the walk knows none: let `make_things` in tests/api/walk.py make one"
        )
        return self.ids[noun]


async def make_things(api: Client, cast: Cast, text: str = "Worth a walk") -> Things:
    """One of each noun in the cast's account; the ticket has a comment and work hours that say the text."""
    ticket = await api.post(
        "/tickets",
        {
            "TicketTitle": text,
            "Description": text,
            "EndUserID": cast.john.id,
            "TechnicianContactID": cast.tom.id,
            "TicketStatus": "Resolved",
        },
    )
    path = f"/tickets/{ticket['TicketID']}"
    await api.post(f"{path}/comments", {"CommentText": text, "IsInternal": False, "TechnicianContactID": cast.tom.id})
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}
    await api.post(f"{path}/workhours", {**span, "Notes": text})
    return Things(
        {
            "ticket": ticket["TicketID"],
            "customer": cast.acme.id,
            "contact": cast.john.id,
            "technician": cast.tom.id,
        }
    )


def path_of(step: Step, things: Things, **instead: object) -> str:
    """The step's path with the things' ids, or those given instead."""
    path = step.route.path
    for name in step.route.id_names:
        number = instead[name] if name in instead else things.of(name.removesuffix("_id"), step)
        path = path.replace(f"{{{name}}}", str(number))
    return path


def body_of(step: Step, things: Things) -> dict[str, Any]:
    """A body that the step takes: its documented example with the things' ids, and addresses that nobody has yet."""
    shape, example = step.route.body, step.route.example
    assert shape is not None
    assert example is not None, f"{step} takes a body but has no example: give its Route one"
    body = dict(example)
    for field in shape.fields:
        if field.name in body and isinstance(field.kind, Reference):
            body[field.name] = things.of(field.kind.noun, step)
        if field.name in body and isinstance(field.kind, Email):
            body[field.name] = f"walker{next(_numbers)}@somewhere.example"
    return body


def content_of(step: Step, things: Things) -> bytes | None:
    """The same as it is sent; nothing for a step without a body."""
    return None if step.route.body is None else json.dumps(body_of(step, things)).encode()
