"""Wire contract (a), tickets: a test per line, named after it, that goes through the line as its callers do."""

from typing import Any

import pytest

from tests.cast import ERROR_KEYS, Office, decoded

NINE = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}
TODAY = "2024-02-01T00:00:00Z"  # before every ticket of these tests
RESULT = {"ActionID", "Success"}
SAID = {"CommentText": "Hm", "IsInternal": False}
COMMENT_KEYS = {
    "FirstComment",
    "LastEndUserComment",
    "LastEndUserCommentTimestamp",
    "LastTechnicianComment",
    "LastTechnicianCommentTimestamp",
}


def numbers(listed: Any) -> list[int]:
    """The ids of a page of tickets, after checking its envelope."""
    assert listed["totalItems"] == listed["totalItemCount"] >= len(listed["items"])
    return [ticket["TicketID"] for ticket in listed["items"]]


async def ticket_with(office: Office, *entries: dict[str, Any], **fields: Any) -> str:
    """The path of a ticket of Tom's with these work hours."""
    made = await office.ticket(**{"TechnicianContactID": office.cast.tom.id, **fields})
    for entry in entries:
        await office.api.post(f"/tickets/{made['TicketID']}/workhours", entry)
    return f"/tickets/{made['TicketID']}"


def id_of(path: str) -> int:
    return int(path.split("/")[2])


@pytest.fixture
async def three(office: Office) -> Office:
    """John's open ticket 1, John's pending 2 of Tom's, Pete's resolved 3; 2 is the parent of 1."""
    await office.ticket()
    await office.ticket(TicketStatus="Pending", TechnicianContactID=office.cast.tom.id)
    await office.ticket(TicketStatus="Resolved", EndUserID=office.cast.pete.id)
    await office.api.post("/tickets/1/relations", {"RelatedTicketId": 2, "RelationType": "Parent"})
    return office


async def test_get_tickets(three: Office) -> None:
    """GET /tickets: page, itemsInPage, customerId, ticketStatus, includeRelations."""
    api, acme = three.api, three.cast.acme.id
    assert numbers(await api.get("/tickets")) == [3, 2, 1]
    page = await api.get("/tickets?page=2&itemsInPage=2")
    assert (numbers(page), page["page"], page["itemsInPage"], page["totalPages"]) == ([1], 2, 2, 2)
    assert numbers(await api.get(f"/tickets?customerId={acme}")) == [2, 1]
    assert numbers(await api.get(f"/tickets?customerId={acme}&ticketStatus=Pending")) == [2]
    assert {one["RelationType"] for one in (await api.get("/tickets"))["items"]} == {None}
    related = (await api.get("/tickets?includeRelations=True"))["items"]
    assert [(one["RelationType"], one["RelatedTicketId"]) for one in related] == [
        ("None", None),
        ("Child", 1),
        ("Parent", 2),
    ]


async def test_get_tickets_as_node_atera_spells_it(three: Office) -> None:
    """GET /tickets: Page, ItemsInPage, TicketStatus, CustomerID, TechnicianID, DateFrom, DateTo."""
    api, cast = three.api, three.cast
    assert numbers(await api.get("/tickets?Page=2&ItemsInPage=1")) == [2]
    assert numbers(await api.get("/tickets?TicketStatus=Resolved")) == [3]
    assert numbers(await api.get(f"/tickets?CustomerID={cast.bakers.id}")) == [3]
    assert numbers(await api.get(f"/tickets?TechnicianID={cast.tom.id}")) == [2]
    early, late = "2024-01-01T00:00:00.000Z", "2999-12-31T00:00:00.000Z"
    for query, found in (
        (f"DateFrom={early}", [3, 2, 1]),
        (f"DateFrom={late}", []),
        (f"DateTo={early}", []),
        (f"DateFrom={early}&DateTo={late}&CustomerID={cast.acme.id}", [2, 1]),
    ):
        assert numbers(await api.get(f"/tickets?{query}")) == found, query
    for wrong in ("DateFrom=soon", "DateTo=2024-02-30", "CustomerID=x", "TicketStatus=x"):
        await api.get(f"/tickets?{wrong}", 400)


async def test_post_tickets(office: Office) -> None:
    """POST /tickets: 201 with the brief's ActionID, TicketID and TicketTitle, and all the rest."""
    made = await office.api.post("/tickets", {"TicketTitle": "No mail", "EndUserID": office.cast.john.id})
    assert (made["ActionID"], made["TicketID"], made["TicketTitle"]) == (1, 1, "No mail")
    assert (made["TicketSource"], made["TicketStatus"], made["CustomerID"]) == ("API", "Open", office.cast.acme.id)
    assert (await office.api.post("/tickets", {}, 400))["message"] == "Title required"


async def test_get_tickets_id(three: Office) -> None:
    """GET /tickets/{ticketId}: includeRelations; 404 with the keys of ProblemDetails."""
    read = await three.api.get("/tickets/1")
    assert (read["TicketID"], read["RelationType"], read["RelatedTicketId"]) == (1, None, None)
    related = await three.api.get("/tickets/1?includeRelations=True")
    assert related == {**read, "RelationType": "Parent", "RelatedTicketId": 2}
    assert await three.api.get("/tickets/1?includeRelations=False") == read
    missing = await three.api.get("/tickets/54321", 404)
    assert (missing["title"], missing["status"]) == ("Ticket not found", 404)


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_update_tickets_id(office: Office, method: str) -> None:
    """POST and PUT /tickets/{ticketId}: what is not sent stays; 200."""
    path = await ticket_with(office, Description="Since 9am", TicketImpact="Major")
    before = await office.api.get(path)
    sent = await office.api.send(method, path, json={"TicketStatus": "Resolved", "TicketPriority": "Low"})
    after = decoded(sent, 200)
    moved = {"TicketStatus", "TicketPriority", "TicketResolvedDate", "LastActivityDate", "ActionID"}
    moved |= {"DueDate", "ClosedTicketDueDate", "FirstResponseDueDate", "SLAStatus", "SLANextDueDate"}  # another target
    assert (after["ActionID"], after["TicketStatus"], after["TicketPriority"]) == (1, "Resolved", "Low")
    assert {key: value for key, value in after.items() if key not in moved} == {
        key: value for key, value in before.items() if key not in moved
    }
    decoded(await office.api.send(method, "/tickets/54321", json={"TicketPriority": "Low"}), 404)


async def test_delete_tickets_id(office: Office) -> None:
    """DELETE /tickets/{ticketId}: {ActionID, Success}; PYC sends `{}` with it."""
    path = await ticket_with(office)
    deleted = decoded(await office.api.send("DELETE", path, content=b"{}"), 200)
    assert deleted == {"ActionID": 1, "Success": True}
    await office.api.get(path, 404)
    await office.api.delete(path, 404)


async def test_get_tickets_statusmodified(three: Office) -> None:
    """GET /tickets/statusmodified: modifiedAfter, includeComments (True unless said), includeRelations."""
    api = three.api
    await api.put("/tickets/1", {"TicketStatus": "Pending"})
    assert numbers(await api.get("/tickets/statusmodified?page=1&itemsInPage=50")) == [3]
    assert numbers(await api.get(f"/tickets/statusmodified?modifiedAfter={TODAY}")) == [3, 1]
    assert numbers(await api.get("/tickets/statusmodified?modifiedAfter=2999-01-01T00:00:00Z")) == []
    await three.api.post("/tickets/3/comments", {**SAID, "TechnicianContactID": three.cast.tom.id})
    [with_comments] = (await api.get("/tickets/statusmodified"))["items"]
    [without] = (await api.get("/tickets/statusmodified?includeComments=False"))["items"]
    assert with_comments["LastTechnicianComment"] == "Hm"
    assert {without[key] for key in COMMENT_KEYS} == {None}
    [related] = (await api.get("/tickets/statusmodified?includeRelations=true"))["items"]
    assert related["RelationType"] == "None"


async def test_get_tickets_lastmodified(three: Office) -> None:
    """GET /tickets/lastmodified: date (today unless said), includeComments (False unless said), includeRelations."""
    api = three.api
    await api.post("/tickets/2/comments", {**SAID, "TechnicianContactID": three.cast.tom.id})
    assert numbers(await api.get("/tickets/lastmodified")) == numbers(
        await api.get(f"/tickets/lastmodified?date={TODAY}")
    )
    assert set(numbers(await api.get("/tickets/lastmodified?Date=2024-02-01"))) == {1, 2, 3}
    assert numbers(await api.get("/tickets/lastmodified?date=2999-01-01T00:00:00Z")) == []
    plain = {one["TicketID"]: one for one in (await api.get("/tickets/lastmodified"))["items"]}
    assert {plain[2][key] for key in COMMENT_KEYS} == {None}
    full = (await api.get("/tickets/lastmodified?includeComments=True&includeRelations=True"))["items"]
    assert {one["TicketID"]: one["LastTechnicianComment"] for one in full}[2] == "Hm"
    assert {one["TicketID"]: one["RelationType"] for one in full} == {1: "Parent", 2: "Child", 3: "None"}
    assert (await api.get("/tickets/lastmodified?itemsInPage=2&page=2"))["totalPages"] == 2
    await api.get("/tickets/lastmodified?date=lately", 400)


async def test_get_tickets_nocomments(three: Office) -> None:
    """GET /tickets/noComments: as GET /tickets, without the keys that come from comments."""
    api = three.api
    assert numbers(await api.get("/tickets/noComments?ticketStatus=pending")) == [2]
    assert numbers(await api.get(f"/tickets/noComments?customerId={three.cast.acme.id}&itemsInPage=1&page=2")) == [1]
    plain, whole = (await api.get("/tickets/nocomments"))["items"], (await api.get("/tickets"))["items"]
    assert plain == [{key: value for key, value in one.items() if key not in COMMENT_KEYS} for one in whole]
    assert (await api.get("/tickets/noComments?includeRelations=True"))["items"][2]["RelatedTicketId"] == 2


async def test_get_tickets_id_comments(office: Office) -> None:
    """GET /tickets/{id}/comments: page, itemsInPage; oldest first."""
    path = f"{await ticket_with(office)}/comments"
    for text in ("One", "Two", "Three"):
        await office.api.post(path, {"CommentText": text})
    listed = await office.api.get(f"{path}?page=2&itemsInPage=2")
    assert ([one["CommentText"] for one in listed["items"]], listed["totalItems"]) == (["Three"], 3)
    assert (listed["totalItemCount"], listed["nextLink"]) == (3, "")
    await office.api.get("/tickets/54321/comments", 404)


async def test_post_tickets_id_comments(office: Office) -> None:
    """POST /tickets/{id}/comments: 201 with a result and the comment."""
    path = f"{await ticket_with(office)}/comments"
    said = await office.api.post(path, {"CommentText": "On it", "IsInternal": False})
    assert (said["ActionID"], said["CommentID"], said["TicketID"], said["Comment"]) == (1, 1, 1, "On it")
    assert (await office.api.post(path, {}, 400))["message"] == "CommentText required"
    await office.api.post("/tickets/54321/comments", {"CommentText": "On it"}, 404)


async def test_get_tickets_id_attachments(office: Office) -> None:
    """GET /tickets/{id}/attachments: an array of URLs, each of which gives its file."""
    path = f"{await ticket_with(office)}/attachments"
    assert await office.api.get(f"{path}?itemsInPage=50&") == []
    for name in ("a.txt", "b.txt"):
        await office.api.post(path, {"Name": name, "ContentBased64": "aGVsbG8="})
    urls = await office.api.get(path)
    assert [(await office.http.get(url)).content for url in urls] == [b"hello", b"hello"]
    await office.api.get("/tickets/54321/attachments", 404)


async def test_get_tickets_id_billableduration(office: Office) -> None:
    """GET /tickets/{id}/billableduration: the brief's seconds and hours, and Atera's hours."""
    path = await ticket_with(office, NINE, {**NINE, "IsBillable": False, "OnCustomerSite": True})
    read = await office.api.get(f"{path}/billableduration")
    assert (read["TotalBillableDuration"], read["TotalBillableHours"], read["ticketId"]) == (5400, 1.5, 1)
    assert (read["TotalDurationHours"], read["OffSiteDurationHours"], read["OnSiteDurationHours"]) == (1.5, 1.5, 0.0)


async def test_get_tickets_id_nonbillableduration(office: Office) -> None:
    """GET /tickets/{id}/nonbillableduration."""
    path = await ticket_with(office, NINE, {**NINE, "IsBillable": False, "OnCustomerSite": True})
    read = await office.api.get(f"{path}/nonbillableduration")
    assert (read["TotalDurationHours"], read["OffSiteDurationHours"], read["OnSiteDurationHours"]) == (1.5, 0.0, 1.5)
    await office.api.get("/tickets/54321/nonbillableduration", 404)


async def test_post_tickets_billableduration(office: Office) -> None:
    """POST /tickets/billableduration: a bare array in, a bare array out."""
    await ticket_with(office, NINE)
    await ticket_with(office)
    read = await office.api.post("/tickets/billableduration", [2, 1], 200)
    assert [(one["ticketId"], one["TotalDurationHours"]) for one in read] == [(2, 0.0), (1, 1.5)]


async def test_get_tickets_id_workhours(office: Office) -> None:
    """GET /tickets/{id}/workhours: the brief's items, Atera's summary; Page and ItemsInPage of node-atera."""
    path = await ticket_with(office, NINE, {**NINE, "IsBillable": False})
    read = await office.api.get(f"{path}/workhours?Page=2&ItemsInPage=1")
    [entry] = read["items"]
    assert (entry["WorkHourID"], entry["Duration"], entry["IsBillable"]) == (2, 5400, False)
    assert (read["TicketID"], read["Billable"]["ticketId"]) == (1, 1)
    assert (read["Billable"]["TotalDurationHours"], read["NonBillable"]["TotalDurationHours"]) == (1.5, 1.5)


async def test_post_tickets_id_workhours(office: Office) -> None:
    """POST /tickets/{id}/workhours: 201 with a result and the entry."""
    path = f"{await ticket_with(office)}/workhours"
    logged = await office.api.post(path, {**NINE, "Notes": "Rewired"})
    assert (logged["ActionID"], logged["WorkHoursID"], logged["Duration"]) == (1, 1, 5400)
    await office.api.post(path, {}, 400)
    await office.api.post("/tickets/54321/workhours", NINE, 404)


async def test_get_tickets_id_workhoursrecords(office: Office) -> None:
    """GET /tickets/{id}/workhoursrecords: page, itemsInPage."""
    path = f"{await ticket_with(office, NINE, NINE, NINE)}/workhoursrecords"
    listed = await office.api.get(f"{path}?page=2&itemsInPage=2")
    assert ([one["WorkHoursID"] for one in listed["items"]], listed["totalItemCount"]) == ([3], 3)
    assert listed["items"][0]["Billiable"] is True


async def test_post_tickets_id_workhoursrecords(office: Office) -> None:
    """POST /tickets/{id}/workhoursrecords, as one client does."""
    path = f"{await ticket_with(office)}/workhoursrecords"
    await office.api.post(path, {"Hours": 0, "Minutes": 15, "Description": "Rewired", "IsBillable": True})
    [entry] = (await office.api.get(path))["items"]
    assert (entry["Duration"], entry["Description"]) == (900, "Rewired")


async def test_post_tickets_billableworkhourssiteduration(office: Office) -> None:
    """POST /tickets/billableworkhourssiteduration: a bare array in, an object out, in seconds."""
    await ticket_with(office, NINE, {**NINE, "OnCustomerSite": True}, {**NINE, "IsBillable": False})
    read = await office.api.post("/tickets/billableworkhourssiteduration", [1], 200)
    [summed] = read["TicketsWorkHoursSiteDurationSummaries"]
    assert summed == {
        "TicketID": 1,
        "TotalDurationSeconds": 10_800,
        "OnSiteDurationSeconds": 5400,
        "OffSiteDurationSeconds": 5400,
    }


async def test_post_tickets_id_relations(office: Office) -> None:
    """POST /tickets/{id}/relations: {RelatedTicketId, RelationType}; 201."""
    await office.ticket()
    await office.ticket()
    made = await office.api.post("/tickets/1/relations", {"RelatedTicketId": 2, "RelationType": "child"})
    assert made == {"ActionID": 1, "TicketID": 1, "RelatedTicketId": 2, "RelationType": "Child"}
    assert (await office.api.get("/tickets/2?includeRelations=true"))["RelationType"] == "Parent"
    await office.api.post("/tickets/1/relations", {"RelatedTicketId": 2, "RelationType": "Twin"}, 400)


async def test_delete_tickets_id_relations_type(three: Office) -> None:
    """DELETE /tickets/{id}/relations/{relationType}."""
    assert set(await three.api.delete("/tickets/1/relations/Parent")) == RESULT
    assert (await three.api.get("/tickets/1?includeRelations=true"))["RelationType"] == "None"
    assert (await three.api.get("/tickets/2?includeRelations=true"))["RelationType"] == "None"
    await three.api.delete("/tickets/1/relations/Parent", 404)
    await three.api.delete("/tickets/1/relations/Twin", 400)


async def test_get_workhours(office: Office) -> None:
    """GET /workhours: startWorkhour, endWorkhour in the account's time, includeRates, page."""
    await office.api.put("/account", {"TimeZoneName": "America/New_York"})
    await ticket_with(office, NINE, {"StartDate": "2024-02-16T03:00:00Z", "EndDate": "2024-02-16T04:00:00Z"})
    day = "startWorkhour=2024-02-15&endWorkhour=2024-02-15&includeRates=False"
    listed = await office.api.get(f"/workhours?{day}&itemsInPage=1&page=2")
    [record] = listed["items"]
    assert (listed["totalItems"], record["WorkHoursID"], record["CustomerID"]) == (2, 1, office.cast.acme.id)
    assert record["EndUserID"] == office.cast.john.id
    one = await office.api.get("/workhours?startWorkhour=2024-02-15T22:00:00&endWorkhour=2024-02-15T23:00:00")
    assert [entry["WorkHoursID"] for entry in one["items"]] == [2]
    await office.api.get("/workhours?includeRates=maybe", 400)


async def test_get_tickets_id_billabledurations(office: Office) -> None:
    """GET /tickets/{id}/billabledurations, of node-atera: Page, ItemsInPage."""
    path = f"{await ticket_with(office, NINE, NINE, {**NINE, 'IsBillable': False})}/billabledurations"
    listed = await office.api.get(f"{path}?Page=2&ItemsInPage=1")
    assert (listed["totalItemCount"], listed["totalPages"]) == (2, 2)
    assert listed["items"] == [{"BillableDurationID": 2, "TicketID": 1, "Duration": 5400, "Rate": None, "Total": None}]


async def test_timesheets(office: Office) -> None:
    """GET, POST /tickets/{id}/timesheets, of node-atera."""
    path, tom = f"{await ticket_with(office)}/timesheets", office.cast.tom.id
    body = {"TechnicianContactID": tom, "Date": "2024-02-15T09:00:00Z", "Duration": 5400}
    made = await office.api.post(path, {**body, "Description": "Rewired"})
    listed = await office.api.get(f"{path}?Page=1&ItemsInPage=50")
    assert [{**one, "ActionID": one["TimesheetID"], "Warnings": []} for one in listed["items"]] == [made]
    await office.api.post(path, {"Date": "2024-02-15"}, 400)


async def test_get_tickets_filters(office: Office) -> None:
    """GET /tickets/filters, of node-atera: each is a query that the list of tickets takes."""
    filters = await office.api.get("/tickets/filters")
    assert [one["FilterID"] for one in filters] == list(range(1, len(filters) + 1))
    toms = await office.client_of(office.cast.tom)
    for one in filters:
        assert numbers(await toms.get("/tickets", q=one["Query"])) == [], one["FilterName"]


async def test_get_tickets_statuses(office: Office) -> None:
    """GET /tickets/statuses, of node-atera: a bare array."""
    assert await office.api.get("/tickets/statuses?itemsInPage=50&") == [
        {"StatusID": 1, "StatusName": "Open"},
        {"StatusID": 2, "StatusName": "Pending"},
        {"StatusID": 3, "StatusName": "Resolved"},
        {"StatusID": 4, "StatusName": "Closed"},
    ]


async def test_get_technicians(office: Office) -> None:
    """GET /technicians, of the commands: in the envelope, found by nobody but a client of ours."""
    listed = await office.api.get("/technicians?page=2&itemsInPage=2")
    assert (len(listed["items"]), listed["totalItems"], listed["totalPages"]) == (2, 5, 3)
    tom = next(one for one in listed["items"] if one["FirstName"] == "Tom")
    assert tom == await office.api.get(f"/technicians/{office.cast.tom.id}")
    refused = await (await office.client(scopes=["tickets:read"])).get("/technicians", 403)
    assert set(refused) == ERROR_KEYS
