"""Wire contract (i), ruling by ruling: what we decided where the sources leave it open."""

from typing import Any

import pytest

from tests.api.history import history_of, log_of
from tests.cast import Office, decoded

SHAPES: dict[str, dict[str, Any]] = {
    "the brief's": {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z", "IsBillable": False},
    "Atera's": {
        "StartWorkHour": "2024-02-15T09:00:00Z",
        "EndWorkHour": "2024-02-15T10:30:00Z",
        "Billiable": False,
        "OnCustomerSite": False,
        "RateID": None,
    },
    "PSAtera's": {"StartWorkHour": "2024-02-15T09:00:00", "EndWorkHour": "2024-02-15T10:30:00", "Billiable": "False"},
    "node-atera's": {"Date": "2024-02-15", "StartTime": "09:00", "EndTime": "10:30", "IsBillable": False},
    "the commands'": {"Hours": 1.5, "Date": "2024-02-15T09:00:00Z", "Billable": False, "HourlyRate": 100},
    "with minutes": {"Hours": 1, "Minutes": 30, "StartDate": "2024-02-15T09:00:00Z", "IsBillable": False},
}


async def ticket_of_tom(office: Office) -> str:
    return f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2030-01-01T12:00:00Z", "2030-01-01T12:00:00Z"),
        ("2030-01-01T12:00:00", "2030-01-01T12:00:00Z"),
        ("2030-01-01T12:00:00.999999Z", "2030-01-01T12:00:00Z"),
        ("2030-01-01T12:00:00.1234567Z", "2030-01-01T12:00:00Z"),
        ("2030-01-01T14:00:00+02:00", "2030-01-01T12:00:00Z"),
        ("2030-01-01T00:30:00-11:30", "2030-01-01T12:00:00Z"),
        ("2030-01-01", "2030-01-01T00:00:00Z"),
    ],
)
async def test_instants_come_with_or_without_fraction_and_offset_and_go_as_whole_seconds_of_utc(
    office: Office, written: str, shown: str
) -> None:
    assert (await office.ticket(DueDate=written))["DueDate"] == shown


async def test_an_action_id_is_an_int_beside_the_object_in_every_answer(office: Office) -> None:
    cast, ticket = office.cast, await ticket_of_tom(office)
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}
    customer = {"CustomerName": "Candlestick Makers"}
    contact = {"Email": "new@acme.example", "CustomerID": cast.acme.id}
    for path, body, key, status in (
        ("/tickets", {"TicketTitle": "x", "EndUserID": cast.john.id}, "TicketID", 201),
        (ticket, {"TicketPriority": "Low"}, "TicketID", 200),
        (f"{ticket}/comments", {"CommentText": "Hm"}, "CommentID", 201),
        (f"{ticket}/workhours", span, "WorkHourID", 201),
        ("/customers", customer, "CustomerID", 201),
        (f"/customers/{cast.acme.id}", {"City": "Springfield"}, "CustomerID", 200),
        ("/contacts", contact, "EndUserID", 201),
        (f"/contacts/{cast.john.id}", {"JobTitle": "Clerk"}, "EndUserID", 200),
        ("/technicians", {"Email": "new@brightwater.example"}, "TechnicianContactID", 201),
        (f"/technicians/{cast.tom.id}", {"LastName": "Meadow"}, "TechnicianContactID", 200),
    ):
        answer = await office.api.post(path, body, status)
        assert type(answer["ActionID"]) is int, path
        assert answer["ActionID"] == answer[key]
        assert len(answer) > 2
    for path in (ticket, f"/contacts/{cast.mary.id}", f"/customers/{cast.bakers.id}", f"/technicians/{cast.tom.id}"):
        deleted = await office.api.delete(path)
        assert deleted == {"ActionID": int(path.rpartition("/")[2]), "Success": True}


@pytest.mark.parametrize("due", [None, "2030-01-01T12:00:00.75Z"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_a_client_may_send_back_the_ticket_it_read(office: Office, due: str | None, method: str) -> None:
    cast = office.cast
    made = await office.ticket(
        Description="Since 9am", TechnicianContactID=cast.tom.id, TicketImpact="Major", DueDate=due
    )
    path = f"/tickets/{made['TicketID']}"
    await (await office.client_of(cast.tom)).post(f"{path}/comments", {"CommentText": "On it", "IsInternal": False})
    for status in ("Open", "Resolved", "Closed"):
        await office.api.put(path, {"TicketStatus": status})
        read, told = await office.api.get(path), len(await history_of(office, made["TicketID"]))
        answer = decoded(await office.api.send(method, path, json=read), 200)
        assert answer == {**read, "ActionID": made["TicketID"]}
        assert await office.api.get(path) == read
        assert len(await history_of(office, made["TicketID"])) == told


async def test_a_client_may_send_back_a_ticket_whose_people_have_gone(office: Office) -> None:
    cast, path = office.cast, await ticket_of_tom(office)
    for gone in (f"/technicians/{cast.tom.id}", f"/contacts/{cast.john.id}", f"/customers/{cast.acme.id}"):
        await office.api.delete(gone)
    read = await office.api.get(path)
    assert await office.api.put(path, read) == {**read, "ActionID": read["TicketID"]}
    assert (await office.api.put(path, {**read, "TicketPriority": "Low"}))["TicketPriority"] == "Low"


async def test_a_client_may_send_back_people_it_read(office: Office) -> None:
    cast = office.cast
    await office.api.put(
        f"/customers/{cast.acme.id}", {"Longitude": 13.4, "Latitude": "52.5", "Website": "acme.example"}
    )
    for path in (f"/customers/{cast.acme.id}", f"/contacts/{cast.john.id}", f"/technicians/{cast.tom.id}"):
        read, told = await office.api.get(path), len(await log_of(office.engine, cast.account_id))
        for method in ("POST", "PUT"):
            decoded(await office.api.send(method, path, json=read), 200)
        assert await office.api.get(path) == read
        assert len(await log_of(office.engine, cast.account_id)) == told


async def test_a_refused_move_says_which_of_two_it_is(office: Office) -> None:
    closed = await office.ticket(TicketStatus="Closed")
    refused = await office.api.put(f"/tickets/{closed['TicketID']}", {"TicketStatus": "Open"}, 400)
    assert refused["code"] == "ticket_closed"


@pytest.mark.parametrize("noun", ["ticket", "customer", "contact", "technician"])
async def test_path_ids_are_read_by_one_rule_for_every_noun(office: Office, noun: str) -> None:
    for wrong in ("0", "-1", "1.5", "+1", "1e3", "x", "9223372036854775808", "1" * 31, "%20", "%00", "٣", "0x1"):
        refused = await office.api.get(f"/{noun}s/{wrong}", 400)
        assert (refused["message"], refused["code"]) == (f"Invalid {noun} ID", f"invalid_{noun}_id"), wrong
    for unknown in ("9223372036854775807", "999999", "00999999"):
        assert (await office.api.get(f"/{noun}s/{unknown}", 404))["message"] == f"{noun.capitalize()} not found"


async def test_ids_in_a_body_may_be_decimal_text(office: Office) -> None:
    cast = office.cast
    made = await office.ticket(
        EndUserID=str(cast.john.id), CustomerID=str(cast.acme.id), TechnicianContactID=f"0{cast.tom.id}"
    )
    assert (made["EndUserID"], made["TechnicianContactID"]) == (cast.john.id, cast.tom.id)


async def test_paths_are_read_in_any_case(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    for path in (f"/TICKETS/{number}", f"/Tickets/{number}/BillableDuration", "/Tickets/StatusModified", "/tickets/"):
        await office.api.get(path)
    sent = await office.http.get("/API/V3/Tickets", headers={"X-API-KEY": office.api.key})
    assert decoded(sent, 200)["totalItems"] == 1


async def test_a_path_with_a_slash_too_many_is_answered(office: Office) -> None:
    """As when a base address that ends in a slash is joined with a path that begins with one."""
    for path in ("/api/v3//tickets", "/api//v3/tickets", "//api/v3/tickets", "/api/v3/tickets//"):
        url = f"http://desk.test{path}"
        assert decoded(await office.http.get(url, headers={"X-API-KEY": office.api.key}), 200)["items"] == []
        assert decoded(await office.http.get(url), 401)["code"] == "unauthorized"


@pytest.mark.parametrize("shape", list(SHAPES))
async def test_work_hours_are_taken_in_every_shape(office: Office, shape: str) -> None:
    path = f"{await ticket_of_tom(office)}/workhours"
    logged = await office.api.post(path, {**SHAPES[shape], "TechnicianContactID": office.cast.dora.id})
    assert (logged["StartDate"], logged["Duration"]) == ("2024-02-15T09:00:00Z", 5400)
    assert (logged["IsBillable"], logged["TechnicianFullName"]) == (False, "Dora Dispatch")


@pytest.mark.parametrize("name", ["Notes", "Description", "Comments", "comments"])
async def test_notes_are_taken_under_every_name(office: Office, name: str) -> None:
    body = {**SHAPES["the brief's"], name: "Rewired"}
    assert (await office.api.post(f"{await ticket_of_tom(office)}/workhours", body))["Notes"] == "Rewired"


async def test_a_time_of_day_may_lack_its_first_zero(office: Office) -> None:
    body = {"Date": "2024-02-15", "StartTime": "9:00", "EndTime": "10:30:00", "IsBillable": False}
    logged = await office.api.post(f"{await ticket_of_tom(office)}/workhours", body)
    assert (logged["StartDate"], logged["Duration"]) == ("2024-02-15T09:00:00Z", 5400)
    for wrong in (":00", "24:30", "9:60", "nine", "٩:00"):
        refused = await office.api.post(f"{await ticket_of_tom(office)}/workhours", {**body, "StartTime": wrong}, 400)
        assert refused["message"] == "Invalid StartTime", wrong


async def test_hours_without_a_day_have_just_ended(office: Office) -> None:
    path = await ticket_of_tom(office)
    logged = await office.api.post(f"{path}/workhours", {"Hours": 0.5, "Notes": "Just now"})
    read = await office.api.get(path)
    assert logged["Duration"] == 1800
    assert logged["EndDate"] <= read["LastActivityDate"]
    assert logged["EndDate"] >= read["TicketCreatedDate"]


async def test_work_that_says_neither_how_long_nor_until_when_is_refused_with_the_shapes(office: Office) -> None:
    path = f"{await ticket_of_tom(office)}/workhours"
    for body in (
        {},
        {"Notes": "x"},
        {"StartDate": "2024-02-15T09:00:00Z"},
        {"Date": "2024-02-15", "StartTime": "09:00"},
    ):
        refused = await office.api.post(path, body, 400)
        assert refused["code"] == "work_hours_span_required"
        assert refused["detail"] == "Send StartDate and EndDate, or Date with StartTime and EndTime, or Hours"


async def test_a_key_of_a_technician_acts_as_that_technician(office: Office) -> None:
    toms = await office.client_of(office.cast.tom)
    made = await toms.post("/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.john.id})
    [opened] = await history_of(office, made["TicketID"])
    assert (opened.actor_kind, opened.actor_id) == ("technician", office.cast.tom.id)


async def test_a_key_of_nobody_responds_first_only_in_a_technicians_name(office: Office) -> None:
    ticket = await ticket_of_tom(office)
    said = await office.api.post(f"{ticket}/comments", {"CommentText": "Received", "IsInternal": False})
    assert said["CreatorContactID"] is None
    assert (await office.api.get(ticket))["FirstResponseDate"] is None
    body = {"CommentText": "On it", "IsInternal": False, "TechnicianContactID": office.cast.tom.id}
    said = await office.api.post(f"{ticket}/comments", body)
    assert (await office.api.get(ticket))["FirstResponseDate"] == said["CommentDate"]


async def test_deleting_a_ticket_hides_it_everywhere_and_is_an_event(office: Office) -> None:
    ticket = await ticket_of_tom(office)
    await office.api.post(f"{ticket}/comments", {"CommentText": "Hm"})
    await office.api.delete(ticket)
    for path in ("", "/comments", "/workhours", "/workhoursrecords", "/billableduration", "/nonbillableduration"):
        assert (await office.api.get(f"{ticket}{path}", 404))["message"] == "Ticket not found"
    for method, path, body in (
        ("PUT", "", {"TicketPriority": "Low"}),
        ("POST", "/comments", {"CommentText": "Hm"}),
        ("POST", "/workhours", SHAPES["the brief's"]),
        ("DELETE", "", None),
    ):
        decoded(await office.api.send(method, f"{ticket}{path}", json=body), 404)
    assert (await office.api.get("/tickets"))["totalItems"] == 0
    assert [event.kind for event in await history_of(office, 1)][-1] == "ticket.deleted"


async def test_the_number_of_a_deleted_ticket_is_not_given_again(office: Office) -> None:
    await office.api.delete(await ticket_of_tom(office))
    assert (await office.ticket())["TicketID"] == 2
