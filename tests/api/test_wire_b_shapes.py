"""Wire contract (b): every object has every key of Atera's own, with a value of its type or null."""

import re
from typing import Any

import pytest

from tests.api.walk import make_things
from tests.cast import Office

# As in the contract's appendix: s text, dt instant, i whole number, f number, b flag; `?` may be null.
TICKET = """TicketID:i TicketTitle:s TicketNumber:s? TicketPriority:s TicketImpact:s? TicketStatus:s TicketSource:s?
TicketType:s EndUserID:i? EndUserEmail:s? EndUserFirstName:s? EndUserLastName:s? EndUserPhone:s? TicketResolvedDate:dt?
TicketCreatedDate:dt TechnicianFirstCommentDate:dt? FirstResponseDueDate:dt? ClosedTicketDueDate:dt? FirstComment:s?
LastEndUserComment:s? LastEndUserCommentTimestamp:dt? LastTechnicianComment:s? LastTechnicianCommentTimestamp:dt?
OnSiteDurationSeconds:i OnSiteDurationMinutes:i OffSiteDurationSeconds:i OffSiteDurationMinutes:i
OnSLADurationSeconds:i OnSLADurationMinutes:i OffSLADurationSeconds:i OffSLADurationMinutes:i TotalDurationSeconds:i
TotalDurationMinutes:i CustomerID:i CustomerName:s CustomerBusinessNumber:s? TechnicianContactID:i?
TechnicianFullName:s? TechnicianEmail:s? ContractID:i?"""
COMMENT = """Date:dt Comment:s CommentHtml:s? EndUserID:i? TechnicianContactID:i? Email:s? FirstName:s? LastName:s?
IsInternal:b"""
DURATIONS = """OffSLADurationHours:f OffSiteDurationHours:f OnSLADurationHours:f OnSiteDurationHours:f
TotalDurationHours:f ticketId:i"""
WORK_HOURS = """TicketID:i WorkHoursID:i StartWorkHour:dt EndWorkHour:dt TechnicianContactID:i Billiable:b
OnCustomerSite:b Description:s? TechnicianFullName:s TechnicianEmail:s RateID:i? RateAmount:f?"""
CONTACT = """EndUserID:i CustomerID:i CustomerName:s Firstname:s? Lastname:s? JobTitle:s? Email:s? Phone:s?
MobilePhone:s? IsContactPerson:b InIgnoreMode:b CreatedOn:dt LastModified:dt Archived:b DepartmentID:i?
DepartmentName:s? DefaultAgentId:i?"""
CUSTOMER = """CustomerID:i CustomerName:s CreatedOn:dt LastModified:dt BusinessNumber:s? Domain:s? Address:s? City:s?
State:s? Country:s? Phone:s? Fax:s? Notes:s? Logo:s? Links:s? Longitude:f? Latitude:f? ZipCodeStr:s?"""
WORK_RECORD = f"{WORK_HOURS} CustomerID:i EndUserID:i?"
SITE_DURATION = "TicketID:i TotalDurationSeconds:i OnSiteDurationSeconds:i OffSiteDurationSeconds:i"
DEPARTMENT = "Id:i Name:s Description:s"
CUSTOM_FIELD = "Name:s DataType:s Target:s ParentAttributeName:s?"
OPTION = "Value:s Text:s ParentName:s?"
CUSTOM_VALUE = """ItemId:i Id:s FieldName:s ValueAsString:s? ValueAsDecimal:f ValueAsDateTime:dt? ValueAsBool:b
OptionId:s?"""
ACCOUNT = """AccountID:s Country:s? CompanyName:s CreatedOn:dt State:s? TimeZoneName:s City:s? Address:s? PostalCode:s?
Phone:s? IsITDepartment:b Plan:s?"""
PAGE = "totalItemCount:i page:i itemsInPage:i totalPages:i prevLink:s nextLink:s"

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def fits(value: Any, kind: str) -> bool:
    """Whether a value is of the kind."""
    if value is None:
        return kind.endswith("?")
    match kind.rstrip("?"):
        case "dt":
            return isinstance(value, str) and INSTANT.fullmatch(value) is not None
        case "i":
            return type(value) is int
        case "f":
            return type(value) in (int, float)
        case "b":
            return isinstance(value, bool)
    return isinstance(value, str)


def unfit(answer: dict[str, Any], shape: str) -> list[str]:
    """What of the shape the answer lacks or has otherwise."""
    keys = [part.split(":") for part in shape.split()]
    return [f"{key}:{kind}" for key, kind in keys if key not in answer or not fits(answer[key], kind)]


@pytest.mark.parametrize("full", [True, False])
async def test_every_answer_has_ateras_keys(office: Office, full: bool) -> None:
    api, cast = office.api, office.cast
    ticket = f"/tickets/{(await make_things(api, cast)).ids['ticket'] if full else (await office.ticket())['TicketID']}"
    await api.post(f"{ticket}/comments", {"CommentText": "Hm"})
    await api.post(f"{ticket}/workhours", {"Hours": 1, "TechnicianContactID": cast.tom.id})
    if full:
        await api.put(f"/customers/{cast.acme.id}", {"Longitude": 13, "Latitude": 52.5, "BusinessNumber": "DE 1"})
        await api.put(ticket, {"DueDate": "2030-01-01", "TicketImpact": "Major"})
    for path, shape in (
        ("/tickets", TICKET),
        (f"{ticket}/comments", COMMENT),
        (f"{ticket}/workhoursrecords", WORK_HOURS),
        ("/contacts", CONTACT),
        ("/customers", CUSTOMER),
    ):
        listed = await api.get(path)
        assert unfit(listed, PAGE) == []
        assert [unfit(item, shape) for item in listed["items"]] == [[] for _ in listed["items"]], path
    for path, shape in (
        (ticket, TICKET),
        (f"{ticket}/billableduration", DURATIONS),
        (f"{ticket}/nonbillableduration", DURATIONS),
        (f"/contacts/{cast.john.id}", CONTACT),
        (f"/customers/{cast.acme.id}", CUSTOMER),
    ):
        assert unfit(await api.get(path), shape) == [], path
    summary = await api.get(f"{ticket}/workhours")
    assert unfit(summary["Billable"], DURATIONS) == unfit(summary["NonBillable"], DURATIONS) == []


FIELDS: dict[str, str] = {
    "Text": "Springfield",
    "Boolean": "true",
    "Numeric": "1.5",
    "Date": "2024-02-15",
    "Options": "Springfield",
    "": "",  # one that says nothing
}


async def test_what_is_less_often_read_has_ateras_keys_too(office: Office) -> None:
    api, cast = office.api, office.cast
    things = (await make_things(api, cast)).ids
    for kind, value in FIELDS.items():
        choices = {"PossibleValues": [{"Value": "SPR", "Text": "Springfield"}]} if kind == "Options" else {}
        field = {"Name": f"A {kind}", "Target": "Ticket", "DataType": kind or "Date", **choices}
        await api.post("/customvalues/customfields", field)
        await api.put(f"/customvalues/ticketfield/{things['ticket']}/A%20{kind}", {"Value": value})
    fields = await api.get("/customvalues/customfields")
    options = [option for field in fields for option in field["PossibleValues"]]
    sites = await api.post("/tickets/billableworkhourssiteduration", [things["ticket"]], 200)
    shown: list[tuple[list[dict[str, Any]], str]] = [
        ((await api.get("/workhours"))["items"], WORK_RECORD),
        ((await api.get("/departments"))["items"], DEPARTMENT),
        (sites["TicketsWorkHoursSiteDurationSummaries"], SITE_DURATION),
        (await api.post("/tickets/billableduration", [things["ticket"]], 200), DURATIONS),
        (fields, CUSTOM_FIELD),
        (options, OPTION),
        (await api.get(f"/customvalues/ticketfields/{things['ticket']}"), CUSTOM_VALUE),
        ([await api.get("/account")], ACCOUNT),
        ([await api.get(f"/tickets/{things['ticket']}?includeRelations=true")], "RelationType:s RelatedTicketId:i?"),
    ]
    for listed, shape in shown:
        assert [unfit(one, shape) for one in listed] == [[] for _ in listed] != [], shape


def test_what_does_not_fit_would_be_seen() -> None:
    answer = {"TicketID": "1", "Date": "", "IsInternal": 1, "Email": None}
    assert unfit(answer, "TicketID:i Date:dt? IsInternal:b Email:s Gone:s?") == [
        "TicketID:i",
        "Date:dt?",
        "IsInternal:b",
        "Email:s",
        "Gone:s?",
    ]


async def test_result_is_what_both_swaggers_call_it(office: Office) -> None:
    made = await office.ticket()
    assert unfit(made, "ActionID:i") == []
    assert unfit(await office.api.delete(f"/tickets/{made['TicketID']}"), "ActionID:i") == []
