"""Events on the wire: what happened, to what, by whom, and which fields changed from what to what."""

from datetime import datetime

import msgspec

from deskhand.api.wire import InstantText
from deskhand.core.events import Event, Value
from deskhand.core.policy import ClockKind, target_name
from deskhand.core.ticket import Priority
from deskhand.core.time import show_instant

# What the wire calls the fields that events tell of, by the noun of the event. Those that an answer shows are called
# what they are called there.
NAMES: dict[str, dict[str, str]] = {
    "account": {
        "time_zone": "TimeZoneName",
        "resolve_before_close": "ResolveBeforeClose",
        "pause_first_response": "PauseFirstResponse",
        "auto_close_days": "AutoCloseDays",
        "work_overlap": "WorkHoursOverlap",
    },
    "calendar": {
        "time_zone": "TimeZone",
        "country": "Country",
        "region": "Region",
        "deleted_at": "DeletedOn",
        "name": "Name",
        "week": "Week",
        "days": "Days",
    },
    "policy": {
        "calendar_id": "CalendarID",
        "is_default": "IsDefault",
        "warn_percent": "WarnPercent",
        # Minutes, named as in Targets: `Targets.Critical.FirstResponseMinutes`.
        **{
            target_name(kind, priority): f"Targets.{priority.value}.{kind.value}Minutes"
            for kind in ClockKind
            for priority in Priority
        },
        "deleted_at": "DeletedOn",
        "name": "Name",
    },
    "assignment": {"policy_id": "PolicyID"},
    "sla": {
        "clock": "Clock",
        "passed_at": "PassedDate",
        "clock_due_at": "ClockDueDate",
        "due_at": "DueDate",
        "first_response_due_at": "FirstResponseDueDate",
        "next_due_at": "SLANextDueDate",
        "sla_status": "SLAStatus",
    },
    "technician": {
        "role": "Role",
        "active": "Active",
        "email": "Email",
        "first_name": "FirstName",
        "last_name": "LastName",
    },
    "customer": {
        "longitude": "Longitude",
        "latitude": "Latitude",
        "catch_all": "CatchAll",
        "archived_at": "ArchivedOn",
        "name": "CustomerName",
        "business_number": "BusinessNumber",
        "domain": "Domain",
        "address": "Address",
        "city": "City",
        "state": "State",
        "country": "Country",
        "zip_code": "ZipCodeStr",
        "phone": "Phone",
        "fax": "Fax",
        "notes": "Notes",
        "links": "Links",
    },
    "contact": {
        "customer_id": "CustomerID",
        "department_id": "DepartmentID",
        "is_contact_person": "IsContactPerson",
        "ignored": "InIgnoreMode",
        "archived_at": "ArchivedOn",
        "email": "Email",
        "first_name": "Firstname",
        "last_name": "Lastname",
        "job_title": "JobTitle",
        "phone": "Phone",
        "mobile_phone": "MobilePhone",
    },
    "department": {"deleted_at": "DeletedOn", "name": "Name", "description": "Description"},
    "custom_field": {
        "target": "Target",
        "data_type": "DataType",
        "parent_id": "ParentFieldID",
        "deleted_at": "DeletedOn",
        "name": "Name",
        "options": "PossibleValues",
    },
    "custom_value": {
        "field_id": "FieldID",
        "ticket_id": "TicketID",
        "customer_id": "CustomerID",
        "contact_id": "EndUserID",
        "value": "Value",
    },
    "attachment": {
        "ticket_id": "TicketID",
        "customer_id": "CustomerID",
        "comment_id": "CommentID",
        "internal": "IsInternal",
        "media_type": "MediaType",
        "size": "Size",
        "name": "Name",
    },
    "folder": {"customer_id": "CustomerID", "name": "Name"},
    "ticket": {
        "status": "TicketStatus",
        "priority": "TicketPriority",
        "type": "TicketType",
        "impact": "TicketImpact",
        "source": "TicketSource",
        "customer_id": "CustomerID",
        "contact_id": "EndUserID",
        "technician_id": "TechnicianContactID",
        "group_id": "GroupID",
        "due_by_hand": "DueDate",
        "parent_id": "RelatedTicketId",
        "policy_id": "SLAPolicyID",
        "title": "TicketTitle",
        "description": "Description",
        "tags": "Tags",
    },
    "comment": {
        "technician_id": "TechnicianContactID",
        "contact_id": "EndUserID",
        "internal": "IsInternal",
        "text": "CommentText",
    },
    "work_hours": {
        "technician_id": "TechnicianContactID",
        "starts_at": "StartDate",
        "ends_at": "EndDate",
        "billable": "IsBillable",
        "on_site": "OnCustomerSite",
        "deleted_at": "DeletedOn",
        "notes": "Notes",
    },
    "timer": {
        "mode": "Mode",
        "ticket_id": "TicketID",
        "started_at": "StartDate",
        "billable": "IsBillable",
        "on_site": "OnCustomerSite",
        "notes": "Notes",
    },
    "view": {
        "owner_id": "OwnerContactID",
        "sort": "Sort",
        "shared": "IsShared",
        "position": "Position",
        "deleted_at": "DeletedOn",
        "name": "Name",
        "query": "Query",
    },
    "canned_reply": {"deleted_at": "DeletedOn", "title": "Title", "shortcut": "Shortcut", "text": "Text"},
    "ticket_template": {
        "type": "TicketType",
        "priority": "TicketPriority",
        "impact": "TicketImpact",
        "deleted_at": "DeletedOn",
        "name": "Name",
        "title": "TicketTitle",
        "description": "Description",
        "tags": "Tags",
    },
}
_OF_CLOCKS = frozenset({"passed_at", "clock_due_at", "due_at", "first_response_due_at", "next_due_at"})
INSTANTS = _OF_CLOCKS | {"archived_at", "deleted_at", "due_by_hand", "starts_at", "ends_at", "started_at"}


class ChangeOut(msgspec.Struct, frozen=True, kw_only=True):
    """A field's value before and after; instants as everywhere."""

    Before: Value
    After: Value


class EventOut(msgspec.Struct, frozen=True, kw_only=True):
    """One event. Texts that changed are named but not carried: read the thing to see them.

    `Via` says what acted with the key: `agent:` and the name it gave itself, or `import:` and where from.
    """

    Seq: int
    At: InstantText
    Kind: str
    ThingID: int
    TicketID: int | None
    ActorKind: str
    ActorID: int | None
    Via: str | None
    Changes: dict[str, ChangeOut]
    TextsChanged: list[str]


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """Some events; ask again with `after=last`. `last` also passes over events that the key may not see."""

    items: list[EventOut]
    last: int


def show_event(event: Event) -> EventOut:
    """An event as the wire has it."""
    names = NAMES.get(event.kind.noun, {})
    return EventOut(
        Seq=event.seq,
        At=show_instant(event.at),
        Kind=event.kind,
        ThingID=event.thing_id,
        TicketID=event.ticket_id,
        ActorKind=event.actor_kind,
        ActorID=event.actor_id,
        Via=event.via,
        Changes={
            names[field]: ChangeOut(Before=_shown(field, old), After=_shown(field, new))
            for field, (old, new) in event.data.changes.items()
        },
        TextsChanged=[names[field] for field in event.data.texts],
    )


def _shown(field: str, value: Value) -> Value:
    """A value as answers show it; the log keeps instants as ISO texts, with all their digits."""
    if field in INSTANTS and isinstance(value, str):
        return show_instant(datetime.fromisoformat(value))
    return value
