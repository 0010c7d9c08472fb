"""SLA clocks: the receipt of a ticket, and what is due next."""

from datetime import datetime

from msgspec import field

from deskhand_client.records.record import Record


class Line(Record, frozen=True, kw_only=True):
    """A span of a clock's ledger. Of its `seconds`, `counted` counted; `text` says why in words."""

    start: datetime | None = field(name="From", default=None)
    end: datetime | None = field(name="To", default=None)
    kind: str = field(name="Kind", default="")
    seconds: int = field(name="Seconds", default=0)
    counted: int = field(name="CountedSeconds", default=0)
    reason: str = field(name="Reason", default="")
    text: str = field(name="Text", default="")


class Clock(Record, frozen=True, kw_only=True):
    """One promise on a ticket: FirstResponse, NextResponse or Resolution. All seconds are working seconds."""

    kind: str = field(name="Clock", default="")
    state: str = field(name="State", default="")
    target_seconds: int = field(name="TargetSeconds", default=0)
    spent_seconds: int = field(name="SpentSeconds", default=0)
    remaining_seconds: int = field(name="RemainingSeconds", default=0)
    set_by_hand: bool = field(name="SetByHand", default=False)
    start: datetime | None = field(name="StartDate", default=None)
    end: datetime | None = field(name="EndDate", default=None)
    due_at: datetime | None = field(name="DueDate", default=None)
    warned_at: datetime | None = field(name="WarnedDate", default=None)
    breached_at: datetime | None = field(name="BreachedDate", default=None)
    lines: list[Line] = field(name="Lines", default_factory=list)


class Receipt(Record, frozen=True, kw_only=True):
    """For every clock of a ticket the ledger that adds up to its figure. Without a policy there are no clocks."""

    ticket_id: int = field(name="TicketID", default=0)
    status: str = field(name="TicketStatus", default="")
    priority: str = field(name="TicketPriority", default="")
    policy_id: int | None = field(name="SLAPolicyID", default=None)
    policy_name: str | None = field(name="SLAName", default=None)
    sla_status: str | None = field(name="SLAStatus", default=None)
    calendar_name: str | None = field(name="CalendarName", default=None)
    time_zone: str = field(name="TimeZone", default="")
    as_of: datetime | None = field(name="AsOf", default=None)
    clocks: list[Clock] = field(name="Clocks", default_factory=list)


class Due(Record, frozen=True, kw_only=True):
    """A clock that will be due if nothing happens, and the working seconds until then."""

    ticket_id: int = field(name="TicketID", default=0)
    title: str = field(name="TicketTitle", default="")
    status: str = field(name="TicketStatus", default="")
    priority: str = field(name="TicketPriority", default="")
    customer_id: int | None = field(name="CustomerID", default=None)
    customer_name: str = field(name="CustomerName", default="")
    technician_id: int | None = field(name="TechnicianContactID", default=None)
    technician_name: str | None = field(name="TechnicianFullName", default=None)
    sla_name: str | None = field(name="SLAName", default=None)
    sla_status: str | None = field(name="SLAStatus", default=None)
    clock: str = field(name="Clock", default="")
    due_at: datetime | None = field(name="DueDate", default=None)
    seconds_left: int = field(name="WorkingSecondsLeft", default=0)
