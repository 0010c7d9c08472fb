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


class SlaStatus(StrEnum):
    """How a ticket stands by the worst of its clocks that still run; once none does, whether all were met."""

    ON_TRACK = "OnTrack"
    WARNING = "Warning"
    BREACHED = "Breached"
    PAUSED = "Paused"
    MET = "Met"
    MISSED = "Missed"


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
    that it is part of. The six `*_seconds` and the three `*_comment_id` are totals kept by worklog and reply,
    so that a list needs no joins.

    What concerns the SLA is kept by `tickets.clocks`: `policy_id` is the policy chosen for it, `marks` the moments its
    clocks run by (core.marks), `due_at` its due date (by hand or by the policy), `next_due_at` when the first of the
    clocks that run is due, `told` the warnings and breaches that have been told, as bits, and `sweep_at` when the sweep
    is to look at it next.
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
    billable_on_sla_seconds: int
    unbillable_on_sla_seconds: int
    policy_id: int | None
    marks: str
    first_response_due_at: datetime | None
    due_at: datetime | None
    next_due_at: datetime | None
    sla_status: SlaStatus | None
    told: int
    sweep_at: datetime | None


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
