"""Wire contract (e), line by line: where the brief and Atera's clients disagree, and how both are served."""

from typing import Any

import pytest

from deskhand.api.openapi import openapi
from tests.cast import Office, decoded

HALF_PAST = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}


async def worked_on(office: Office) -> str:
    """The path of a ticket of Tom's."""
    return f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}"


async def test_e01_lists_carry_both_counts_and_links(office: Office) -> None:
    ticket = await worked_on(office)
    for path in ("/tickets", f"{ticket}/comments", f"{ticket}/workhours", f"{ticket}/workhoursrecords"):
        listed = await office.api.get(path)
        assert listed["totalItems"] == listed["totalItemCount"]
        assert listed["nextLink"] == listed["prevLink"] == ""


async def test_e02_query_names_in_any_case_and_sizes_within_bounds(office: Office) -> None:
    assert (await office.api.get("/tickets?PAGE=1&itemsinpage=500&searchOptions.nothing=True"))["itemsInPage"] == 50
    assert (await office.api.get("/tickets?ItemsInPage=0"))["itemsInPage"] == 1
    assert (await office.api.get("/tickets"))["itemsInPage"] == 20


async def test_e03_an_action_id_and_the_whole_ticket(office: Office) -> None:
    made = await office.ticket()
    assert type(made["ActionID"]) is int
    assert made["ActionID"] == made["TicketID"]
    assert made == {**await office.api.get(f"/tickets/{made['TicketID']}"), "ActionID": made["TicketID"]}
    changed = await office.api.post(f"/tickets/{made['TicketID']}", {"TicketPriority": "Low"}, 200)
    assert (changed["ActionID"], changed["TicketTitle"]) == (made["TicketID"], "No mail")


async def test_e04_post_and_put_update_alike_and_ignore_what_they_do_not_know(office: Office) -> None:
    path = await worked_on(office)
    for method, priority in (("POST", "Low"), ("PUT", "High")):
        body = {"TicketPriority": priority, "Tags": ["a"], "SLAName": None, "ticketimpact": None}
        changed = decoded(await office.api.send(method, path, json=body), 200)
        assert (changed["TicketPriority"], changed["TicketTitle"]) == (priority, "No mail")


SAID: list[dict[str, Any]] = [
    {"CommentText": "On it", "IsInternal": False},
    {"Comment": "On it", "IsInternal": False},
    {"CommentText": "On it", "TechnicianCommentDetails": {"TechnicianId": "TOM", "IsInternal": False}},
    {"CommentText": "On it", "TechnicianCommentDetails": {"TechnicianID": "TOM", "IsInternal": False}},
    {"CommentText": "On it", "TechnicianCommentDetails": {"TechnicianEmail": "tom@brightwater.example"}},
    {"commenttext": "On it", "technicianCommentDetails": {"technicianId": "TOM"}, "CommentTimestampUtc": "2024-02-15"},
]


@pytest.mark.parametrize("shape", range(len(SAID)))
async def test_e05_comments_are_taken_from_every_client_and_shown_to_every_client(office: Office, shape: int) -> None:
    tom, path = office.cast.tom, f"{await worked_on(office)}/comments"
    body = dict(SAID[shape])
    for name, details in body.items():
        if isinstance(details, dict):
            body[name] = {key: tom.id if value == "TOM" else value for key, value in details.items()}
    client = office.api if shape > 1 else await office.client_of(tom)
    said = await client.post(path, body)
    assert said["CommentText"] == said["Comment"] == "On it"
    assert said["CommentDate"] == said["Date"]
    assert said["CreatorContactID"] == said["TechnicianContactID"] == tom.id
    assert (said["FirstName"], said["LastName"], said["CreatorName"]) == ("Tom", "Field", "Tom Field")
    assert said["Email"] == said["CreatorEmail"] == "tom@brightwater.example"
    assert said["EndUserID"] is None
    public = body.get("IsInternal", body.get("TechnicianCommentDetails", {}).get("IsInternal")) is False
    assert said["IsInternal"] is not public


@pytest.mark.parametrize("key", ["EnduserId", "EndUserID", "enduserid"])
async def test_e05_an_end_user_may_be_the_author(office: Office, key: str) -> None:
    john = office.cast.john
    path = f"{await worked_on(office)}/comments"
    said = await office.api.post(path, {"CommentText": "Help", "EnduserCommentDetails": {key: john.id}})
    assert said["CreatorContactID"] == said["EndUserID"] == john.id
    assert (said["TechnicianContactID"], said["CreatorName"]) == (None, "John Smith")


async def test_e05_exactly_one_author(office: Office) -> None:
    both = {
        "CommentText": "Hm",
        "EnduserCommentDetails": {"EnduserId": office.cast.john.id},
        "TechnicianCommentDetails": {"TechnicianId": office.cast.tom.id},
    }
    await office.api.post(f"{await worked_on(office)}/comments", both, 400)


async def test_e06_a_new_comment_answers_with_its_id_twice_and_itself(office: Office) -> None:
    path = f"{await worked_on(office)}/comments"
    said = await office.api.post(path, {"CommentText": "On it"})
    assert said["ActionID"] == said["CommentID"]
    assert [{**comment, "ActionID": said["CommentID"]} for comment in (await office.api.get(path))["items"]] == [said]


async def test_e07_a_note_never_leaks_by_omission(office: Office) -> None:
    cast, path = office.cast, f"{await worked_on(office)}/comments"
    toms = await office.client_of(cast.tom)
    of_nobody = await office.api.post(path, {"CommentText": "Hm"})
    of_tom = await toms.post(path, {"CommentText": "Hm"})
    of_details = await office.api.post(
        path, {"CommentText": "Hm", "TechnicianCommentDetails": {"TechnicianId": cast.tom.id}}
    )
    of_john = await office.api.post(path, {"CommentText": "Hm", "EnduserCommentDetails": {"EnduserId": cast.john.id}})
    assert [said["IsInternal"] for said in (of_nobody, of_tom, of_details, of_john)] == [True, True, True, False]


async def test_e08_work_hours_carry_items_and_summaries(office: Office) -> None:
    ticket = await worked_on(office)
    await office.api.post(f"{ticket}/workhours", {**HALF_PAST, "OnCustomerSite": True})
    await office.api.post(f"{ticket}/workhours", {**HALF_PAST, "IsBillable": False})
    read, number = await office.api.get(f"{ticket}/workhours"), int(ticket.rpartition("/")[2])
    assert (read["totalItems"], len(read["items"]), read["TicketID"]) == (2, 2, number)
    hours = {"OnSLADurationHours": 1.5, "OffSLADurationHours": 0.0, "TotalDurationHours": 1.5, "ticketId": number}
    assert read["Billable"] == {**hours, "OnSiteDurationHours": 1.5, "OffSiteDurationHours": 0.0}
    assert read["NonBillable"] == {**hours, "OnSiteDurationHours": 0.0, "OffSiteDurationHours": 1.5}
    assert (await office.api.get(f"{ticket}/workhoursrecords"))["items"] == read["items"]


async def test_e08_summaries_cover_all_pages(office: Office) -> None:
    ticket = await worked_on(office)
    for _ in range(3):
        await office.api.post(f"{ticket}/workhours", HALF_PAST)
    read = await office.api.get(f"{ticket}/workhours?itemsInPage=1&page=2")
    assert (len(read["items"]), read["totalItems"], read["Billable"]["TotalDurationHours"]) == (1, 3, 4.5)


async def test_e09_an_entry_is_shown_under_every_clients_names(office: Office) -> None:
    logged = await office.api.post(f"{await worked_on(office)}/workhours", {**HALF_PAST, "Notes": "Rewired"})
    assert logged["WorkHourID"] == logged["WorkHoursID"] == logged["ActionID"]
    assert logged["StartDate"] == logged["StartWorkHour"] == "2024-02-15T09:00:00Z"
    assert logged["EndDate"] == logged["EndWorkHour"] == "2024-02-15T10:30:00Z"
    assert logged["IsBillable"] is logged["Billiable"] is True
    assert logged["Notes"] == logged["Description"] == "Rewired"
    assert (logged["OnCustomerSite"], logged["RateID"], logged["RateAmount"]) == (False, None, None)
    assert (logged["TechnicianFullName"], logged["TechnicianEmail"]) == ("Tom Field", "tom@brightwater.example")


async def test_e10_durations_are_seconds_and_hours_only_where_the_key_says_so(office: Office) -> None:
    ticket = await worked_on(office)
    assert (await office.api.post(f"{ticket}/workhours", HALF_PAST))["Duration"] == 5400
    durations = await office.api.get(f"{ticket}/billableduration")
    assert {key: value for key, value in durations.items() if key.endswith("Hours")} == {
        "TotalBillableHours": 1.5,
        "TotalDurationHours": 1.5,
        "OnSiteDurationHours": 0.0,
        "OffSiteDurationHours": 1.5,
        "OnSLADurationHours": 1.5,
        "OffSLADurationHours": 0.0,
    }
    assert durations["TotalBillableDuration"] == 5400


async def test_e11_durations_have_the_briefs_two_keys_and_ateras_six(office: Office) -> None:
    ticket = await worked_on(office)
    six = {"ticketId", *(f"{kind}DurationHours" for kind in ("Total", "OnSite", "OffSite", "OnSLA", "OffSLA"))}
    billable = await office.api.get(f"{ticket}/billableduration")
    other = await office.api.get(f"{ticket}/nonbillableduration")
    assert set(billable) == six | {"TotalBillableDuration", "TotalBillableHours"}
    assert set(other) == six | {"TotalNonBillableDuration", "TotalNonBillableHours"}


async def test_e12_a_description_is_optional_and_never_null(office: Office) -> None:
    for body in ({}, {"Description": None}, {"Description": ""}):
        assert (await office.ticket(**body))["Description"] == ""


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
    assert read["FirstResponseDueDate"] is None


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
    read = await office.api.get(await worked_on(office))
    dates = {key: read[key] for key in read if key.endswith(("Date", "Timestamp"))}
    assert "" not in dates.values()
    assert {key for key, value in dates.items() if value} == {"TicketCreatedDate", "LastActivityDate"}


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


async def test_e25_such_an_answer_would_be_seen(office: Office) -> None:
    sent = await office.http.get("/api/v3/tickets", headers={"X-API-KEY": office.api.key})
    sent._content = b'{"items": [{"ticketId": 1, "TicketID": 1}]}'
    with pytest.raises(AssertionError, match="differ only by case"):
        decoded(sent, 200)


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
