"""A small desk elsewhere, as its records are imported."""

from typing import Any

from tests.cast import Client, Office

Record = dict[str, Any]

CREATED = "2024-02-15T09:00:00Z"
ANSWERED = "2024-02-15T09:15:00Z"
ASKED = "2024-02-15T09:40:00Z"
RESOLVED = "2024-02-15T11:30:00Z"


def record(noun: str, source_id: str | int, **said: Any) -> Record:
    return {"Noun": noun, "SourceID": source_id, "Record": said}


CUSTOMER = record("Customer", 9001, CustomerName="Globex", Domain="globex.example", CreatedOn="2020-01-02T03:04:05Z")
DEPARTMENT = record("Department", 77, Name="Accounts", Description="Second floor")
TECHNICIAN = record("Technician", 501, FirstName="Sam", LastName="Source", Email="sam@elsewhere.example")
CONTACT = record(
    "Contact", 7001, CustomerID=9001, DepartmentID=77, Firstname="Hank", Lastname="Scorpio", Email="hank@globex.example"
)
FIELD = record("CustomField", "Ticket/Rack", Name="Rack", Target="Ticket", DataType="Text")
TICKET = record(
    "Ticket",
    40001,
    TicketTitle="Weather machine",
    Description="It only rains",
    TicketStatus="Resolved",
    TicketPriority="High",
    TicketType="Incident",
    TicketImpact="SiteDown",
    TicketSource="Email",
    CustomerID=9001,
    EndUserID=7001,
    TechnicianContactID=501,
    TicketCreatedDate=CREATED,
    TicketResolvedDate=RESOLVED,
    FirstResponseDate=ANSWERED,
    LastActivityDate=RESOLVED,
    Tags=["weather", "Machine"],
)
ANSWER = record(
    "Comment", 610, TicketID=40001, CommentText="We look into it", CommentDate=ANSWERED, TechnicianContactID=501,
    IsInternal=False,
)  # fmt: skip
QUESTION = record("Comment", 611, TicketID=40001, CommentText="Any umbrellas?", CommentDate=ASKED, EndUserID=7001)
NOTE = record("Comment", "40001/x", TicketID=40001, Comment="Zephyr", Date=RESOLVED, CreatorContactID=501)
WORK = record(
    "WorkHours", 88, TicketID=40001, TechnicianContactID=501, StartDate="2024-02-15T09:00:00Z",
    EndDate="2024-02-15T10:30:00Z", IsBillable=True, Notes="On the roof", OnCustomerSite=True,
)  # fmt: skip
VALUE = record("CustomValue", "Ticket/40001/Rack", Target="Ticket", ItemId=40001, FieldName="Rack", Value="B12")
OTHER = record("Ticket", 39999, TicketTitle="Everything rains", CustomerID=9001, TicketCreatedDate=CREATED)
RELATION = record("Relation", 40001, TicketID=40001, RelatedTicketId=39999, RelationType="Parent")

EVERYTHING = [
    CUSTOMER, DEPARTMENT, TECHNICIAN, CONTACT, FIELD, TICKET, OTHER, ANSWER, QUESTION, NOTE, WORK, VALUE, RELATION,
]  # fmt: skip


def changed(one: Record, **said: Any) -> Record:
    """The record, saying something else."""
    return {**one, "Record": {**one["Record"], **said}}


async def send(api: Client, *records: Record, source: str = "elsewhere", status: int = 200, **more: Any) -> Any:
    """Import records; the answer."""
    return await api.post("/import", {"Source": source, "Records": list(records), **more}, status)


def results(answer: Any) -> list[str]:
    return [item["Result"] for item in answer["items"]]


async def last_seq(office: Office) -> int:
    return int((await office.api.get("/events", latest="true"))["last"])


async def events_since(office: Office, seq: int) -> list[Any]:
    events: list[Any] = (await office.api.get("/events", after=seq, limit=500))["items"]
    return events
