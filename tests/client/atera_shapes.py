"""What Atera's own description of its API says: the fields of what it answers and takes, and nothing beyond them.

From its OpenAPI document of 2026-06; `?` in the names of kinds: may be null.
"""

from datetime import datetime
from typing import Any

PRIORITIES = ("Low", "Medium", "High", "Critical")
IMPACTS = ("NoImpact", "SiteDown", "ServerIssue", "Minor", "Major", "Crisis")
TYPES = ("Incident", "Problem", "Request", "Change")
RELATIONS = ("Parent", "Child")
TARGETS = ("ticket", "customer", "contact", "contract", "sla", "agent", "snmp", "tcp", "http", "generic")

Fields = dict[str, Any]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Answered objects.
TICKET = _names(
    "TicketID TicketTitle TicketNumber TicketPriority TicketImpact TicketStatus TicketSource TicketType EndUserID "
    "EndUserEmail EndUserFirstName EndUserLastName EndUserPhone TicketResolvedDate TicketCreatedDate "
    "TechnicianFirstCommentDate FirstResponseDueDate ClosedTicketDueDate FirstComment LastEndUserComment "
    "LastEndUserCommentTimestamp LastTechnicianComment LastTechnicianCommentTimestamp OnSiteDurationSeconds "
    "OnSiteDurationMinutes OffSiteDurationSeconds OffSiteDurationMinutes OnSLADurationSeconds OnSLADurationMinutes "
    "OffSLADurationSeconds OffSLADurationMinutes TotalDurationSeconds TotalDurationMinutes CustomerID CustomerName "
    "CustomerBusinessNumber TechnicianContactID TechnicianFullName TechnicianEmail ContractID"
)
OF_COMMENTS = _names(
    "FirstComment LastEndUserComment LastEndUserCommentTimestamp LastTechnicianComment LastTechnicianCommentTimestamp"
)
OF_RELATIONS = ("RelationType", "RelatedTicketId")
COMMENT = _names("Date Comment CommentHtml EndUserID TechnicianContactID Email FirstName LastName IsInternal")
WORK_HOURS = _names(
    "TicketID WorkHoursID StartWorkHour EndWorkHour TechnicianContactID Billiable OnCustomerSite Description "
    "TechnicianFullName TechnicianEmail RateID RateAmount"
)
WORK_RECORD = (*WORK_HOURS, "CustomerID", "EndUserID")
CONTACT = _names(
    "EndUserID CustomerID CustomerName Firstname Lastname JobTitle Email Phone MobilePhone IsContactPerson "
    "InIgnoreMode CreatedOn LastModified Archived DepartmentID DepartmentName DefaultAgentId"
)
CUSTOMER = _names(
    "CustomerID CustomerName CreatedOn LastModified BusinessNumber Domain Address City State Country Phone Fax Notes "
    "Logo Links Longitude Latitude ZipCodeStr"
)
DEPARTMENT = _names("Id Name Description")
CUSTOM_FIELD = _names("Name DataType Target PossibleValues ParentAttributeName")
CUSTOM_VALUE = _names("ItemId Id FieldName ValueAsString ValueAsDecimal ValueAsDateTime ValueAsBool OptionId")
ACCOUNT = _names(
    "AccountID Country CompanyName CreatedOn State TimeZoneName City Address PostalCode Phone IsITDepartment Plan"
)

# Bodies: the kind of every field; one with `!` has to be there.
NEW_TICKET: Fields = {
    "TicketTitle": "text!",
    "Description": "text!",
    "TicketPriority": PRIORITIES,
    "TicketImpact": IMPACTS,
    "TicketStatus": "text",
    "TicketType": TYPES,
    "EndUserID": "number",
    "EndUserFirstName": "text",
    "EndUserLastName": "text",
    "EndUserEmail": "text",
    "EndUserPhone": "text",
    "TechnicianContactID": "number",
    "TechnicianEmail": "text",
}
OF_NEW_ONLY = _names("Description EndUserID EndUserFirstName EndUserLastName EndUserEmail EndUserPhone")
TICKET_UPDATE: Fields = {name: kind for name, kind in NEW_TICKET.items() if name not in OF_NEW_ONLY} | {
    "TicketTitle": "text"
}
NEW_COMMENT: Fields = {
    "CommentText": "text!",
    "CommentTimestampUTC": "instant",
    "TechnicianCommentDetails": {"TechnicianId": "number!", "IsInternal": "flag!", "TechnicianEmail": "text"},
    "EnduserCommentDetails": {"EnduserId": "number!"},
}
NEW_WORK_HOURS: Fields = {
    "StartWorkHour": "instant!",
    "EndWorkHour": "instant!",
    "TechnicianContactID": "number",
    "TechnicianEmail": "text",
    "Billable": "flag!",
    "OnCustomerSite": "flag!",
    "Description": "text",
    "RateID": "number",
}
NEW_RELATION: Fields = {"RelatedTicketId": "number!", "RelationType": RELATIONS}
CONTACT_UPDATE: Fields = {
    "Firstname": "text",
    "Lastname": "text",
    "JobTitle": "text",
    "Phone": "text",
    "MobilePhone": "text",
    "IsContactPerson": "flag",
    "InIgnoreMode": "flag",
    "Archived": "flag",
    "CustomerID": "number",
    "CustomerName": "text",
    "DepartmentID": "number",
    "DepartmentName": "text",
    "DefaultAgentId": "number",
}
NEW_CONTACT: Fields = {
    "Email": "text!",
    "CreatedOn": "instant",
    **{name: kind for name, kind in CONTACT_UPDATE.items() if name != "Archived"},
}
NEW_CUSTOMER: Fields = {
    "CustomerName": "text!",
    "CreatedOn": "instant",
    "Longitude": "decimal",
    "Latitude": "decimal",
    **dict.fromkeys(
        _names("BusinessNumber Domain Address City State Country Phone Fax Notes Links ZipCodeStr"), "text"
    ),
}
CUSTOMER_UPDATE: Fields = {**NEW_CUSTOMER, "CustomerName": "text"}
DEPARTMENT_BODY: Fields = {"Name": "text", "Description": "text"}
NEW_VALUE: Fields = {"Value": "text"}


def fault_in(body: Any, fields: Fields) -> str:
    """What is wrong with a body; "" where nothing is."""
    if not isinstance(body, dict):
        return "The body is no object"
    if unknown := body.keys() - fields.keys():
        return f"Unknown: {', '.join(sorted(unknown))}"
    missing = [name for name, kind in fields.items() if str(kind).endswith("!") and body.get(name) in (None, "")]
    if missing:
        return f"Required: {', '.join(missing)}"
    wrong = (
        f"{name}: {fault}"
        for name, value in body.items()
        if value is not None
        if (fault := _fault(value, fields[name]))
    )
    return next(wrong, "")


def _fault(value: Any, kind: Any) -> str:
    if isinstance(kind, dict):
        return fault_in(value, kind)
    if isinstance(kind, tuple):
        return "" if value in kind else f"{value!r} is none of {', '.join(kind)}"
    fits = {
        "text": isinstance(value, str),
        "number": isinstance(value, int) and not isinstance(value, bool),
        "decimal": isinstance(value, int | float) and not isinstance(value, bool),
        "flag": isinstance(value, bool),
        "instant": _is_instant(value),
    }
    return "" if fits[kind.rstrip("!")] else f"{value!r} is no {kind.rstrip('!')}"


def _is_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and "T" in value and bool(datetime.fromisoformat(value))
    except ValueError:
        return False
