"""Every noun comes as it was: its id, its dates, what it refers to, and what follows from it."""

from typing import Any

from tests.cast import Office
from tests.importing.records import (
    ANSWERED,
    ASKED,
    CREATED,
    EVERYTHING,
    RESOLVED,
    results,
    send,
)
from tests.importing.whole import assert_whole


async def test_everything_of_a_desk_comes_in_one_call(office: Office) -> None:
    answer = await send(office.api, *EVERYTHING)
    assert [item["Error"] for item in answer["items"]] == [None] * len(EVERYTHING)
    assert results(answer) == ["Created"] * len(EVERYTHING)
    assert (answer["Created"], answer["Updated"], answer["Unchanged"], answer["Refused"]) == (13, 0, 0, 0)
    assert [item["Index"] for item in answer["items"]] == list(range(13))
    await assert_whole(office)


async def test_a_ticket_keeps_its_number_its_dates_and_its_people(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    ticket = await office.api.get("/tickets/40001")
    wanted: dict[str, Any] = {
        "TicketID": 40001,
        "TicketTitle": "Weather machine",
        "Description": "It only rains",
        "TicketStatus": "Resolved",
        "TicketPriority": "High",
        "TicketType": "Incident",
        "TicketImpact": "SiteDown",
        "TicketSource": "Email",
        "Tags": ["weather", "Machine"],
        "CustomerID": 9001,
        "CustomerName": "Globex",
        "EndUserID": 7001,
        "EndUserEmail": "hank@globex.example",
        "TechnicianContactID": 501,
        "TechnicianFullName": "Sam Source",
        "TicketCreatedDate": CREATED,
        "TicketResolvedDate": RESOLVED,
        "FirstResponseDate": ANSWERED,
        "LastActivityDate": RESOLVED,
        "LastEndUserComment": "Any umbrellas?",
        "LastEndUserCommentTimestamp": ASKED,
        "LastTechnicianComment": "We look into it",
        "LastTechnicianCommentTimestamp": ANSWERED,
        "OnSiteDurationSeconds": 5400,
        "TotalDurationSeconds": 5400,
        "SLAStatus": "Met",
    }
    assert {name: ticket[name] for name in wanted} == wanted


async def test_people_and_what_they_belong_to(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    customer = await office.api.get("/customers/9001")
    assert (customer["CustomerName"], customer["CreatedOn"]) == ("Globex", "2020-01-02T03:04:05Z")
    contact = await office.api.get("/contacts/7001")
    assert (contact["CustomerID"], contact["DepartmentID"], contact["DepartmentName"]) == (9001, 77, "Accounts")
    technician = await office.api.get("/technicians/501")
    assert (technician["Role"], technician["Active"]) == ("technician", True)


async def test_comments_work_values_and_relations(office: Office) -> None:
    await send(office.api, *EVERYTHING)
    comments = (await office.api.get("/tickets/40001/comments"))["items"]
    assert [(c["CommentText"], c["CommentDate"], c["IsInternal"], c["CreatorContactID"]) for c in comments] == [
        ("We look into it", ANSWERED, False, 501),
        ("Any umbrellas?", ASKED, False, 7001),
        ("Zephyr", RESOLVED, True, 501),
    ]
    assert [c["CommentID"] for c in comments[:2]] == [610, 611]
    [entry] = (await office.api.get("/tickets/40001/workhours"))["items"]
    assert (entry["WorkHourID"], entry["Duration"], entry["OnCustomerSite"], entry["Notes"]) == (
        88,
        5400,
        True,
        "On the roof",
    )
    [value] = await office.api.get("/customvalues/ticketfield/40001/Rack")
    assert value["Value"] == "B12"
    related = await office.api.get("/tickets/40001", includeRelations="true")
    assert (related["RelationType"], related["RelatedTicketId"]) == ("Parent", 39999)
