"""Every client's dialect says the same: one ticket, comment or entry, whichever of their bodies it came by."""

from typing import Any

import pytest

from tests.api.test_wire_i_rulings import SHAPES
from tests.cast import Cast, Office, decoded

# What differs between two of the same: their numbers and when they came in.
NUMBERS = {"TicketID", "TicketNumber", "CommentID", "WorkHourID", "WorkHoursID", "ActionID"}
INSTANTS = {"TicketCreatedDate", "LastActivityDate", "TicketResolvedDate", "CommentDate", "Date"}
INSTANTS |= {"FirstResponseDueDate", "DueDate", "ClosedTicketDueDate", "SLANextDueDate"}


def same(read: dict[str, Any]) -> dict[str, Any]:
    """What was read without numbers and instants; that an instant is there stays."""
    kept = {key: value for key, value in read.items() if key not in NUMBERS}
    return {key: value is not None if key in INSTANTS else value for key, value in kept.items()}


SAID = {
    "TicketTitle": "No mail",
    "Description": "Since 9am",
    "TicketPriority": "High",
    "TicketType": "Incident",
}


def new_tickets(cast: Cast) -> dict[str, dict[str, Any]]:
    """The same ticket of John's for Tom in every client's words."""
    john, tom = cast.john.id, cast.tom.id
    named = {"EndUserFirstName": "John", "EndUserLastName": "Smith", "EndUserEmail": cast.john.email}
    swagger = {"TicketImpact": None, "TicketStatus": "Open", "EndUserID": None, "TechnicianContactID": tom}
    return {
        "the brief": {**SAID, "EndUserID": john, "TechnicianContactID": tom},
        "the brief, customer too": {**SAID, "CustomerID": cast.acme.id, "EndUserID": john, "TechnicianContactID": tom},
        "OpenAPI, by id": {**SAID, **swagger, "EndUserID": john, "EndUserPhone": None, "TechnicianEmail": None},
        "OpenAPI, by mail": {**SAID, **named, "EndUserPhone": "", "TechnicianEmail": cast.tom.email},
        "PYC": {**SAID, **swagger, **named},
        "node-atera, by contact": {**SAID, "ContactID": john, "CustomerID": cast.acme.id, "TechnicianContactID": tom},
        "node-atera, by mail": {**SAID, "CustomerEmail": cast.john.email, "TechnicianContactID": tom},
        "PSAtera": {**SAID, "TicketStatus": "Open", "EndUserID": str(john), "TechnicianContactID": str(tom)},
        "PSAtera, by mail": {**SAID, **named, "TicketStatus": "Open", "TechnicianContactID": tom},
        "in lower case": {name.lower(): value for name, value in {**SAID, "EndUserID": john}.items()}
        | {"technicianid": tom, "ticketpriority": "HIGH", "tickettype": "incident"},
    }


async def test_every_dialect_opens_the_same_ticket(office: Office) -> None:
    bodies, read = new_tickets(office.cast), dict[str, Any]()
    for client, body in bodies.items():
        made = await office.api.post("/tickets", body)
        assert (made["ActionID"], made["TicketTitle"]) == (made["TicketID"], "No mail")
        read[client] = same(await office.api.get(f"/tickets/{made['TicketID']}"))
    expected = read["the brief"]
    assert (expected["EndUserID"], expected["TechnicianContactID"]) == (office.cast.john.id, office.cast.tom.id)
    assert {key: expected[key] for key in SAID} == SAID
    assert {client: got for client, got in read.items() if got != expected} == {}
    assert (await office.api.get("/contacts"))["totalItems"] == 3  # nobody was made twice


async def test_an_end_user_who_is_new_is_made_once_by_every_dialect(office: Office) -> None:
    triple = {"EndUserFirstName": "Ann", "EndUserLastName": "New", "EndUserEmail": "ann@acme.example"}
    for body in (triple, {**triple, "EndUserEmail": "ANN@acme.example"}, {"ContactEmail": "ann@acme.example"}):
        made = await office.api.post("/tickets", {"TicketTitle": "No mail", "Description": "", **body})
        assert (made["EndUserFirstName"], made["CustomerID"]) == ("Ann", office.cast.acme.id)
    assert (await office.api.get("/contacts?Email=ann@"))["totalItems"] == 1


CHANGED = {"TicketTitle": "Mail again", "TicketStatus": "Resolved", "TicketPriority": "Low", "TicketType": "Request"}


def changes(cast: Cast) -> dict[str, tuple[str, dict[str, Any]]]:
    """The same change in every client's words."""
    dora = {"TechnicianContactID": cast.dora.id}
    nothing = {"TicketImpact": None, "TechnicianEmail": None}
    lowered = {name[0].lower() + name[1:]: value for name, value in CHANGED.items()}
    return {
        "the brief": ("POST", {**CHANGED, **dora}),
        "OpenAPI": ("PUT", {**CHANGED, **nothing, **dora}),
        "OpenAPI, by mail": ("POST", {**CHANGED, "TechnicianEmail": cast.dora.email}),
        "PYC": ("PUT", {**CHANGED, **dora, "TicketImpact": None}),
        "node-atera": ("POST", {**CHANGED, **dora, "SLAName": "Gold"}),
        "PSAtera": ("POST", {**CHANGED, "TechnicianContactID": str(cast.dora.id)}),
        "in camel case": ("PUT", {**lowered, "technicianId": cast.dora.id}),
    }


async def test_every_dialect_changes_a_ticket_alike(office: Office) -> None:
    read = {}
    for client, (method, body) in changes(office.cast).items():
        path = f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}"
        decoded(await office.api.send(method, path, json=body), 200)
        read[client] = same(await office.api.get(path))
    expected = read["the brief"]
    assert {key: expected[key] for key in CHANGED} == CHANGED
    assert (expected["TechnicianFullName"], expected["TicketResolvedDate"]) == ("Dora Dispatch", True)
    assert {client: got for client, got in read.items() if got != expected} == {}


@pytest.mark.parametrize("nobody", [None, 0])
@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_a_technician_named_by_mail_counts_where_the_id_names_nobody(
    office: Office, method: str, nobody: int | None
) -> None:
    """OpenAPI's typed clients send every key, so that their unset TechnicianContactID comes as null beside a mail."""
    path = f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}"
    body = {"TechnicianContactID": nobody, "TechnicianEmail": office.cast.dora.email}
    assert decoded(await office.api.send(method, path, json=body), 200)["TechnicianFullName"] == "Dora Dispatch"
    read = await office.api.get(path)
    cleared = await office.api.put(path, {**read, "TechnicianContactID": nobody})
    assert cleared["TechnicianContactID"] is None  # an address sent back as it was read says nothing
    strange = {"TechnicianContactID": nobody, "TechnicianEmail": "nobody@acme.example"}
    assert (await office.api.put(path, strange, 400))["message"] == "Technician not found"


def comments_of_tom(cast: Cast) -> dict[str, dict[str, Any]]:
    """The same public comment of Tom's in every client's words."""
    said, tom = "Exchange certificate expired", cast.tom.id
    details = {"TechnicianId": tom, "IsInternal": False}
    return {
        "the brief": {"CommentText": said, "IsInternal": False},
        "OpenAPI": {"CommentText": said, "CommentTimestampUTC": None, "TechnicianCommentDetails": details},
        "OpenAPI, by mail": {
            "CommentText": said,
            "TechnicianCommentDetails": {"TechnicianEmail": cast.tom.email, "IsInternal": False},
            "EnduserCommentDetails": None,
        },
        "PSAtera": {
            "CommentText": said,
            "CommentTimestampUtc": "2024-02-15T09:00:00Z",
            "TechnicianCommentDetails": {"TechnicianID": tom, "IsInternal": False},
        },
        "node-atera": {"Comment": said, "IsInternal": False},
        "flat": {"commentText": said, "isInternal": "False", "technicianContactId": str(tom)},
    }


async def test_every_dialect_of_a_technician_comments_alike(office: Office) -> None:
    toms, read = await office.client_of(office.cast.tom), {}
    for client, body in comments_of_tom(office.cast).items():
        path = f"/tickets/{(await office.ticket())['TicketID']}"
        said = await toms.post(f"{path}/comments", body)
        [comment] = (await office.api.get(f"{path}/comments"))["items"]
        ticket = await office.api.get(path)
        assert ticket["FirstResponseDate"] == comment["CommentDate"] == said["Date"], client
        read[client] = same(comment)
    expected = read["the brief"]
    assert (expected["CommentText"], expected["IsInternal"]) == ("Exchange certificate expired", False)
    assert expected["CreatorContactID"] == expected["TechnicianContactID"] == office.cast.tom.id
    assert {client: got for client, got in read.items() if got != expected} == {}


async def test_every_dialect_of_an_end_user_comments_alike(office: Office) -> None:
    john, said, read = office.cast.john.id, "Still no mail", []
    for details in ({"EnduserId": john}, {"EndUserID": john}, {"enduserid": str(john)}):
        path = f"/tickets/{(await office.ticket(TicketStatus='Pending'))['TicketID']}"
        await office.api.post(f"{path}/comments", {"CommentText": said, "EnduserCommentDetails": details})
        assert (await office.api.get(path))["TicketStatus"] == "Open"
        read += (await office.api.get(f"{path}/comments"))["items"]
    path = f"/tickets/{(await office.ticket(TicketStatus='Pending'))['TicketID']}"
    await office.api.post(f"{path}/comments", {"Comment": said, "EndUserID": john})
    read += (await office.api.get(f"{path}/comments"))["items"]
    assert same(read[0])["EndUserID"] == john
    assert [same(one) for one in read] == [same(read[0])] * 4
    assert read[0]["IsInternal"] is False


@pytest.mark.parametrize("path", ["workhours", "workhoursrecords"])
async def test_every_dialect_logs_the_same_work(office: Office, path: str) -> None:
    technician, read = {"TechnicianContactID": office.cast.dora.id}, dict[str, Any]()
    notes = dict.fromkeys(SHAPES, "Notes") | {"Atera's": "Description", "PSAtera's": "Comments"}
    for client, body in SHAPES.items():
        ticket = f"/tickets/{(await office.ticket())['TicketID']}"
        await office.api.post(f"{ticket}/{path}", {**body, **technician, notes[client]: "Rewired"})
        [entry] = (await office.api.get(f"{ticket}/workhoursrecords"))["items"]
        assert (await office.api.get(f"{ticket}/workhours"))["items"] == [entry]
        read[client] = same(entry)
    expected = read["the brief's"]
    assert (expected["StartDate"], expected["EndDate"]) == ("2024-02-15T09:00:00Z", "2024-02-15T10:30:00Z")
    assert (expected["Duration"], expected["Notes"], expected["IsBillable"]) == (5400, "Rewired", False)
    assert {client: got for client, got in read.items() if got != expected} == {}


async def test_a_timesheet_is_the_same_work_too(office: Office) -> None:
    dora = {"TechnicianContactID": office.cast.dora.id}
    await office.ticket()
    await office.api.post("/tickets/1/workhours", {**SHAPES["the brief's"], **dora, "IsBillable": True, "Notes": "x"})
    sheet = {**dora, "Date": "2024-02-15T09:00:00Z", "Duration": 5400, "Description": "x"}
    await office.api.post("/tickets/1/timesheets", sheet)
    first, second = (await office.api.get("/tickets/1/workhours"))["items"]
    assert same(first) == same(second)


async def test_contacts_and_customers_are_the_same_in_every_dialect(office: Office) -> None:
    cast, read = office.cast, []
    bodies: list[dict[str, Any]] = [
        {"CustomerID": cast.acme.id, "Firstname": "Ann", "Lastname": "New", "IsContactPerson": False},
        {"CustomerName": cast.acme.name, "FirstName": "Ann", "LastName": "New", "CreatedOn": "2024-02-15"},
        {"customerId": str(cast.acme.id), "firstName": "Ann", "lastName": "New", "IsContactPerson": "False"},
    ]
    for number, body in enumerate(bodies):
        made = await office.api.post("/contacts", {"Email": f"ann{number}@acme.example", **body})
        own = ("EndUserID", "ActionID", "Email", "CreatedOn", "LastModified")
        read.append({key: value for key, value in made.items() if key not in own})
    assert read == [read[0]] * 3
    first = await office.api.post("/customers", {"CustomerName": "One", "ZipCodeStr": "12345", "Links": "one.example"})
    second = await office.api.post("/customers", {"customerName": "Two", "ZipCode": "12345", "Website": "one.example"})
    own = ("CustomerID", "ActionID", "CustomerName", "CreatedOn", "LastModified")
    assert [{key: value for key, value in one.items() if key not in own} for one in (first, second)] == [
        {key: value for key, value in first.items() if key not in own}
    ] * 2
