"""The brief's `POST /api/v3/tickets`."""

from typing import Any

import pytest

from deskhand.api.v3.shapes import examples
from tests.api.brief import Brief, missing_from
from tests.api.history import history_of
from tests.cast import Office, decoded


async def test_the_briefs_request_gets_the_briefs_answer(brief: Brief) -> None:
    made = await brief.api.post("/tickets", examples.CREATE_TICKET)
    assert missing_from(made, examples.TICKET_CREATED) == []


async def test_what_was_sent_is_what_is_read(brief: Brief) -> None:
    made = await brief.api.post("/tickets", examples.CREATE_TICKET)
    read = await brief.api.get(f"/tickets/{made['TicketID']}")
    assert missing_from(read, examples.CREATE_TICKET) == []
    assert {**read, "ActionID": 54321} == made
    assert (read["TicketStatus"], read["TicketSource"]) == ("Open", "API")
    assert (read["CustomerID"], read["CustomerName"]) == (12345, "Acme Corporation")
    assert (read["EndUserFirstName"], read["EndUserLastName"]) == ("John", "Smith")
    assert read["TicketCreatedDate"] == read["LastActivityDate"]


async def test_the_answer_is_201_with_json(brief: Brief) -> None:
    sent = await brief.api.send("POST", "/tickets", json=examples.CREATE_TICKET)
    decoded(sent, 201)


async def test_tickets_are_numbered_one_after_the_other(brief: Brief) -> None:
    ids = [(await brief.api.post("/tickets", examples.CREATE_TICKET))["TicketID"] for _ in range(3)]
    assert ids == [54321, 54322, 54323]


async def test_a_description_is_optional_and_then_empty(office: Office) -> None:
    assert (await office.ticket())["Description"] == ""


async def test_white_space_round_a_title_goes_and_that_in_a_description_stays(office: Office) -> None:
    made = await office.ticket(TicketTitle="  No mail\n", Description="  first\n\n  second ")
    assert made["TicketTitle"] == "No mail"
    assert made["Description"] == "  first\n\n  second "


@pytest.mark.parametrize("written", ["2030-01-01T12:00:00Z", "2030-01-01T14:00:00+02:00", "2030-01-01T12:00:00.9"])
async def test_a_due_date_may_be_set(office: Office, written: str) -> None:
    assert (await office.ticket(DueDate=written))["DueDate"] == "2030-01-01T12:00:00Z"


async def test_nobody_is_assigned_unless_named(office: Office) -> None:
    for nobody in ({}, {"TechnicianContactID": None}, {"TechnicianContactID": 0}, {"TechnicianContactID": "0"}):
        assert (await office.ticket(**nobody))["TechnicianContactID"] is None


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"TicketTitle": None}, "Title required", "TicketTitle"),
    ({"TicketPriority": "Hihg"}, "Invalid priority", "TicketPriority"),
    ({"EndUserID": 999_999}, "Customer not found", "EndUserID"),
    ({"EndUserID": None, "CustomerID": 999_999}, "Customer not found", "CustomerID"),
    ({"TechnicianContactID": 999_999}, "Technician not found", "TechnicianContactID"),
    ({"TicketStatus": "Done"}, "Invalid status", "TicketStatus"),
    ({"TicketType": "Bug"}, "Invalid type", "TicketType"),
    ({"DueDate": "soon"}, "Invalid DueDate", "DueDate"),
    ({"EndUserID": None}, "CustomerID or EndUserID required", "CustomerID"),
]


@pytest.mark.parametrize(("wrong", "message", "field"), REFUSED)
async def test_what_is_wrong_is_named_and_nothing_is_kept(
    office: Office, wrong: dict[str, Any], message: str, field: str
) -> None:
    body = {"TicketTitle": "No mail", "EndUserID": office.cast.john.id, **wrong}
    refused = await office.api.post("/tickets", body, 400)
    assert refused["message"] == message
    assert [error["field"] for error in refused["errors"]] == [field]
    assert (await office.api.get("/tickets"))["totalItems"] == 0
    assert (await office.ticket())["TicketID"] == 1


async def test_every_field_that_does_not_fit_is_named_at_once(office: Office) -> None:
    body = {"TicketTitle": "No mail", "TicketPriority": "Hihg", "TicketType": "Bug", "DueDate": "soon", "EndUserID": -1}
    refused = await office.api.post("/tickets", body, 400)
    assert {error["field"] for error in refused["errors"]} == {"TicketPriority", "TicketType", "DueDate", "EndUserID"}


async def test_opening_is_one_event_that_says_what_was_set(office: Office) -> None:
    made = await office.ticket(TicketPriority="High")
    [opened] = await history_of(office, made["TicketID"])
    assert opened.kind == "ticket.created"
    assert opened.data.changes["priority"] == (None, "High")
    assert opened.data.texts == ("title",)
    assert opened.actor_kind == "integration"
