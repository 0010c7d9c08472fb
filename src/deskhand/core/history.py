"""What an event remembers of a change: which fields are kept as values, and which as texts by reference."""

from datetime import datetime
from typing import Any

import msgspec

from deskhand.core.attachments import Attachment, Folder
from deskhand.core.calendar import Calendar
from deskhand.core.canned import CannedReply, TicketTemplate
from deskhand.core.directory import Account, Contact, Customer, Department, Technician
from deskhand.core.events import EventData, Value
from deskhand.core.fields import CustomField, CustomValue
from deskhand.core.policy import TARGETS, Assignment, Policy
from deskhand.core.ticket import Comment, Ticket
from deskhand.core.timer import Timer
from deskhand.core.views import SavedView
from deskhand.core.work import WorkEntry


class Tracked(msgspec.Struct, frozen=True):
    """The fields of one noun whose changes are history; what is derived (totals, last ids) is not among them."""

    values: tuple[str, ...]
    texts: tuple[str, ...]


TRACKED: dict[type[msgspec.Struct], Tracked] = {
    Ticket: Tracked(
        values=(
            "status",
            "priority",
            "type",
            "impact",
            "source",
            "customer_id",
            "contact_id",
            "technician_id",
            "group_id",
            "due_by_hand",
            "parent_id",
            "policy_id",
        ),
        texts=("title", "description", "tags"),
    ),
    Comment: Tracked(values=("technician_id", "contact_id", "internal"), texts=("text",)),
    WorkEntry: Tracked(
        values=("technician_id", "starts_at", "ends_at", "billable", "on_site", "deleted_at"), texts=("notes",)
    ),
    Timer: Tracked(values=("mode", "ticket_id", "started_at", "billable", "on_site"), texts=("notes",)),
    Customer: Tracked(
        values=("longitude", "latitude", "catch_all", "archived_at"),
        texts=(
            "name",
            "business_number",
            "domain",
            "address",
            "city",
            "state",
            "country",
            "zip_code",
            "phone",
            "fax",
            "notes",
            "links",
        ),
    ),
    Contact: Tracked(
        values=("customer_id", "department_id", "is_contact_person", "ignored", "archived_at"),
        texts=("email", "first_name", "last_name", "job_title", "phone", "mobile_phone"),
    ),
    Technician: Tracked(values=("role", "active"), texts=("email", "first_name", "last_name")),
    Department: Tracked(values=("deleted_at",), texts=("name", "description")),
    CustomField: Tracked(values=("target", "data_type", "parent_id", "deleted_at"), texts=("name", "options")),
    CustomValue: Tracked(values=("field_id", "ticket_id", "customer_id", "contact_id"), texts=("value",)),
    Attachment: Tracked(
        values=("ticket_id", "customer_id", "comment_id", "internal", "media_type", "size"), texts=("name",)
    ),
    Folder: Tracked(values=("customer_id",), texts=("name",)),
    Account: Tracked(
        values=("time_zone", "resolve_before_close", "pause_first_response", "auto_close_days", "work_overlap"),
        texts=(),
    ),
    Calendar: Tracked(values=("time_zone", "country", "region", "deleted_at"), texts=("name", "week", "days")),
    Policy: Tracked(values=("calendar_id", "is_default", "warn_percent", *TARGETS, "deleted_at"), texts=("name",)),
    Assignment: Tracked(values=("policy_id",), texts=()),
    SavedView: Tracked(values=("owner_id", "sort", "shared", "position", "deleted_at"), texts=("name", "query")),
    CannedReply: Tracked(values=("deleted_at",), texts=("title", "shortcut", "text")),
    TicketTemplate: Tracked(
        values=("type", "priority", "impact", "deleted_at"), texts=("name", "title", "description", "tags")
    ),
}

# What the events of clocks tell of: it follows from the rest, and so is no history to be rebuilt.
CLOCK_FACTS = ("clock", "passed_at", "clock_due_at", "due_at", "first_response_due_at", "next_due_at", "sla_status")

# The same by noun, as the kinds of events are named.
NOUNS: dict[str, Tracked] = {
    "ticket": TRACKED[Ticket],
    "comment": TRACKED[Comment],
    "work_hours": TRACKED[WorkEntry],
    "timer": TRACKED[Timer],
    "customer": TRACKED[Customer],
    "contact": TRACKED[Contact],
    "technician": TRACKED[Technician],
    "department": TRACKED[Department],
    "custom_field": TRACKED[CustomField],
    "custom_value": TRACKED[CustomValue],
    "attachment": TRACKED[Attachment],
    "folder": TRACKED[Folder],
    "calendar": TRACKED[Calendar],
    "policy": TRACKED[Policy],
    "assignment": TRACKED[Assignment],
    "view": TRACKED[SavedView],
    "canned_reply": TRACKED[CannedReply],
    "ticket_template": TRACKED[TicketTemplate],
}


def compare(before: msgspec.Struct | None, after: msgspec.Struct) -> EventData:
    """What changed from `before` (None: it is new) to `after`, of the fields that are history."""
    tracked = TRACKED[type(after)]
    return EventData(
        changes={
            field: (_shown(was), _shown(now))
            for field in tracked.values
            # Compared as they are: an event is written for every change, and most fields of it are the same.
            if (was := getattr(before, field, None)) != (now := getattr(after, field))
        },
        texts=tuple(field for field in tracked.texts if _text(before, field) != _text(after, field)),
    )


def ended(before: msgspec.Struct) -> EventData:
    """What is told of something that is gone for good: the values it had. Its texts are gone with it."""
    values = {field: _shown(getattr(before, field)) for field in TRACKED[type(before)].values}
    return EventData(changes={field: (was, None) for field, was in values.items() if was is not None})


def replaced(before: msgspec.Struct | None, data: EventData) -> dict[str, str]:
    """The texts that an event replaced, to be kept as wordings; empty for something new."""
    return {} if before is None else {field: _text(before, field) for field in data.texts}


def says_something(data: EventData) -> bool:
    """Whether anything changed at all."""
    return bool(data.changes or data.texts)


def _shown(value: Any) -> Value:
    """A value as an event keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _text(thing: msgspec.Struct | None, field: str) -> str:
    return "" if thing is None else getattr(thing, field) or ""
