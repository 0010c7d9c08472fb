"""Every route of the API with ids and bodies that exist, for tests that walk over all of them."""

import itertools
import json
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import msgspec

from deskhand.api.kinds import Email, Name, Reference
from deskhand.api.routes import JSON, Method, Route
from deskhand.api.shape import Bare
from deskhand.api.v3 import ROUTES
from deskhand.api.v3.bulk import ManyChanges
from tests.cast import Cast, Client

_numbers = itertools.count(1)


class _Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return datetime(2040, 2, 15, 12, tzinfo=UTC)


def noon() -> AbstractContextManager[Any]:
    """While it is entered, receipts and forecasts are of one moment: else it may pass between two that are compared."""
    return patch("deskhand.api.v3.clocks.datetime", _Noon)


# Reads that are some technician's, whom an integration has to name.
NAMES_A_TECHNICIAN = ("GET /timer", "GET /workhours/gaps")


class Step(msgspec.Struct, frozen=True):
    """One call that the API takes."""

    route: Route
    method: Method

    def __str__(self) -> str:
        return f"{self.method} {self.route.path}"


def _late(step: Step) -> tuple[int, bool]:
    """What deletes comes last, the deepest path first and the ticket after what lies on it, so that everything else
    still finds what it is about."""
    return 100 - step.route.path.count("/") if step.method == "DELETE" else 0, step.route.path == "/tickets/{ticket_id}"


_ALL = [Step(route, method) for route in ROUTES for method in route.methods]
# What is answered in JSON; the others, which are of the moment they are asked in, have tests of their own.
STEPS = sorted((step for step in _ALL if step.route.media_type == JSON), key=_late)
DOWNLOADS = [step for step in _ALL if step.route.media_type != JSON]
WITH_BODY = [step for step in STEPS if step.route.body is not None]
WITH_FIELDS = [step for step in WITH_BODY if step.route.body and step.route.body.fields]
BARE = [step for step in WITH_BODY if isinstance(step.route.body, Bare)]
[OPENING] = [step for step in STEPS if (step.method, step.route.path) == ("POST", "/tickets")]
[BULK] = [step for step in STEPS if isinstance(step.route.body, ManyChanges)]
WITH_ID = [step for step in STEPS if step.route.id_names]
LISTS = [step for step in STEPS if any(param.name == "page" for param in step.route.query)]


class Things(msgspec.Struct):
    """One thing of each noun, by the noun's name in paths (`{ticket_id}`) and in references; texts for paths too."""

    ids: dict[str, int]
    texts: dict[str, str] = {}

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
    work = await api.post(f"{path}/workhours", {**span, "Notes": text})
    other = await api.post("/tickets", {"TicketTitle": text, "EndUserID": cast.john.id})
    people = {"customer": cast.acme.id, "contact": cast.john.id, "technician": cast.tom.id}
    made = {"ticket": ticket["TicketID"], "related ticket": other["TicketID"], "work_hours": work["WorkHourID"]}
    things = Things({**made, **people})
    await _make_files(api, things, text)
    await _make_fields(api, things, text)
    await _make_rules(api, things, text)
    return things


async def _make_files(api: Client, things: Things, text: str) -> None:
    """A department; a file of the ticket's and one of the customer's, who has a folder too."""
    file = {"Name": text, "ContentBased64": "YQ=="}
    things.ids["department"] = (await api.post("/departments", {"Name": text}))["Id"]
    attached = await api.post(f"/tickets/{things.ids['ticket']}/attachments", file)
    things.ids["attachment"] = attached["AttachmentID"]
    for what in ("attachments", "folders"):
        await api.post(f"/customers/{what}", {**file, "CustomerId": things.ids["customer"]})


async def _make_rules(api: Client, things: Things, text: str) -> None:
    """A calendar and a policy to be changed and deleted; the policy has another calendar, so that both can go."""
    week = {"Monday": ["09:00-17:00"]}
    for noun in ("working calendar", "calendar"):
        made = await api.post("/sla/calendars", {"Name": f"{text} {noun}", "Week": week})
        things.ids[noun] = made["CalendarID"]
    policy = {"Name": text, "CalendarID": things.ids["working calendar"]}
    things.ids["policy"] = (await api.post("/sla/policies", policy))["PolicyID"]


async def _make_fields(api: Client, things: Things, text: str) -> None:
    """A custom field to be changed and deleted; and one of each noun that says the text."""
    field = {"Name": text, "Target": "Ticket"}
    things.ids["custom_field"] = (await api.post("/customvalues/customfields", field))["FieldID"]
    for noun in ("ticket", "customer", "contact"):
        named = {"Name": "Scheduled for", "Target": noun}
        things.ids[f"{noun}_field"] = (await api.post("/customvalues/customfields", named))["FieldID"]
        path = f"/customvalues/{noun}field/{things.ids[noun]}/Scheduled%20for"
        things.texts.setdefault("custom_value", (await api.put(path, {"Value": text}))["Id"])


def status_of(step: Step) -> int:
    """What the step answers to its example. A gap is filled once, if there is one: test_gaps does it."""
    return 409 if str(step) == "POST /workhours/gaps" else step.route.status


def asking(path: str, query: str) -> str:
    """A path with more of a query, which begins with its question mark."""
    return f"{path}{query.replace('?', '&', 1) if '?' in path else query}"


def path_of(step: Step, things: Things, **instead: object) -> str:
    """The step's path with the things' ids, or those given instead; with a technician, where one must be named."""
    path = bare_path_of(step, things, **instead)
    return f"{path}?technicianId={things.of('technician', step)}" if str(step) in NAMES_A_TECHNICIAN else path


def bare_path_of(step: Step, things: Things, **instead: object) -> str:
    """The same, and nobody named."""
    path = step.route.path
    for name in step.route.id_names:
        number = instead[name] if name in instead else things.of(name.removesuffix("_id"), step)
        path = path.replace(f"{{{name}}}", str(number))
    for name in step.route.text_names:
        path = path.replace(f"{{{name}}}", quote(things.texts.get(name, step.route.example_texts[name]), safe=""))
    return path


def body_of(step: Step, things: Things) -> Any:
    """A body that the step takes: its documented example with the things' ids, and names that nobody has yet."""
    shape, example = step.route.body, step.route.example
    assert shape is not None
    assert example is not None, f"{step} takes a body but has no example: give its Route one"
    if step in BARE:
        return [things.of("ticket", step)]
    if step is BULK:  # an update alone: what is deleted could not be walked over again
        return {"items": [{**example["items"][0], "TicketID": things.of("ticket", step)}]}
    return _filled(step, things)


def _filled(step: Step, things: Things) -> dict[str, Any]:
    """An object's example with ids and names that will do."""
    shape, example = step.route.body, step.route.example
    assert shape is not None
    body = dict(example)
    for field in shape.fields:
        if field.name in body and isinstance(field.kind, Reference):
            body[field.name] = things.of(field.kind.noun, step)
        if field.name in body and isinstance(field.kind, Email):
            body[field.name] = f"walker{next(_numbers)}@somewhere.example"
        if field.name in body and isinstance(field.kind, Name):
            body[field.name] = f"Walked {next(_numbers)}"
    return body


def content_of(step: Step, things: Things) -> bytes | None:
    """The same as it is sent; nothing for a step without a body."""
    return None if step.route.body is None else json.dumps(body_of(step, things)).encode()
