"""A key that is limited to one customer, on every route: what belongs to others is 404, and absent from lists."""

import json
from typing import Any

import pytest_asyncio

from tests.api.test_requesters import limited_client
from tests.api.walk import STEPS, WITH_FIELDS, Things, body_of, content_of, make_things, path_of
from tests.cast import Client, Office, decoded

BELONGS = {"ticket_id", "customer_id", "contact_id", "work_hours_id"}


class Outside:
    """Things of Acme's, and somebody who may see no customer but Bakers."""

    def __init__(self, api: Client, bakers: Client, things: Things) -> None:
        self.api = api
        self.bakers = bakers
        self.things = things


@pytest_asyncio.fixture
async def outside(office: Office) -> Outside:
    things = await make_things(office.api, office.cast)
    return Outside(office.api, await limited_client(office, office.cast.bakers.id), things)


async def test_what_belongs_to_another_customer_is_404_on_every_route(outside: Outside) -> None:
    steps = [step for step in STEPS if BELONGS & set(step.route.id_names)]
    assert len(steps) > 40
    for step in steps:
        path, content = path_of(step, outside.things), content_of(step, outside.things)
        hidden = decoded(await outside.bakers.send(step.method, path, content=content), 404)
        noun = next(name for name in step.route.id_names if name in BELONGS)
        path = path_of(step, outside.things, **{noun: 999_999})
        unknown = decoded(await outside.bakers.send(step.method, path, content=content), 404)
        assert hidden["message"] == unknown["message"], str(step)


async def test_no_read_tells_of_another_customer(outside: Outside) -> None:
    await outside.bakers.post("/tickets", {"TicketTitle": "Bread", "CustomerID": 2})
    for step in STEPS:
        if step.method != "GET" or BELONGS & set(step.route.id_names):
            continue
        sent = await outside.bakers.send("GET", path_of(step, outside.things))
        assert sent.status_code in (200, 404), str(step)
        # Departments, custom fields and rules belong to the whole account, whatever they are called.
        common = ("/departments", "/customvalues", "/sla/")
        title = [] if step.route.path.startswith(common) else ["worth a walk"]
        for told in ("acme", '"ticketid":1,', '"ticketid":2,', *title):
            assert told not in sent.text.casefold(), (str(step), told)


async def test_no_body_may_name_what_belongs_to_another_customer(outside: Outside) -> None:
    made = await outside.bakers.post("/tickets", {"TicketTitle": "Bread", "CustomerID": 2})
    named: list[Any] = []
    for step in WITH_FIELDS:
        body = body_of(step, outside.things)
        names = {"CustomerID", "CustomerId", "EndUserID", "RelatedTicketId"} & set(body)
        if names and not BELONGS - {"ticket_id"} & set(step.route.id_names):
            path = path_of(step, outside.things, ticket_id=made["TicketID"])
            sent = await outside.bakers.send(step.method, path, content=json.dumps(body).encode())
            refused = decoded(sent, 400)
            assert {wrong["field"] for wrong in refused["errors"]} <= names, str(step)
            assert refused["errors"]
            named.append(step)
    assert len(named) >= 5
