"""Work hours and durations beyond the brief: lists over several tickets, and the forms that other clients use."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskhand.core.time import Local, begins, ends, parse_local
from tests.cast import Office, decoded

NINE = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}


async def ticket_with(office: Office, *entries: dict[str, Any], **fields: Any) -> int:
    """A ticket of Tom's with these entries; its number."""
    made = await office.ticket(**{"TechnicianContactID": office.cast.tom.id, **fields})
    for entry in entries:
        await office.api.post(f"/tickets/{made['TicketID']}/workhours", entry)
    return int(made["TicketID"])


async def test_billable_durations_of_several_tickets_come_as_a_bare_array(office: Office) -> None:
    first = await ticket_with(office, {**NINE, "OnCustomerSite": True}, {**NINE, "IsBillable": False})
    second = await ticket_with(office, NINE, NINE)
    durations = await office.api.post("/tickets/billableduration", [second, first, second], 200)
    assert [(one["ticketId"], one["TotalDurationHours"]) for one in durations] == [(second, 3.0), (first, 1.5)]
    assert (durations[1]["OnSiteDurationHours"], durations[1]["OffSiteDurationHours"]) == (1.5, 0.0)
    one = await office.api.get(f"/tickets/{first}/billableduration")
    assert durations[1] == {key: one[key] for key in durations[1]}


async def test_site_durations_of_several_tickets_come_wrapped_and_in_seconds(office: Office) -> None:
    number = await ticket_with(office, {**NINE, "OnCustomerSite": True}, NINE, {**NINE, "IsBillable": False})
    summed = await office.api.post("/tickets/billableworkhourssiteduration", [str(number)], 200)
    assert summed == {
        "TicketsWorkHoursSiteDurationSummaries": [
            {
                "TicketID": number,
                "TotalDurationSeconds": 10_800,
                "OnSiteDurationSeconds": 5400,
                "OffSiteDurationSeconds": 5400,
            }
        ]
    }


@pytest.mark.parametrize("path", ["/tickets/billableduration", "/tickets/billableworkhourssiteduration"])
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([], "Invalid body"),
        ({}, "Invalid body"),
        (list(range(1, 52)), "Invalid body"),
        (["x"], "Ticket not found"),
        ([0], "Ticket not found"),
        ([[1]], "Ticket not found"),
        ([999_999], "Ticket not found"),
    ],
)
async def test_lists_of_tickets_that_make_no_sense_are_refused(
    office: Office, path: str, body: Any, message: str
) -> None:
    assert (await office.api.post(path, body, 400))["message"] == message


async def test_a_deleted_ticket_has_no_durations(office: Office) -> None:
    number = await ticket_with(office, NINE)
    await office.api.delete(f"/tickets/{number}")
    await office.api.post("/tickets/billableduration", [number], 400)


async def test_everybodys_work_hours_say_whom_the_ticket_is_for(office: Office) -> None:
    number = await ticket_with(office, NINE)
    listed = await office.api.get("/workhours", includeRates="True")
    [record] = listed["items"]
    assert (record["TicketID"], record["CustomerID"], record["EndUserID"]) == (
        number,
        office.cast.acme.id,
        office.cast.john.id,
    )
    assert (record["RateID"], record["RateAmount"]) == (None, None)
    [entry] = (await office.api.get(f"/tickets/{number}/workhoursrecords"))["items"]
    assert {key: record[key] for key in entry} == entry


async def test_everybodys_work_hours_are_paged_latest_start_first(office: Office) -> None:
    for day in ("14", "16", "15"):
        span = {"StartDate": f"2024-02-{day}T09:00:00Z", "EndDate": f"2024-02-{day}T10:00:00Z"}
        await ticket_with(office, span)
    pages = [await office.api.get("/workhours", page=page, itemsInPage=2) for page in (1, 2)]
    assert [entry["StartDate"][8:10] for page in pages for entry in page["items"]] == ["16", "15", "14"]
    assert {(page["totalItems"], page["totalPages"]) for page in pages} == {(3, 2)}
    assert pages[0]["nextLink"].startswith("http")
    assert pages[1]["nextLink"] == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"startWorkhour": "2024-02-15"}, 1),
        ({"startWorkhour": "2024-02-16"}, 0),
        ({"startWorkhour": "2024-02-15T09:00:00"}, 1),
        ({"startWorkhour": "2024-02-15T09:00:01"}, 0),
        ({"endWorkhour": "2024-02-15"}, 1),
        ({"endWorkhour": "2024-02-14"}, 0),
        ({"endWorkhour": "2024-02-15T10:30:00"}, 1),
        ({"endWorkhour": "2024-02-15T10:29:59"}, 0),
        ({"STARTWORKHOUR": "2024-02-15", "EndWorkhour": "2024-02-15"}, 1),
    ],
)
async def test_work_hours_are_narrowed_by_date(office: Office, query: dict[str, str], found: int) -> None:
    await ticket_with(office, NINE)
    listed = await office.api.get("/workhours", **query)  # type: ignore[arg-type]
    assert (len(listed["items"]), listed["totalItems"]) == (found, found)


async def test_work_hours_are_narrowed_in_the_accounts_time_zone(office: Office) -> None:
    await office.api.put("/account", {"TimeZoneName": "America/New_York"})
    await ticket_with(office, {"StartDate": "2024-02-16T03:00:00Z", "EndDate": "2024-02-16T04:00:00Z"})
    assert len((await office.api.get("/workhours?startWorkhour=2024-02-15&endWorkhour=2024-02-15"))["items"]) == 1
    assert (await office.api.get("/workhours?startWorkhour=2024-02-16"))["items"] == []


@pytest.mark.parametrize("name", ["startWorkhour", "endWorkhour"])
@pytest.mark.parametrize("wrong", ["2024-02-15T09:00:00Z", "2024-02-15T09:00:00+01:00", "today", "2024-02-30", "0000"])
async def test_a_date_with_an_offset_is_refused(office: Office, name: str, wrong: str) -> None:
    refused = await office.api.get("/workhours", 400, **{name: wrong})
    assert (refused["message"], refused["code"]) == (f"Invalid {name}", "invalid_query")


async def test_work_on_a_deleted_ticket_leaves_everybodys_list(office: Office) -> None:
    number = await ticket_with(office, NINE)
    await office.api.delete(f"/tickets/{number}")
    assert (await office.api.get("/workhours"))["totalItems"] == 0


def test_a_local_day_has_as_many_hours_as_its_clock_shows() -> None:
    zone = ZoneInfo("Europe/Berlin")
    spring, autumn = parse_local("2024-03-31"), parse_local("2024-10-27")
    assert (ends(spring, zone) - begins(spring, zone)).total_seconds() == 23 * 3600
    assert (ends(autumn, zone) - begins(autumn, zone)).total_seconds() == 25 * 3600


def test_a_local_moment_is_a_day_only_when_no_time_is_said() -> None:
    assert parse_local(" 2024-02-15 ") == Local(parse_local("2024-02-15T00:00:00").at, whole_day=True)
    assert not parse_local("2024-02-15T00:00").whole_day


async def test_billable_durations_are_the_billable_entries(office: Office) -> None:
    number = await ticket_with(office, NINE, {**NINE, "IsBillable": False})
    listed = await office.api.get(f"/tickets/{number}/billabledurations")
    [entry] = listed["items"]
    assert {key: value for key, value in entry.items() if key != "BillableDurationID"} == {
        "TicketID": number,
        "Duration": 5400,
        "Rate": None,
        "Total": None,
    }
    assert listed["totalItems"] == 1
    await office.api.get("/tickets/999999/billabledurations", 404)


async def test_a_timesheet_is_an_entry_like_any_other(office: Office) -> None:
    number = await ticket_with(office)
    body = {
        "TechnicianContactID": office.cast.dora.id,
        "Date": "2024-02-15T09:00:00Z",
        "Duration": 5400,
        "Description": "Exchange",
    }
    made = await office.api.post(f"/tickets/{number}/timesheets", body)
    assert made["ActionID"] == made["TimesheetID"]
    [sheet] = (await office.api.get(f"/tickets/{number}/timesheets"))["items"]
    assert {**sheet, "ActionID": sheet["TimesheetID"], "Warnings": []} == made
    assert {key: sheet[key] for key in body} == body
    [entry] = (await office.api.get(f"/tickets/{number}/workhours"))["items"]
    assert (entry["WorkHourID"], entry["Duration"], entry["TechnicianFullName"]) == (
        made["TimesheetID"],
        5400,
        "Dora Dispatch",
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"Date": "2024-02-15"}, "Duration required"),
        ({"Duration": 60}, "Date required"),
        ({"Date": "2024-02-15", "Duration": 0}, "Invalid Duration"),
        ({"Date": "2024-02-15", "Duration": 86_401}, "Invalid Duration"),
        ({"Date": "2024-02-15", "Duration": 60, "TechnicianContactID": 999_999}, "Technician not found"),
    ],
)
async def test_a_timesheet_that_makes_no_sense_is_refused(office: Office, wrong: dict[str, Any], message: str) -> None:
    number = await ticket_with(office)
    assert (await office.api.post(f"/tickets/{number}/timesheets", wrong, 400))["message"] == message
    assert (await office.api.get(f"/tickets/{number}/timesheets"))["items"] == []


async def test_work_is_logged_under_the_path_of_the_records_too(office: Office) -> None:
    number = await ticket_with(office)
    body = {"Hours": 1, "Minutes": 30, "Description": "Exchange", "IsBillable": False}
    made = await office.api.post(f"/tickets/{number}/workhoursrecords", body)
    assert (made["ActionID"], made["Duration"], made["Notes"], made["IsBillable"]) == (
        made["WorkHourID"],
        5400,
        "Exchange",
        False,
    )


async def test_reading_work_hours_takes_their_scope_and_writing_them_another(office: Office) -> None:
    number = await ticket_with(office)
    reader = await office.client(scopes=["workhours:read"])
    await reader.get("/workhours")
    await reader.get(f"/tickets/{number}/timesheets")
    await reader.post("/tickets/billableduration", [number], 200)
    sheet = {"Date": "2024-02-15T09:00:00Z", "Duration": 60}
    await reader.post(f"/tickets/{number}/timesheets", sheet, 403)
    stranger = await office.client(scopes=["tickets:write"])
    await stranger.get("/workhours", 403)
    decoded(await stranger.send("POST", "/tickets/billableduration", json=[number]), 403)
