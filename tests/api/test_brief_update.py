"""The brief's `POST /api/v3/tickets/{ticketId}`, and PUT, which does the same."""

from typing import Any

import pytest

from deskhand.api.v3.shapes import examples
from tests.api.brief import Brief, missing_from
from tests.api.history import history_of, log_of, status_moves
from tests.cast import Client, Office, decoded

METHODS = pytest.mark.parametrize("method", ["POST", "PUT"])


async def update(api: Client, method: str, ticket_id: int, body: dict[str, Any], status: int = 200) -> Any:
    return decoded(await api.send(method, f"/tickets/{ticket_id}", json=body), status)


@METHODS
async def test_the_briefs_update_changes_status_and_priority_and_nothing_else(brief: Brief, method: str) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "Unable to access email", technician_id=brief.jane.id)
    before = await brief.api.get("/tickets/54321")
    answer = await update(brief.api, method, 54321, examples.UPDATE_TICKET)
    after = await brief.api.get("/tickets/54321")
    assert missing_from(after, examples.UPDATE_TICKET) == []
    assert answer == {**after, "ActionID": 54321}
    differing = {key for key in after if after[key] != before[key]}
    assert differing == {"TicketStatus", "TicketResolvedDate", "LastActivityDate", "SLAStatus", "SLANextDueDate"}


@METHODS
async def test_what_is_not_sent_stays(office: Office, method: str) -> None:
    made = await office.ticket(
        Description="Since 9am", TicketPriority="High", TechnicianContactID=office.cast.tom.id, DueDate="2030-01-01"
    )
    changed = await update(office.api, method, made["TicketID"], {"TicketType": "Incident"})
    assert changed == {**made, "TicketType": "Incident", "LastActivityDate": changed["LastActivityDate"]}


CHANGES: list[tuple[str, Any]] = [
    ("TicketTitle", "No mail at all"),
    ("Description", "Outlook says disconnected"),
    ("Description", ""),
    ("TicketPriority", "Critical"),
    ("TicketType", "Incident"),
    ("TicketStatus", "Pending"),
    ("TicketImpact", "Major"),
    ("DueDate", "2030-01-01T12:00:00Z"),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
async def test_a_field_can_be_changed(office: Office, field: str, value: Any) -> None:
    made = await office.ticket(Description="Since 9am")
    await office.api.put(f"/tickets/{made['TicketID']}", {field: value})
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))[field] == value
    assert len(await history_of(office, made["TicketID"])) == 2


async def test_a_technician_is_assigned_replaced_and_taken_off(office: Office) -> None:
    cast, made = office.cast, await office.ticket()
    path = f"/tickets/{made['TicketID']}"
    assert (await office.api.put(path, {"TechnicianContactID": cast.tom.id}))["TechnicianFullName"] == "Tom Field"
    assert (await office.api.put(path, {"TechnicianContactID": cast.dora.id}))["TechnicianFullName"] == "Dora Dispatch"
    assert (await office.api.put(path, {"TechnicianContactID": None}))["TechnicianContactID"] is None
    named = await office.api.put(path, {"TechnicianEmail": "TOM@brightwater.example"})
    assert named["TechnicianContactID"] == cast.tom.id
    assert (await office.api.put(path, {"TechnicianContactID": 0}))["TechnicianFullName"] is None


async def test_a_ticket_moves_to_another_end_user_and_takes_the_customer_along(office: Office) -> None:
    made = await office.ticket()
    moved = await office.api.put(f"/tickets/{made['TicketID']}", {"EndUserID": office.cast.pete.id})
    assert (moved["EndUserFirstName"], moved["CustomerName"]) == ("Pete", "Bakers & Sons")


async def test_a_ticket_moves_to_another_customer_and_leaves_the_end_user_behind(office: Office) -> None:
    made = await office.ticket()
    moved = await office.api.put(f"/tickets/{made['TicketID']}", {"CustomerID": office.cast.bakers.id})
    assert (moved["CustomerName"], moved["EndUserID"]) == ("Bakers & Sons", None)


async def test_an_end_user_and_another_customer_are_refused_together(office: Office) -> None:
    made = await office.ticket()
    both = {"EndUserID": office.cast.mary.id, "CustomerID": office.cast.bakers.id}
    refused = await office.api.put(f"/tickets/{made['TicketID']}", both, 400)
    assert refused["code"] == "requester_mismatch"
    assert await office.api.get(f"/tickets/{made['TicketID']}") == {
        key: value for key, value in made.items() if key != "ActionID"
    }


async def test_a_due_date_is_given_back_with_null(office: Office) -> None:
    by_policy = await office.ticket()
    path = f"/tickets/{by_policy['TicketID']}"
    assert (await office.api.put(path, {"DueDate": "2030-01-01T12:00:00Z"}))["DueDate"] == "2030-01-01T12:00:00Z"
    assert (await office.api.put(path, {"DueDate": None}))["DueDate"] == by_policy["DueDate"]
    await office.promise_nothing()
    made = await office.ticket(DueDate="2030-01-01T12:00:00Z")
    assert (await office.api.put(f"/tickets/{made['TicketID']}", {"DueDate": None}))["DueDate"] is None


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"TicketTitle": ""}, "Title required", "TicketTitle"),
    ({"TicketPriority": "Hihg"}, "Invalid priority", "TicketPriority"),
    ({"TicketStatus": "Done"}, "Invalid status", "TicketStatus"),
    ({"EndUserID": 999_999}, "Customer not found", "EndUserID"),
    ({"CustomerID": 999_999}, "Customer not found", "CustomerID"),
    ({"TechnicianContactID": 999_999}, "Technician not found", "TechnicianContactID"),
    ({"TechnicianEmail": "nobody@brightwater.example"}, "Technician not found", "TechnicianEmail"),
]


@METHODS
@pytest.mark.parametrize(("wrong", "message", "field"), REFUSED)
async def test_an_update_that_is_refused_changes_nothing(
    office: Office, method: str, wrong: dict[str, Any], message: str, field: str
) -> None:
    made = await office.ticket()
    refused = await update(office.api, method, made["TicketID"], {"TicketType": "Change", **wrong}, 400)
    assert refused["message"] == message
    assert [error["field"] for error in refused["errors"]] == [field]
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))["TicketType"] == "Problem"
    assert len(await history_of(office, made["TicketID"])) == 1


async def test_fields_make_one_event_and_the_status_one_more(office: Office) -> None:
    made = await office.ticket()
    body = {"TicketPriority": "Low", "TicketTitle": "Slow mail", "TicketStatus": "Pending"}
    await office.api.put(f"/tickets/{made['TicketID']}", body)
    opened, changed, moved = await history_of(office, made["TicketID"])
    assert (changed.kind, changed.data.changes, changed.data.texts) == (
        "ticket.changed",
        {"priority": ("Medium", "Low")},
        ("title",),
    )
    assert status_moves([opened, changed, moved]) == [("Open", "Pending")]


async def test_nothing_new_makes_no_event_and_no_activity(office: Office) -> None:
    cast, made = office.cast, await office.ticket(Description="Since 9am")
    path = f"/tickets/{made['TicketID']}"
    before, told = await office.api.get(path), len(await log_of(office.engine, cast.account_id))
    nothing_new: list[dict[str, Any]] = [
        {},
        {"Nonsense": 1},
        {"TicketTitle": " No mail "},
        {"TicketTitle": None, "Description": None, "EndUserID": None, "CustomerID": None},
        {"TicketStatus": "Open", "EndUserID": cast.john.id, "CustomerID": str(cast.acme.id)},
        {"TechnicianContactID": None, "TechnicianEmail": None, "DueDate": None},
    ]
    for body in nothing_new:
        assert await office.api.put(path, body) == {**before, "ActionID": made["TicketID"]}
    assert len(await log_of(office.engine, cast.account_id)) == told


@METHODS
async def test_an_unknown_ticket_is_not_found(office: Office, method: str) -> None:
    refused = await update(office.api, method, 54321, examples.UPDATE_TICKET, 404)
    assert refused["message"] == "Ticket not found"
