"""The ticket and the closed sets that describe it."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Status(StrEnum):
    """Where a ticket stands; `lifecycle` says which moves between them are allowed."""

    OPEN = "Open"
    PENDING = "Pending"
    RESOLVED = "Resolved"
    CLOSED = "Closed"


class Priority(StrEnum):
    """How much of the customer's business stands still, lowest first."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"
    CRITICAL = "Critical"


class TicketType(StrEnum):
    """ITIL's four kinds of work."""

    PROBLEM = "Problem"
    REQUEST = "Request"
    INCIDENT = "Incident"
    CHANGE = "Change"


class Impact(StrEnum):
    """Who is hit, in Atera's six spellings; its own clients fail on reading any other."""

    NO_IMPACT = "NoImpact"
    SITE_DOWN = "SiteDown"
    SERVER_ISSUE = "ServerIssue"
    MINOR = "Minor"
    MAJOR = "Major"
    CRISIS = "Crisis"


class Source(StrEnum):
    """The door a ticket came in by; set by the system, never by an API client."""

    PORTAL = "Portal"
    EMAIL = "Email"
    AGENT = "Agent"
    API = "API"


class Related(StrEnum):
    """What a related ticket is to the one that is spoken of."""

    PARENT = "Parent"
    CHILD = "Child"


# gc=False, here and below: what holds nothing but plain values is no garbage collector's business, and a list of fifty
# makes hundreds of such structs.
class Ticket(msgspec.Struct, frozen=True, gc=False):
    """A ticket as it is stored: one row, texts included. Instants are UTC, durations whole seconds.

    `version` is the sequence of the last event that touched it. `due_by_hand` is a due date somebody set, which
    wins over any policy's. `tags` has one tag a line; `parent_id` is the ticket
    that it is part of. The four `*_seconds` and the three `*_comment_id` are totals kept by worklog and reply,
    so that a list needs no joins.
    """

    account_id: int
    id: int
    version: int
    title: str
    description: str
    tags: str
    status: Status
    priority: Priority
    type: TicketType
    impact: Impact | None
    source: Source
    customer_id: int
    contact_id: int | None
    technician_id: int | None
    group_id: int | None
    due_by_hand: datetime | None
    created_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    first_response_at: datetime | None
    last_activity_at: datetime
    status_changed_at: datetime | None
    deleted_at: datetime | None
    merged_into: int | None
    parent_id: int | None
    first_comment_id: int | None
    last_contact_comment_id: int | None
    last_technician_comment_id: int | None
    billable_on_site_seconds: int
    billable_off_site_seconds: int
    unbillable_on_site_seconds: int
    unbillable_off_site_seconds: int


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """Something said on a ticket: by a technician, by a contact, or (neither set) by an integration."""

    account_id: int
    id: int
    ticket_id: int
    at: datetime
    technician_id: int | None
    contact_id: int | None
    internal: bool
    text: str


TITLE_LIMIT = 500
TEXT_LIMIT = 1_000_000
