"""The brief's `GET /api/v3/tickets/{ticketId}/workhours`, and how entries come there."""

from typing import Any

import pytest

from deskhand.api.v3.shapes import examples
from tests.api.brief import Brief, missing_from
from tests.api.history import history_of
from tests.cast import Office

NINE_TO_HALF_PAST_TEN = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}


async def test_the_briefs_entry_reads_as_the_brief_shows_it(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "Unable to access email")
    logged = await brief.api.post("/tickets/54321/workhours", examples.LOG_WORK)
    assert missing_from(logged, examples.LOG_WORK) == []
    read = await brief.api.get("/tickets/54321/workhours")
    assert missing_from(read, examples.WORK_HOURS) == []
    assert logged == {**read["items"][0], "ActionID": 22222, "Warnings": []}


async def test_a_duration_is_in_seconds(office: Office) -> None:
    ticket_id = (await office.ticket(TechnicianContactID=office.cast.tom.id))["TicketID"]
    ends = {"09:00:01": 1, "09:01:00": 60, "10:30:00": 5400, "23:59:59": 53999}
    for end, seconds in ends.items():
        body = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": f"2024-02-15T{end}Z"}
        assert (await office.api.post(f"/tickets/{ticket_id}/workhours", body))["Duration"] == seconds


async def test_entries_are_billable_off_site_and_without_notes_unless_they_say_otherwise(office: Office) -> None:
    ticket_id = (await office.ticket(TechnicianContactID=office.cast.tom.id))["TicketID"]
    logged = await office.api.post(f"/tickets/{ticket_id}/workhours", NINE_TO_HALF_PAST_TEN)
    assert (logged["IsBillable"], logged["OnCustomerSite"], logged["Notes"]) == (True, False, "")


async def test_who_did_it_is_whom_the_entry_names_else_the_keys_technician_else_the_tickets(office: Office) -> None:
    cast, doras = office.cast, await office.client_of(office.cast.dora)
    path = f"/tickets/{(await office.ticket(TechnicianContactID=cast.tom.id))['TicketID']}/workhours"
    named = await doras.post(path, {**NINE_TO_HALF_PAST_TEN, "TechnicianContactID": cast.jane.id})
    by_address = await doras.post(path, {**NINE_TO_HALF_PAST_TEN, "TechnicianEmail": cast.jane.email})
    the_keys = await doras.post(path, NINE_TO_HALF_PAST_TEN)
    the_tickets = await office.api.post(path, NINE_TO_HALF_PAST_TEN)
    done_by = [entry["TechnicianFullName"] for entry in (named, by_address, the_keys, the_tickets)]
    assert done_by == ["Jane Tech", "Jane Tech", "Dora Dispatch", "Tom Field"]


async def test_without_any_technician_an_entry_is_refused(office: Office) -> None:
    path = f"/tickets/{(await office.ticket())['TicketID']}/workhours"
    refused = await office.api.post(path, NINE_TO_HALF_PAST_TEN, 400)
    assert (refused["message"], refused["errors"][0]["field"]) == (
        "TechnicianContactID required",
        "TechnicianContactID",
    )


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"EndDate": "2024-02-15T09:00:00Z"}, "Invalid work hours", "EndDate"),
    ({"EndDate": "2024-02-15T08:59:59Z"}, "Invalid work hours", "EndDate"),
    ({"EndDate": "2024-02-16T09:00:01Z"}, "Invalid work hours", "EndDate"),
    ({"EndDate": None}, "EndDate required", "EndDate"),
    ({"StartDate": None}, "StartDate required", "StartDate"),
    ({"StartDate": None, "EndDate": None}, "StartDate required", "StartDate"),
    ({"StartDate": "nine"}, "Invalid StartDate", "StartDate"),
    ({"TechnicianContactID": 999_999}, "Technician not found", "TechnicianContactID"),
]


@pytest.mark.parametrize(("wrong", "message", "field"), REFUSED)
async def test_an_entry_that_cannot_be_is_refused(
    office: Office, wrong: dict[str, Any], message: str, field: str
) -> None:
    path = f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}/workhours"
    refused = await office.api.post(path, {**NINE_TO_HALF_PAST_TEN, **wrong}, 400)
    assert (refused["message"], [error["field"] for error in refused["errors"]]) == (message, [field])
    assert (await office.api.get(path))["items"] == []


async def test_a_whole_day_is_the_longest_entry(office: Office) -> None:
    path = f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}/workhours"
    day = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-16T09:00:00Z"}
    assert (await office.api.post(path, day))["Duration"] == 86400


async def test_entries_may_overlap_since_travel_and_remote_work_do(office: Office) -> None:
    path = f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}/workhours"
    for _ in range(2):
        await office.api.post(path, NINE_TO_HALF_PAST_TEN)
    assert (await office.api.get(path))["totalItems"] == 2


async def test_a_closed_ticket_takes_entries_too(office: Office) -> None:
    closed = await office.ticket(TechnicianContactID=office.cast.tom.id, TicketStatus="Closed")
    await office.api.post(f"/tickets/{closed['TicketID']}/workhours", NINE_TO_HALF_PAST_TEN)
    assert (await office.api.get(f"/tickets/{closed['TicketID']}"))["TicketStatus"] == "Closed"


async def test_an_entry_is_an_event_and_adds_to_the_ticket(office: Office) -> None:
    made = await office.ticket(TechnicianContactID=office.cast.tom.id)
    path = f"/tickets/{made['TicketID']}/workhours"
    await office.api.post(path, {**NINE_TO_HALF_PAST_TEN, "OnCustomerSite": True})
    await office.api.post(path, {**NINE_TO_HALF_PAST_TEN, "IsBillable": False})
    read = await office.api.get(f"/tickets/{made['TicketID']}")
    assert (read["OnSiteDurationSeconds"], read["OffSiteDurationMinutes"]) == (5400, 90)
    assert (read["TotalDurationSeconds"], read["TotalDurationMinutes"]) == (10800, 180)
    assert [line.kind for line in await history_of(office, made["TicketID"])][1:] == ["work_hours.logged"] * 2


async def test_work_on_a_ticket_that_is_not_there(office: Office) -> None:
    assert (await office.api.get("/tickets/54321/workhours", 404))["message"] == "Ticket not found"
    assert (await office.api.post("/tickets/54321/workhours", NINE_TO_HALF_PAST_TEN, 404))["code"] == "ticket_not_found"
    assert (await office.api.get("/tickets/1.5/workhours", 400))["message"] == "Invalid ticket ID"
