"""Wire contract (e), lines 13 to 27: where the brief and Atera's clients disagree, and how both are served."""

import re
from typing import Any

import httpx
import pytest

from deskhand.api.openapi import openapi
from tests.api.walk import STEPS, content_of, make_things, path_of, status_of
from tests.cast import Office, decoded, no_keys_alike


async def worked_on(office: Office) -> str:
    """The path of a ticket of Tom's."""
    return f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}"


async def test_e13_requesters_are_taken_from_every_client(office: Office) -> None:
    cast, api = office.cast, office.api
    for said in (
        {"EndUserID": cast.john.id},
        {"ContactID": cast.john.id},
        {"EndUserEmail": "John.Smith@ACME.example"},
        {"ContactEmail": "john.smith@acme.example"},
        {"CustomerEmail": "john.smith@acme.example"},
        {"EndUserID": cast.john.id, "CustomerID": cast.acme.id},
        {"EndUserEmail": "john.smith@acme.example", "CustomerID": cast.acme.id},
    ):
        made = await api.post("/tickets", {"TicketTitle": "No mail", **said})
        assert (made["EndUserID"], made["CustomerID"]) == (cast.john.id, cast.acme.id), said
    by_domain = await api.post("/tickets", {"TicketTitle": "No mail", "CustomerEmail": "anybody@acme.example"})
    assert (by_domain["EndUserID"], by_domain["CustomerID"]) == (None, cast.acme.id)


async def test_e14_status_modified_since_an_instant_or_by_default_what_has_ended(office: Office) -> None:
    pending = await office.ticket()
    await office.api.put(f"/tickets/{pending['TicketID']}", {"TicketStatus": "Pending"})
    closed = await office.ticket(TicketStatus="Closed")
    path, both = "/tickets/statusmodified", [pending["TicketID"], closed["TicketID"]]

    async def listed(query: str) -> list[int]:
        return [ticket["TicketID"] for ticket in (await office.api.get(f"{path}?{query}"))["items"]]

    assert await listed("") == [closed["TicketID"]]
    for name in ("modifiedAfter", "ModifiedAfter", "date", "searchOptions.date"):
        assert await listed(f"{name}=2024-02-01T00:00:00Z&includeComments=False") == both


async def test_e15_dates_that_have_a_twin(office: Office) -> None:
    made = await office.ticket(DueDate="2030-01-01T12:00:00Z")
    path, toms = f"/tickets/{made['TicketID']}", await office.client_of(office.cast.tom)
    await toms.post(f"{path}/comments", {"CommentText": "On it", "IsInternal": False})
    read = await office.api.get(path)
    assert read["TechnicianFirstCommentDate"] == read["FirstResponseDate"] is not None
    assert read["ClosedTicketDueDate"] == read["DueDate"] == "2030-01-01T12:00:00Z"
    assert read["FirstResponseDueDate"] == made["FirstResponseDueDate"] is not None


async def test_e16_an_unknown_status_is_refused_with_the_valid_ones(office: Office) -> None:
    refused = await office.api.put(await worked_on(office), {"TicketStatus": "Waiting on vendor"}, 400)
    assert refused["detail"] == "TicketStatus: Use Open, Pending, Resolved, or Closed"


async def test_e17_types_that_pyc_cannot_read_never_get_in(office: Office) -> None:
    for kind in ("Bug", "Question", "Other"):
        await office.api.put(await worked_on(office), {"TicketType": kind}, 400)


IMPACTS = {"Site Down": "SiteDown", "No Impact": "NoImpact", "server issue": "ServerIssue", "CRISIS": "Crisis"}


async def test_e18_impacts_are_read_with_blanks_and_shown_in_ateras_spelling_or_null(office: Office) -> None:
    assert (await office.ticket())["TicketImpact"] is None
    for written, shown in IMPACTS.items():
        assert (await office.ticket(TicketImpact=written))["TicketImpact"] == shown
    refused = await office.api.put(await worked_on(office), {"TicketImpact": "Huge"}, 400)
    assert refused["message"] == "Invalid impact"


async def test_e19_dates_without_a_value_are_null_and_never_empty(office: Office) -> None:
    await office.promise_nothing()
    read = await office.api.get(await worked_on(office))
    dates = {key: read[key] for key in read if key.endswith(("Date", "Timestamp"))}
    assert "" not in dates.values()
    assert {key for key, value in dates.items() if value} == {"TicketCreatedDate", "LastActivityDate"}


DATES = re.compile(r".*(Date|Timestamp|CreatedOn|LastModified|WorkHour|DateTime)")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def dates(answer: Any) -> list[tuple[str, Any]]:
    """Every date in an answer, with its key."""
    if isinstance(answer, list):
        return [date for one in answer for date in dates(one)]
    if not isinstance(answer, dict):
        return []
    own = [
        (key, one)
        for key, value in answer.items()
        if DATES.fullmatch(key)
        # What events tell of a date is what it was and what it is.
        for one in (value.values() if isinstance(value, dict) else (value,))
    ]
    return own + [date for value in answer.values() for date in dates(value)]


async def test_e19_every_date_of_the_api_is_null_or_a_whole_second_of_utc(office: Office) -> None:
    things, seen = await make_things(office.api, office.cast), set()
    for step in STEPS:
        if step.method == "GET":
            for key, value in dates(await office.api.get(path_of(step, things))):
                assert value is None or INSTANT.fullmatch(value), (str(step), key, value)
                seen.add(key)
    assert seen >= {"DueDate", "CommentDate", "StartDate", "EndWorkHour", "CreatedOn", "ValueAsDateTime"}


async def test_e20_no_id_is_400_and_an_unknown_one_404(office: Office) -> None:
    for wrong in ("0", "-1", "1.5", "x"):
        assert (await office.api.get(f"/tickets/{wrong}", 400))["message"] == "Invalid ticket ID"
    assert (await office.api.get("/tickets/54321", 404))["message"] == "Ticket not found"


async def test_e21_a_bad_end_user_is_the_briefs_customer_not_found(office: Office) -> None:
    for bad in (999_999, 0, -1, "x", office.cast.tom.id):
        body = {"TicketTitle": "No mail", "EndUserID": bad}
        refused = await office.api.post("/tickets", body, 400)
        assert (refused["message"], refused["errors"][0]["field"]) == ("Customer not found", "EndUserID")


async def test_e22_either_header(office: Office) -> None:
    for headers in ({"X-API-KEY": office.api.key}, {"Authorization": f"Bearer {office.api.key}"}):
        assert (await office.http.get("/api/v3/tickets", headers=headers)).status_code == 200


async def test_e23_delete_is_served(office: Office) -> None:
    path = await worked_on(office)
    assert (await office.api.delete(path))["Success"] is True
    await office.api.get(path, 404)
    await office.api.delete(path, 404)


async def test_e25_input_keys_are_read_in_any_case(office: Office) -> None:
    john = office.cast.john.id
    made = await office.api.post("/tickets", {"tickettitle": "No mail", "ENDUSERID": john, "ticketPriority": "high"})
    assert (made["TicketTitle"], made["TicketPriority"]) == ("No mail", "High")
    contact = await office.api.put(f"/contacts/{john}", {"FirstName": "Jack", "LASTNAME": "Smythe"})
    assert (contact["Firstname"], contact["Lastname"]) == ("Jack", "Smythe")


def alike(schema: Any, at: str = "") -> list[str]:
    """Where a schema has properties that differ by nothing but case."""
    if isinstance(schema, list):
        return [wrong for n, part in enumerate(schema) for wrong in alike(part, f"{at}[{n}]")]
    if not isinstance(schema, dict):
        return []
    properties = schema.get("properties", {})
    folded = [name.casefold() for name in properties]
    here = [f"{at}: {name}" for name in properties if folded.count(name.casefold()) > 1]
    return here + [wrong for name, part in schema.items() for wrong in alike(part, f"{at}.{name}")]


def test_e25_no_schema_has_two_keys_that_differ_only_by_case() -> None:
    assert alike(openapi()) == []


def test_e25_such_a_schema_would_be_seen() -> None:
    clashing: dict[str, Any] = {"components": {"X": {"properties": {"ticketId": {}, "TicketID": {}, "other": {}}}}}
    assert alike(clashing) == [".components.X: ticketId", ".components.X: TicketID"]


async def test_e25_such_an_answer_would_be_seen() -> None:
    clashing = b'{"items": [{"ticketId": 1, "TicketID": 1}]}'
    sent = httpx.Response(200, content=clashing, headers={"content-type": "application/json"})
    with pytest.raises(AssertionError, match="differ only by case"):
        decoded(sent, 200)
    with pytest.raises(AssertionError, match="differ only by case"):
        await no_keys_alike(sent)


async def test_e25_every_answer_that_a_test_gets_is_looked_at(office: Office) -> None:
    assert no_keys_alike in office.http.event_hooks["response"]


async def test_e25_no_call_answers_with_two_keys_that_differ_only_by_case(office: Office) -> None:
    things, failed = await make_things(office.api, office.cast), set()
    for step in STEPS:
        sent = await office.api.send(step.method, path_of(step, things), content=content_of(step, things))
        if sent.status_code != status_of(step):
            failed.add(str(step))
    assert failed <= {"POST /tickets/bulk"}  # whose example the walk may not know; test_bulk has its answers


async def test_e25_contacts_and_durations_are_spelled_as_atera_spells_them(office: Office) -> None:
    contact = await office.api.get(f"/contacts/{office.cast.john.id}")
    assert {key for key in contact if key.casefold() in ("firstname", "lastname")} == {"Firstname", "Lastname"}
    durations = await office.api.get(f"{await worked_on(office)}/billableduration")
    assert {key for key in durations if key.casefold() == "ticketid"} == {"ticketId"}


@pytest.mark.parametrize("target", ["ticket", "customer", "contact"])
async def test_e26_custom_values_have_ateras_paths_and_node_ateras(office: Office, target: str) -> None:
    ours = {
        "ticket": (await office.ticket())["TicketID"],
        "customer": office.cast.acme.id,
        "contact": office.cast.john.id,
    }
    await office.api.post("/customvalues/customfields", {"Name": "Site", "Target": target})
    number = ours[target]
    said = await office.api.put(f"/customvalues/{target}field/{number}/Site", {"Value": "Springfield"})
    [read] = await office.api.get(f"/customvalues/{target}field/{number}/Site")
    assert {**read, "ActionID": number} == said
    for path in (f"/customvalues/{target}fields/{number}", f"/customvalues/{target}/{number}"):
        assert await office.api.get(path) == [read]


async def test_e27_technicians_can_be_looked_up(office: Office) -> None:
    listed = await office.api.get("/technicians")
    assert [one["TechnicianFullName"] for one in listed["items"]] == [
        "Vera Reader",
        "Bill Ledger",
        "Tom Field",
        "Dora Dispatch",
        "Jane Tech",
    ]
    tom = office.cast.tom
    assert listed["items"][2] == {
        "TechnicianContactID": tom.id,
        "TechnicianFullName": "Tom Field",
        "FirstName": "Tom",
        "LastName": "Field",
        "Email": "tom@brightwater.example",
        "Role": "technician",
        "Active": True,
    }
