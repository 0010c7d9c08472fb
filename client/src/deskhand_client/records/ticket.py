"""Tickets and what is said on them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from msgspec import field

from deskhand_client.records.record import Record


class Ticket(Record, frozen=True, kw_only=True):
    """A ticket. Durations are seconds; instants are UTC. From Atera, what it does not know is None or empty.

    `status`, `priority`, `type` and `impact` are texts, since Atera lets an account name statuses of its own.
    `version` is there when the ticket was read or changed by itself: send it back as `if_version`.
    """

    ALSO: ClassVar[Mapping[str, str]] = {
        "TechnicianFirstCommentDate": "FirstResponseDate",
        "ClosedTicketDueDate": "DueDate",
    }

    id: int = field(name="TicketID", default=0)
    number: str = field(name="TicketNumber", default="")
    title: str = field(name="TicketTitle", default="")
    description: str = field(name="Description", default="")
    status: str = field(name="TicketStatus", default="")
    priority: str = field(name="TicketPriority", default="")
    type: str = field(name="TicketType", default="")
    impact: str | None = field(name="TicketImpact", default=None)
    source: str = field(name="TicketSource", default="")
    tags: list[str] = field(name="Tags", default_factory=list)
    customer_id: int | None = field(name="CustomerID", default=None)
    customer_name: str = field(name="CustomerName", default="")
    customer_business_number: str | None = field(name="CustomerBusinessNumber", default=None)
    contact_id: int | None = field(name="EndUserID", default=None)
    contact_first_name: str = field(name="EndUserFirstName", default="")
    contact_last_name: str = field(name="EndUserLastName", default="")
    contact_email: str | None = field(name="EndUserEmail", default=None)
    contact_phone: str | None = field(name="EndUserPhone", default=None)
    technician_id: int | None = field(name="TechnicianContactID", default=None)
    technician_name: str | None = field(name="TechnicianFullName", default=None)
    technician_email: str | None = field(name="TechnicianEmail", default=None)
    created_at: datetime | None = field(name="TicketCreatedDate", default=None)
    resolved_at: datetime | None = field(name="TicketResolvedDate", default=None)
    first_response_at: datetime | None = field(name="FirstResponseDate", default=None)
    last_activity_at: datetime | None = field(name="LastActivityDate", default=None)
    due_at: datetime | None = field(name="DueDate", default=None)
    first_response_due_at: datetime | None = field(name="FirstResponseDueDate", default=None)
    next_due_at: datetime | None = field(name="SLANextDueDate", default=None)
    on_site_seconds: int | None = field(name="OnSiteDurationSeconds", default=None)
    off_site_seconds: int | None = field(name="OffSiteDurationSeconds", default=None)
    on_sla_seconds: int | None = field(name="OnSLADurationSeconds", default=None)
    off_sla_seconds: int | None = field(name="OffSLADurationSeconds", default=None)
    total_seconds: int | None = field(name="TotalDurationSeconds", default=None)
    on_site_minutes: int | None = field(name="OnSiteDurationMinutes", default=None)
    off_site_minutes: int | None = field(name="OffSiteDurationMinutes", default=None)
    on_sla_minutes: int | None = field(name="OnSLADurationMinutes", default=None)
    off_sla_minutes: int | None = field(name="OffSLADurationMinutes", default=None)
    total_minutes: int | None = field(name="TotalDurationMinutes", default=None)
    contract_id: int | None = field(name="ContractID", default=None)
    sla_policy_id: int | None = field(name="SLAPolicyID", default=None)
    sla_name: str | None = field(name="SLAName", default=None)
    sla_status: str | None = field(name="SLAStatus", default=None)
    relation_type: str | None = field(name="RelationType", default=None)
    related_ticket_id: int | None = field(name="RelatedTicketId", default=None)
    first_comment: str | None = field(name="FirstComment", default=None)
    last_contact_comment: str | None = field(name="LastEndUserComment", default=None)
    last_contact_comment_at: datetime | None = field(name="LastEndUserCommentTimestamp", default=None)
    last_technician_comment: str | None = field(name="LastTechnicianComment", default=None)
    last_technician_comment_at: datetime | None = field(name="LastTechnicianCommentTimestamp", default=None)

    # Its version, where it was read by itself; no field of the API's, which says it beside the ticket.
    version: str = field(name="ETag", default="")

    def to_wire(self) -> dict[str, Any]:
        """The ticket under the API's names, what is unknown included; what has its default is left out."""
        wire = Record.to_wire(self)
        wire.pop("ETag", None)
        return wire

    @property
    def contact_name(self) -> str:
        """The requester's first and last name; "" where there is no requester."""
        return f"{self.contact_first_name} {self.contact_last_name}".strip()


class Comment(Record, frozen=True, kw_only=True):
    """Something said on a ticket: by a technician, by a contact, or by an integration (then neither id is there).

    Atera gives comments no id: `id` is None there.
    """

    ALSO: ClassVar[Mapping[str, str]] = {"Comment": "CommentText", "Date": "CommentDate"}

    id: int | None = field(name="CommentID", default=None)
    ticket_id: int | None = field(name="TicketID", default=None)
    text: str = field(name="CommentText", default="")
    html: str | None = field(name="CommentHtml", default=None)
    at: datetime | None = field(name="CommentDate", default=None)
    internal: bool = field(name="IsInternal", default=False)
    creator_id: int | None = field(name="CreatorContactID", default=None)
    technician_id: int | None = field(name="TechnicianContactID", default=None)
    contact_id: int | None = field(name="EndUserID", default=None)
    creator_name: str | None = field(name="CreatorName", default=None)
    creator_email: str | None = field(name="CreatorEmail", default=None)
    first_name: str | None = field(name="FirstName", default=None)
    last_name: str | None = field(name="LastName", default=None)
    email: str | None = field(name="Email", default=None)


class BulkResult(Record, frozen=True, kw_only=True):
    """What became of one of many changes: `status` as HTTP has it, the ticket's id, or the error's body."""

    index: int = field(name="Index")
    status: int = field(name="Status")
    ticket_id: int | None = field(name="TicketID", default=None)
    error: dict[str, object] | None = field(name="Error", default=None)


class Attachment(Record, frozen=True, kw_only=True):
    """A file that was attached: its id and its name."""

    id: int | None = field(name="AttachmentID", default=None)
    name: str = field(name="Name", default="")
    url: str | None = field(name="Url", default=None)
