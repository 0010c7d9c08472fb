"""Another account's ids on every route: a key finds nothing behind them and cannot even tell that they are there.

A noun that the walk does not know fails it with a sentence saying what to add.
"""

import json
import re
from typing import Any

import pytest
import pytest_asyncio

from deskhand.api.app import pages_of
from deskhand.api.call import Serving
from deskhand.api.exporting import Exporting
from deskhand.api.kinds import Reference
from deskhand.core.permissions import SCOPES
from tests.api.history import log_of
from tests.api.walk import (
    BARE,
    STEPS,
    WITH_BODY,
    WITH_ID,
    Step,
    Things,
    asking,
    bare_path_of,
    body_of,
    content_of,
    make_things,
    noon,
    path_of,
    status_of,
)
from tests.cast import Cast, Client, Office, decoded, make_cast, make_key

UNKNOWN = 777_777_777
SECRET = "Zephyrine Quillon"
ADDRESS = "quillon@zephyrine.example"
# The rival's ids of every noun begin above a million; a million itself is a limit in our reference.
RIVALS_ID = re.compile(r"\b10000(?!00)\d\d\b")
# What answers under /api besides the routes that the walk knows.
# Reads in which nothing is anybody's own, or only the account's own name.
SAYS_NOTHING = {"/account", "/tickets/statuses", "/tickets/filters"}
WITHOUT_A_KEY = {"/api/openapi.json", "/api/docs", "/api/docs/{name:str}"}


class Neighbours:
    """Our office, and a rival whose things all bear a name of their own and ids far from ours."""

    def __init__(self, office: Office, ours: Things, rival: Client, rivals: Things, cast: Cast) -> None:
        self.office = office
        self.ours = ours
        self.rival = rival
        self.rivals = rivals
        self.cast = cast

    async def ask(self, step: Step, path: str, body: Any = None, query: str = "") -> tuple[int, str]:
        """Status and raw answer, after checking that nothing of the rival is in it."""
        content = None if body is None else json.dumps(body)
        sent = await self.office.api.send(step.method, asking(path, query), content=content)
        assert_silent(sent.text, self.rivals, f"{step} {query}")
        assert sent.headers["content-type"] == "application/json"
        return sent.status_code, sent.text

    async def rivals_account(self) -> Any:
        """Everything the rival can see, and the length of its log."""
        reads = [step for step in STEPS if step.method == "GET"]
        with noon():
            seen = [(await self.rival.send("GET", path_of(step, self.rivals))).text for step in reads]
        return seen, len(await log_of(self.office.engine, self.cast.account_id))


def assert_silent(text: str, rivals: Things, where: str) -> None:
    """Nothing of the rival's names, texts or ids stands in a raw answer."""
    for word in (*SECRET.split(), *(str(number) for number in rivals.ids.values())):
        assert word.casefold() not in text.casefold(), f"{where} tells of the rival: {word}"
    assert not RIVALS_ID.search(text), f"{where} tells of the rival: an id"


async def make_rival(office: Office) -> tuple[Client, Things, Cast]:
    """The rival's account; every text in it has the secret name."""
    cast = await make_cast(office.engine, f"Rival of {office.cast.account_id}", ids_from=1_000_000)
    rival = Client(office.http, await make_key(office.engine, cast.account_id))
    things = await make_things(rival, cast, f"{SECRET} has no mail")
    names = {"Firstname": SECRET, "Lastname": SECRET, "Email": ADDRESS, "Phone": SECRET, "JobTitle": SECRET}
    await rival.put(f"/contacts/{cast.john.id}", names)
    business = {"CustomerName": SECRET, "Domain": "zephyrine.example", "Notes": SECRET, "BusinessNumber": SECRET}
    await rival.put(f"/customers/{cast.acme.id}", business)
    await rival.put(f"/technicians/{cast.tom.id}", {"FirstName": SECRET, "Email": "tom@zephyrine.example"})
    return rival, things, cast


@pytest_asyncio.fixture
async def neighbours(office: Office) -> Neighbours:
    ours = await make_things(office.api, office.cast)
    return Neighbours(office, ours, *await make_rival(office))


def test_the_secret_would_be_seen() -> None:
    for text in ('{"a": "zephyrine"}', '{"id": 1000001}'):
        with pytest.raises(AssertionError, match="tells of the rival"):
            assert_silent(text, Things({"ticket": 1000001}), "here")


def test_a_noun_the_walk_does_not_know_fails_it_with_a_sentence() -> None:
    with pytest.raises(AssertionError, match=r"names an? invoice, .* let `make_things` in .* make one"):
        Things({}).of("invoice", "GET /invoices/{invoice_id}")


async def test_the_rival_itself_sees_all_of_it(neighbours: Neighbours) -> None:
    """Otherwise the silence of the other answers would prove nothing."""
    for step in STEPS:
        if step.method == "GET" and "duration" not in step.route.path and step.route.path not in SAYS_NOTHING:
            sent = await neighbours.rival.send("GET", path_of(step, neighbours.rivals))
            with pytest.raises(AssertionError, match="tells of the rival"):
                assert_silent(sent.text, neighbours.rivals, str(step))


async def test_an_id_of_the_rivals_in_a_path_is_404_like_an_unknown_one(neighbours: Neighbours) -> None:
    before = await neighbours.rivals_account()
    for step in WITH_ID:
        body = body_of(step, neighbours.ours) if step.route.body is not None else None
        for name in step.route.id_names:
            noun = name.removesuffix("_id")
            theirs = path_of(step, neighbours.ours, **{name: neighbours.rivals.of(noun, step)})
            unknown = path_of(step, neighbours.ours, **{name: UNKNOWN})
            answer = await neighbours.ask(step, theirs, body)
            assert answer[0] == 404, str(step)
            assert answer == await neighbours.ask(step, unknown, body), str(step)
    assert await neighbours.rivals_account() == before


async def test_an_id_of_the_rivals_in_a_body_is_400_like_an_unknown_one(neighbours: Neighbours) -> None:
    before, asked = await neighbours.rivals_account(), 0
    for step in WITH_BODY:
        assert step.route.body is not None
        for field in step.route.body.fields:
            if isinstance(field.kind, Reference):
                body, asked = body_of(step, neighbours.ours), asked + 1
                theirs = {**body, field.name: neighbours.rivals.of(field.kind.noun, step)}
                answer = await neighbours.ask(step, path_of(step, neighbours.ours), theirs)
                unknown = {**body, field.name: UNKNOWN}
                assert answer[0] == 400, (str(step), field.name)
                assert answer == await neighbours.ask(step, path_of(step, neighbours.ours), unknown)
    assert asked > 0
    assert await neighbours.rivals_account() == before


async def test_an_id_of_the_rivals_in_a_bare_array_is_400_like_an_unknown_one(neighbours: Neighbours) -> None:
    for step in BARE:
        path, ours = path_of(step, neighbours.ours), neighbours.ours.ids["ticket"]
        answers = [
            await neighbours.ask(step, path, [ours, number]) for number in (neighbours.rivals.ids["ticket"], UNKNOWN)
        ]
        assert answers[0] == answers[1]
        assert answers[0][0] == 400


async def test_an_id_of_the_rivals_among_many_changes_is_404_like_an_unknown_one(neighbours: Neighbours) -> None:
    before, theirs = await neighbours.rivals_account(), neighbours.rivals.ids["ticket"]
    sent = [
        await neighbours.office.api.post("/tickets/bulk", [{"TicketID": number, **fields}], 200)
        for fields in ({"TicketPriority": "High"}, {"Delete": True}, {"EndUserID": neighbours.rivals.ids["contact"]})
        for number in (theirs, UNKNOWN)
    ]
    results = [one["items"][0] for one in sent]
    assert [result.pop("TicketID") for result in results] == [theirs, UNKNOWN] * 3
    assert [result["Status"] for result in results] == [404] * 6
    assert results[::2] == results[1::2]
    assert await neighbours.rivals_account() == before


async def test_the_rivals_text_in_a_path_is_404_like_an_unknown_one(neighbours: Neighbours) -> None:
    uuid = neighbours.rivals.texts["custom_value"]
    await neighbours.rival.get(f"/customvalues/{uuid}")
    refused = await neighbours.office.api.get(f"/customvalues/{uuid}", 404)
    assert refused == await neighbours.office.api.get(f"/customvalues/{uuid[::-1]}", 404)


async def test_a_name_or_address_of_the_rivals_in_a_body_finds_nobody(neighbours: Neighbours) -> None:
    before, step = await neighbours.rivals_account(), STEPS[0]
    john, ticket = neighbours.ours.ids["contact"], f"/tickets/{neighbours.ours.ids['ticket']}"
    said: list[tuple[str, dict[str, Any]]] = [
        ("/tickets", {"TicketTitle": "x", "EndUserID": john, "TechnicianEmail": "tom@zephyrine.example"}),
        ("/tickets", {"TicketTitle": "x", "CustomerEmail": ADDRESS}),
        (ticket, {"TechnicianEmail": "tom@zephyrine.example"}),
        (f"{ticket}/comments", {"CommentText": "x", "TechnicianEmail": "tom@zephyrine.example"}),
        (f"{ticket}/workhours", {"Hours": 1, "TechnicianEmail": "tom@zephyrine.example"}),
        ("/contacts", {"Email": "new@acme.example", "CustomerName": SECRET}),
        (f"/contacts/{john}", {"CustomerName": SECRET}),
    ]
    for path, body in said:
        sent = await neighbours.office.api.send("POST", path, json=body)
        refused = decoded(sent, 400)
        assert refused["code"] in ("technician_not_found", "customer_not_found"), (path, body)
        assert_silent(sent.text, neighbours.rivals, str(step))
    assert await neighbours.rivals_account() == before


async def test_an_address_of_the_rivals_makes_a_contact_of_our_own(neighbours: Neighbours) -> None:
    before = await neighbours.rivals_account()
    made = await neighbours.office.api.post("/tickets", {"TicketTitle": "x", "EndUserEmail": ADDRESS})
    assert made["EndUserID"] < 1_000_000
    assert (made["EndUserFirstName"], made["CustomerName"]) == ("", "Unknown company")
    assert await neighbours.rivals_account() == before


async def test_an_id_of_the_rivals_in_a_filter_finds_what_an_unknown_one_finds(neighbours: Neighbours) -> None:
    for step in STEPS:
        for param in step.route.query:
            if isinstance(param.kind, Reference):
                theirs = neighbours.rivals.of(param.kind.noun, step)
                path = bare_path_of(step, neighbours.ours)
                found = await neighbours.ask(step, path, query=f"?{param.name}={theirs}")
                assert found == await neighbours.ask(step, path, query=f"?{param.name}={UNKNOWN}")


async def test_every_read_of_ours_is_the_same_to_the_byte_whether_the_rival_is_there_or_not(office: Office) -> None:
    ours = await make_things(office.api, office.cast)

    async def everything() -> list[str]:
        # Links to attachments end on the minute, and so differ from one minute to the next.
        reads = [step for step in STEPS if step.method == "GET" and "attachments" not in step.route.path]
        return [(await office.api.send("GET", path_of(step, ours))).text for step in reads]

    with noon():
        alone = await everything()
        await make_rival(office)
        assert await everything() == alone


async def test_without_a_key_every_route_is_401(neighbours: Neighbours) -> None:
    for step in STEPS:
        path = f"/api/v3{path_of(step, neighbours.ours)}"
        sent = await neighbours.office.http.request(step.method, path, content=content_of(step, neighbours.ours))
        assert decoded(sent, 401)["message"] == "Unauthorized"


def scopes_without(scope: str) -> list[str]:
    """Every scope that does not open this one; writing opens reading."""
    return [other for other in SCOPES if other not in (scope, scope.replace(":read", ":write"))]


async def test_without_its_scope_every_route_is_403(neighbours: Neighbours) -> None:
    office = neighbours.office
    for scope in sorted({step.route.scope for step in STEPS}):
        assert scope in SCOPES
        lacking = await office.client(scopes=scopes_without(scope))
        for step in (step for step in STEPS if step.route.scope == scope):
            sent = await lacking.send(
                step.method, path_of(step, neighbours.ours), content=content_of(step, neighbours.ours)
            )
            assert scope in decoded(sent, 403)["detail"], str(step)


async def test_its_own_scope_is_enough_for_every_route(neighbours: Neighbours) -> None:
    office = neighbours.office
    for step in STEPS:
        more = ["admin"] if step.route.scope == "technicians:write" else []
        having = await office.client(scopes=[step.route.scope, *more])
        sent = await having.send(step.method, path_of(step, neighbours.ours), content=content_of(step, neighbours.ours))
        assert sent.status_code == status_of(step), (str(step), sent.text)


async def test_everything_under_api_is_walked_or_needs_no_key_and_tells_nothing(neighbours: Neighbours) -> None:
    desk = neighbours.office.desk
    pages = pages_of(Serving(desk.engine, "", desk.admittance.still_admits, desk.files, Exporting(1)))
    others = {route.path for route in pages.routes if route.path.startswith("/api")}
    assert others == WITHOUT_A_KEY, "say in WITHOUT_A_KEY what else answers without a key, and why that is right"
    for path in ("/api/openapi.json", "/api/docs", "/api/docs/docs.js", "/api/docs/swagger-ui.css"):
        for headers in ({}, {"X-API-KEY": neighbours.office.api.key}):
            sent = await neighbours.office.http.get(path, headers=headers)
            assert sent.status_code == 200
            assert_silent(sent.text, neighbours.rivals, path)
