"""Every write of the API: refused when its ticket has changed meanwhile, and leaving nothing behind when only tried."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.api.state import state
from tests.api.walk import STEPS, Step, content_of, make_things, path_of, status_of
from tests.cast import Office

WRITES = [step for step in STEPS if step.route.writer is not None and status_of(step) < 400]
OF_A_TICKET = [step for step in WRITES if "ticket_id" in step.route.id_names]


async def test_every_write_of_a_ticket_is_refused_when_it_has_changed(office: Office) -> None:
    """Before anything is said of the body, which here is none at all."""
    things = await make_things(office.api, office.cast)
    path = f"/tickets/{things.ids['ticket']}"
    seen = (await office.api.send("GET", path)).headers["etag"]
    await office.api.put(path, {"TicketImpact": "Crisis"})
    before = await state(office)
    for step in OF_A_TICKET:
        for content in (content_of(step, things), b"no JSON"):
            answer = await office.api.send(
                step.method, path_of(step, things), content=content, headers={"If-Match": seen}
            )
            assert (answer.status_code, fields(answer)) == (412, ["TicketImpact"]), f"{step}: {answer.text}"
    assert await state(office) == before
    assert {step.method for step in OF_A_TICKET} == {"POST", "PUT", "DELETE"}


async def test_every_write_of_a_ticket_is_done_when_it_has_not_changed(office: Office) -> None:
    things = await make_things(office.api, office.cast)
    path = f"/tickets/{things.ids['ticket']}"
    for step in OF_A_TICKET:
        current = (await office.api.send("GET", path)).headers["etag"]
        headers = {"If-Match": f'"1-1", {current}'}
        answer = await office.api.send(
            step.method, path_of(step, things), content=content_of(step, things), headers=headers
        )
        assert answer.is_success, f"{step}: {answer.text}"


async def test_every_write_can_be_tried_and_leaves_nothing(office: Office) -> None:
    things = await make_things(office.api, office.cast)
    related = {"RelatedTicketId": things.ids["related ticket"], "RelationType": "Parent"}
    await office.api.post(f"/tickets/{things.ids['ticket']}/relations", related)
    before = await state(office)
    for step in WRITES:
        answer = await tried(office, step, path_of(step, things), content_of(step, things))
        assert answer.status_code == 200, f"{step}: {answer.text}"
        told = answer.json()
        assert (set(told), told["DryRun"]) == ({"DryRun", "Answer", "Events"}, True), step
        assert await state(office) == before, step
    # What was tried took no number that is then missing.
    last = (await office.api.get("/events", limit=500))["last"]
    made = await office.ticket()
    assert made["TicketID"] == things.ids["related ticket"] + 1
    assert (await office.api.get("/events", limit=500))["last"] == last + 1


async def tried(office: Office, step: Step, path: str, content: bytes | None) -> httpx.Response:
    # An Idempotency-Key is no promise of a request that does nothing.
    return await office.api.send(
        step.method, f"{path}?dry_run=true", content=content, headers={"Idempotency-Key": "tried"}
    )


def fields(answer: httpx.Response) -> list[str]:
    return [wrong["field"] for wrong in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("{tag}", 200),
        ("*", 200),
        ('"1-1" , {tag}', 200),
        ("W/{tag}", 412),  # If-Match compares strongly
        ('"{other}-{version}"', 412),
        ('"nonsense"', 412),
        ("nonsense", 412),
    ],
)
async def test_what_matches(office: Office, tag: str, status: int) -> None:
    ticket, other = await office.ticket(), await office.ticket()
    path = f"/tickets/{ticket['TicketID']}"
    current = (await office.api.send("GET", path)).headers["etag"]
    version = current.strip('"').partition("-")[2]
    asked = tag.format(tag=current, other=other["TicketID"], version=version)
    answer = await office.api.send("PUT", path, json={"TicketPriority": "Low"}, headers={"If-Match": asked})
    assert answer.status_code == status
    if status == 412:
        assert fields(answer) == [], "nothing has changed since; the tag is none of this ticket's"
        assert answer.headers["etag"] == current


async def test_if_match_on_a_ticket_that_is_not_there_is_404(office: Office) -> None:
    answer = await office.api.send("PUT", "/tickets/999999", json={}, headers={"If-Match": "*"})
    assert answer.status_code == 404


SPAN = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:00:00Z"}
CHANGES: list[tuple[str, Any, list[str]]] = [
    ("", {"TicketTitle": "New", "TechnicianContactID": "tom"}, ["TechnicianContactID", "TicketTitle"]),
    ("", {"TicketStatus": "Pending"}, ["TicketStatus"]),
    ("", {"DueDate": "2030-01-01T00:00:00Z", "Tags": ["vip"]}, ["DueDate", "Tags"]),
    ("/comments", {"CommentText": "Hello"}, ["Comments"]),
    ("/workhours", {**SPAN, "TechnicianContactID": "tom"}, ["WorkHours"]),
    ("/attachments", {"Name": "a.txt", "ContentBased64": "YQ=="}, ["Attachments"]),
]


@pytest.mark.parametrize(("path", "body", "named"), CHANGES)
async def test_what_differs_has_the_names_of_the_wire(
    office: Office, path: str, body: dict[str, Any], named: list[str]
) -> None:
    ticket = await office.ticket()
    whole = f"/tickets/{ticket['TicketID']}"
    seen = (await office.api.send("GET", whole)).headers["etag"]
    if "TechnicianContactID" in body:
        body = {**body, "TechnicianContactID": office.cast.tom.id}
    changed = await office.api.send("POST", whole + path, json=body)
    assert changed.is_success, changed.text
    late = await office.api.send("PUT", whole, json={"TicketPriority": "Low"}, headers={"If-Match": seen})
    assert late.status_code == 412
    assert sorted(fields(late)) == named


async def test_of_two_at_once_one_is_refused(office: Office) -> None:
    ticket = await office.ticket()
    path = f"/tickets/{ticket['TicketID']}"
    seen = (await office.api.send("GET", path)).headers["etag"]
    bodies = [{"TicketTitle": "One"}, {"TicketTitle": "Two"}]
    answers = await asyncio.gather(
        *(office.api.send("PUT", path, json=body, headers={"If-Match": seen}) for body in bodies)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    won = next(answer for answer in answers if answer.status_code == 200)
    lost = next(answer for answer in answers if answer.status_code == 412)
    assert (await office.api.get(path))["TicketTitle"] == won.json()["TicketTitle"]
    assert fields(lost) == ["TicketTitle"]
