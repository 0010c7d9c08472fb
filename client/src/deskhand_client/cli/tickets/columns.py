"""Tickets as rows."""

from deskhand_client.cli.output.forms import Column
from deskhand_client.records.ticket import Ticket

STATUS_COLOURS = {"open": "yellow", "pending": "cyan", "resolved": "green", "closed": "dim"}
PRIORITY_COLOURS = {"critical": "bold red", "high": "red"}
SLA_COLOURS = {"breached": "bold red", "missed": "red", "warning": "yellow"}


def status_colour(ticket: Ticket) -> str:
    """The colour of a ticket's status; its word stands there too."""
    return STATUS_COLOURS.get(ticket.status.lower(), "")


def priority_colour(ticket: Ticket) -> str:
    """The colour of a ticket's priority; its word stands there too."""
    return PRIORITY_COLOURS.get(ticket.priority.lower(), "")


TICKETS: tuple[Column[Ticket], ...] = (
    Column("#", "TicketID", lambda one: one.id, right=True),
    Column("Status", "TicketStatus", lambda one: one.status, style=status_colour),
    Column("Priority", "TicketPriority", lambda one: one.priority, style=priority_colour),
    Column("Title", "TicketTitle", lambda one: one.title, stretches=True),
    Column("Customer", "CustomerName", lambda one: one.customer_name, from_width=110),
    Column("Technician", "TechnicianFullName", lambda one: one.technician_name, from_width=130),
    Column(
        "SLA",
        "SLAStatus",
        lambda one: one.sla_status,
        style=lambda one: SLA_COLOURS.get((one.sla_status or "").lower(), ""),
        from_width=160,
    ),
    Column("Due", "DueDate", lambda one: one.due_at, from_width=160),
    Column("Last activity", "LastActivityDate", lambda one: one.last_activity_at, from_width=80),
)


def named(ticket: Ticket) -> str:
    """A ticket in a sentence."""
    return f"Ticket {ticket.id} ({ticket.title})"
