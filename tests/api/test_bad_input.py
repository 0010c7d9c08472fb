"""Bad input on every route: each is refused with the status that says whose fault it is, and never with a 500."""

import json
from typing import Any

import httpx
import pytest

from deskhand.api.routes import BODY_LIMIT
from deskhand.api.shape import Bare
from deskhand.api.v3.shapes.ticket import CHANGED_TICKET
from deskhand.tickets.bulk import MOST_AT_ONCE
from tests.api.nonsense import BROKEN, NO_IDS, NO_OBJECTS, wrong_values
from tests.api.walk import (
    BARE,
    BULK,
    LISTS,
    OPENING,
    STEPS,
    WITH_BODY,
    WITH_FIELDS,
    WITH_ID,
    Step,
    Things,
    asking,
    bare_path_of,
    body_of,
    content_of,
    make_things,
    path_of,
    status_of,
)
from tests.cast import Client, Office, decoded

[TICKETS] = [step for step in LISTS if step.route.path == "/tickets"]
[TITLE] = [field for field in CHANGED_TICKET.fields if field.name == "TicketTitle"]


class Walker:
    """Somebody who may do everything and sends nonsense; every answer is JSON and none is a 500."""

    def __init__(self, api: Client, things: Things) -> None:
        self.api = api
        self.things = things

    async def send(self, step: Step, status: int, content: bytes | None, path: str = "", query: str = "") -> Any:
        """The decoded answer, after checking its status."""
        path = path or path_of(step, self.things)
        sent = await self.api.send(step.method, asking(path, query), content=content)
        return decoded(sent, status)

    async def refused(self, step: Step, content: bytes, status: int = 400) -> Any:
        """The refusal of a body."""
        return await self.send(step, status, content)


@pytest.fixture
async def walker(office: Office) -> Walker:
    return Walker(office.api, await make_things(office.api, office.cast))


async def test_every_route_takes_its_own_example(walker: Walker) -> None:
    """What the other tests rely on: without the fault they add, the same call succeeds."""
    for step in STEPS:
        await walker.send(step, status_of(step), content_of(step, walker.things))


async def test_what_is_no_json_is_400(walker: Walker) -> None:
    for step in WITH_BODY:
        for content in BROKEN:
            refused = await walker.refused(step, content)
            assert (refused["message"], refused["code"]) == ("Invalid JSON", "invalid_json"), (str(step), content[:40])


async def test_json_that_is_no_object_is_400(walker: Walker) -> None:
    for step in WITH_FIELDS:
        for content in NO_OBJECTS:
            assert (await walker.refused(step, content))["code"] == "invalid_body"


async def test_a_body_over_the_limit_is_413(walker: Walker) -> None:
    for step in WITH_BODY:
        headers = {"Content-Length": str(step.route.body_limit + 1)}
        path = path_of(step, walker.things)
        decoded(await walker.api.send(step.method, path, content=b"{}", headers=headers), 413)
    assert (await walker.refused(OPENING, b"{" * (10 * 1024 * 1024), 413))["code"] == "body_too_large"
    assert (await walker.refused(OPENING, b"{" * BODY_LIMIT))["code"] == "invalid_json"


async def test_a_body_over_the_limit_that_does_not_say_so_is_413_too(walker: Walker) -> None:
    async def pieces() -> Any:
        for _ in range(9):
            yield b" " * 1024 * 1024

    step = OPENING
    sent = await walker.api.send(step.method, path_of(step, walker.things), content=pieces())
    assert "content-length" not in sent.request.headers
    decoded(sent, 413)


async def test_a_bare_array_of_the_wrong_kind_is_400(walker: Walker) -> None:
    for step in BARE:
        assert isinstance(step.route.body, Bare)
        for wrong in (*wrong_values(step.route.body.kind), [], None):
            await walker.refused(step, json.dumps(wrong).encode())


@pytest.mark.parametrize(
    "content", ["null", "5", '"x"', "[]", "{}", '{"items": []}', '{"items": {}}', "[5]", "[null]", "[[]]"]
)
async def test_what_is_no_list_of_changes_is_400(walker: Walker, content: str) -> None:
    assert (await walker.refused(BULK, content.encode()))["code"] == "invalid_body"


async def test_too_long_a_list_of_changes_is_400(walker: Walker) -> None:
    assert (await walker.refused(BULK, json.dumps([{}] * (MOST_AT_ONCE + 1)).encode()))["code"] == "invalid_body"


@pytest.mark.parametrize("wrong", ["x", "", 0, -1, 1.5, True, [], {}, 10**30])
async def test_a_change_of_no_ticket_is_400(walker: Walker, wrong: Any) -> None:
    body = json.dumps([{"TicketID": wrong, "TicketPriority": "High"}]).encode()
    (result,) = (await walker.send(BULK, 200, body))["items"]
    assert (result["Status"], result["Error"]["code"]) == (400, "invalid_ticket_id")


async def test_one_change_of_the_wrong_kind_is_refused_alone(walker: Walker) -> None:
    right = {"TicketID": walker.things.ids["ticket"], "TicketPriority": "High"}
    for wrong in wrong_values(TITLE.kind):
        sent = [{**right, TITLE.name: wrong}, right]
        answer = await walker.send(BULK, 200, json.dumps(sent).encode())
        statuses = [(result["Status"], result["Error"] is None) for result in answer["items"]]
        assert statuses == [(400, False), (200, True)], str(wrong)[:40]


@pytest.mark.parametrize("step", WITH_FIELDS, ids=str)
async def test_a_value_of_the_wrong_kind_is_400_and_names_its_field(walker: Walker, step: Step) -> None:
    assert step.route.body is not None
    body = body_of(step, walker.things)
    for field in step.route.body.fields:
        for name in (field.name, *(alias for alias in field.aliases if "." not in alias)):
            for wrong in wrong_values(field.kind):
                others = {key: value for key, value in body.items() if key != field.name}
                refused = await walker.refused(step, json.dumps({**others, name: wrong}).encode())
                named = [error["field"] for error in refused["errors"]]
                assert named == [field.name], (name, str(wrong)[:40], refused)


async def test_null_is_never_a_500(walker: Walker) -> None:
    for step in WITH_BODY:
        assert step.route.body is not None
        for field in step.route.body.fields:
            body = {**body_of(step, walker.things), field.name: None}
            path = path_of(step, walker.things)
            sent = await walker.api.send(step.method, path, content=json.dumps(body).encode())
            assert sent.status_code in (status_of(step), 400), (str(step), field.name, sent.text)


async def test_nested_fields_of_the_wrong_kind_are_ignored_or_400(walker: Walker) -> None:
    path = f"/tickets/{walker.things.ids['ticket']}/comments"
    for details in (5, "x", [], None, [{"TechnicianId": 1}]):
        body = {"CommentText": "Hm", "TechnicianCommentDetails": details, "EnduserCommentDetails": details}
        await walker.api.post(path, body)
    no_ids: list[Any] = [0.5, "x", -1, [], {}]
    for inner in no_ids:
        await walker.api.post(path, {"CommentText": "Hm", "EnduserCommentDetails": {"EnduserId": inner}}, 400)


async def test_unknown_fields_and_query_names_are_ignored(walker: Walker) -> None:
    odd = {"Nonsense": {"deep": [[{}]]}, "": 1, "💥": None, "a\0b": "\ud800", "x" * 10_000: True, "huge": 10**300}
    for step in STEPS:
        content = None
        if step.route.body is not None:
            body = body_of(step, walker.things)
            content = json.dumps({**body, **odd} if step in WITH_FIELDS else body).encode()
        query = "?nonsense=1&&=&%00=%ff&x[]=1&a=b=c&"
        await walker.send(step, status_of(step), content, query=query)


async def test_of_a_repeated_key_the_last_counts(walker: Walker) -> None:
    for step in WITH_FIELDS:
        body = json.dumps(body_of(step, walker.things))
        twice = f"{body[:-1]}, {body[1:]}"
        await walker.send(step, status_of(step), twice.encode())
    content = '{"TicketTitle": 5, "TicketTitle": "Last", "tickettitle": "Very last", "EndUserID": %d}'
    made = await walker.api.send("POST", "/tickets", content=content % walker.things.ids["contact"])
    assert decoded(made, 201)["TicketTitle"] == "Very last"


async def test_the_declared_type_of_a_body_does_not_matter(walker: Walker) -> None:
    body = content_of(OPENING, walker.things)
    for declared in ("text/plain", "application/x-www-form-urlencoded", "nonsense", "", "application/json; charset=x"):
        headers = {"Content-Type": declared}
        sent = await walker.api.send("POST", "/tickets", content=body, headers=headers)
        decoded(sent, 201)


async def test_a_byte_order_mark_is_passed_over(walker: Walker) -> None:
    await walker.refused(OPENING, b"\xef\xbb\xbf" + (content_of(OPENING, walker.things) or b""), 201)


async def test_what_is_no_id_in_a_path_is_400(walker: Walker) -> None:
    for step in WITH_ID:
        for name in step.route.id_names:
            noun = name.removesuffix("_id").replace("_", " ")
            for wrong in NO_IDS:
                path = path_of(step, walker.things, **{name: wrong})
                refused = await walker.send(step, 400, content_of(step, walker.things), path=path)
                assert refused["message"] == f"Invalid {noun} ID", (str(step), wrong)


async def test_an_unknown_id_in_a_path_is_404(walker: Walker) -> None:
    for step in WITH_ID:
        for name in step.route.id_names:
            noun = name.removesuffix("_id").replace("_", " ")
            for unknown in (999_999_999, 2**63 - 1):
                path = path_of(step, walker.things, **{name: unknown})
                refused = await walker.send(step, 404, content_of(step, walker.things), path=path)
                assert refused["message"] == f"{noun.capitalize()} not found"


async def test_what_is_no_page_number_is_the_first_page(walker: Walker) -> None:
    for step in LISTS:
        for wrong in ("0", "-1", "1.5", "x", "", "1e3", "%00", "%ff", "٣", str(-(10**40)), "--1", "-"):
            listed = await walker.send(step, 200, None, query=f"?page={wrong}&itemsInPage={wrong}")
            assert (listed["page"], len(listed["items"]) > 0) == (1, True), wrong
            assert 1 <= listed["itemsInPage"] <= 50


async def test_a_huge_page_number_is_past_the_end(walker: Walker) -> None:
    for step in LISTS:
        for digits in (10, 19, 20, 30, 31, 400, 5000):
            huge = "9" * digits
            listed = await walker.send(step, 200, None, query=f"?page={huge}&itemsInPage={huge}")
            assert (listed["items"], listed["itemsInPage"], listed["nextLink"]) == ([], 50, ""), digits
            assert listed["totalItems"] > 0


async def test_a_filter_of_the_wrong_kind_is_400(walker: Walker) -> None:
    for step in STEPS:
        for param in step.route.query:
            if param.name in ("page", "itemsInPage", "SortBy"):
                continue  # pages are read leniently, as above; an unknown order is the usual one
            for wrong in wrong_values(param.kind):
                if not isinstance(wrong, str) or not wrong or "\ud800" <= wrong[-1] <= "\udfff":
                    continue  # a query holds texts only, an empty one says nothing, and half a pair cannot be sent
                if wrong == " 1":
                    continue  # several ids part by a comma, and blanks may stand beside it; see below
                query = f"?{httpx.QueryParams({param.name: wrong})}"
                sent = await walker.api.send(step.method, f"{bare_path_of(step, walker.things)}{query}")
                assert sent.status_code == 400, (str(step), param.name, wrong, sent.text)
                assert decoded(sent, 400)["code"].startswith(("invalid_", "customer_not_found")), sent.text


async def test_blanks_round_the_values_of_a_filter_say_nothing(walker: Walker) -> None:
    listed = await walker.send(TICKETS, 200, None, query="?customerId=1&ticketStatus=open,resolved&ids=1,2")
    blanks = "?customerId=%201%20&ticketStatus=open,%20resolved%20&ids=%201%20,%202"
    assert (await walker.send(TICKETS, 200, None, query=blanks))["items"] == listed["items"] != []
    nothing = "?customerId=,&ticketStatus=%20&ids=,,&tags=,&technicianId=%20,"
    assert (await walker.send(TICKETS, 200, None, query=nothing))["totalItems"] == 2


async def test_a_flood_of_query_names_is_400(walker: Walker) -> None:
    for step in LISTS:
        refused = await walker.send(step, 400, None, query="?" + "a=1&" * 500)
        assert refused["code"] == "invalid_query"
