"""Hours worked on tickets, what they come to, and the timer that counts them."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from msgspec import field

from deskhand_client.records.record import Record


class WorkHours(Record, frozen=True, kw_only=True):
    """An entry of work on a ticket. `seconds` is None from Atera, which gives only begin and end."""

    ALSO: ClassVar[Mapping[str, str]] = {
        "WorkHoursID": "WorkHourID",
        "StartWorkHour": "StartDate",
        "EndWorkHour": "EndDate",
        "Billiable": "IsBillable",
        "Billable": "IsBillable",
        "Description": "Notes",
    }

    id: int = field(name="WorkHourID", default=0)
    ticket_id: int | None = field(name="TicketID", default=None)
    technician_id: int | None = field(name="TechnicianContactID", default=None)
    technician_name: str | None = field(name="TechnicianFullName", default=None)
    technician_email: str | None = field(name="TechnicianEmail", default=None)
    customer_id: int | None = field(name="CustomerID", default=None)
    contact_id: int | None = field(name="EndUserID", default=None)
    start: datetime | None = field(name="StartDate", default=None)
    end: datetime | None = field(name="EndDate", default=None)
    seconds: int | None = field(name="Duration", default=None)
    billable: bool = field(name="IsBillable", default=False)
    on_site: bool = field(name="OnCustomerSite", default=False)
    notes: str = field(name="Notes", default="")
    rate_id: int | None = field(name="RateID", default=None)
    rate_amount: float | None = field(name="RateAmount", default=None)
    warnings: list[str] = field(name="Warnings", default_factory=list)


class Gap(Record, frozen=True, kw_only=True):
    """A stretch in which a technician worked on a ticket, and no entry covers it. `activities` is how much was done."""

    id: str = field(name="GapID", default="")
    ticket_id: int | None = field(name="TicketID", default=None)
    ticket_title: str = field(name="TicketTitle", default="")
    start: datetime | None = field(name="StartDate", default=None)
    end: datetime | None = field(name="EndDate", default=None)
    seconds: int = field(name="Seconds", default=0)
    activities: int = field(name="Activities", default=0)


class Duration(Record, frozen=True, kw_only=True):
    """Hours of one ticket, all in decimal hours."""

    ticket_id: int | None = field(name="ticketId", default=None)
    total_hours: float = field(name="TotalDurationHours", default=0.0)
    on_site_hours: float = field(name="OnSiteDurationHours", default=0.0)
    off_site_hours: float = field(name="OffSiteDurationHours", default=0.0)
    on_sla_hours: float = field(name="OnSLADurationHours", default=0.0)
    off_sla_hours: float = field(name="OffSLADurationHours", default=0.0)


class Durations(Record, frozen=True, kw_only=True):
    """What a ticket's work comes to: what is billed, and what is not."""

    ticket_id: int | None = field(name="TicketID", default=None)
    billable: Duration = field(name="Billable", default_factory=Duration)
    non_billable: Duration = field(name="NonBillable", default_factory=Duration)


class Timer(Record, frozen=True, kw_only=True):
    """A technician's timer; `work_hours` is what stopping it has logged."""

    technician_id: int | None = field(name="TechnicianContactID", default=None)
    mode: str = field(name="Mode", default="")
    running: bool = field(name="Running", default=False)
    ticket_id: int | None = field(name="TicketID", default=None)
    ticket_title: str | None = field(name="TicketTitle", default=None)
    started_at: datetime | None = field(name="StartDate", default=None)
    seconds: int = field(name="Seconds", default=0)
    billable: bool = field(name="IsBillable", default=False)
    on_site: bool = field(name="OnCustomerSite", default=False)
    notes: str = field(name="Notes", default="")
    idle: bool = field(name="Idle", default=False)
    idle_since: datetime | None = field(name="IdleSince", default=None)
    idle_seconds: int = field(name="IdleSeconds", default=0)
    work_hours: list[WorkHours] = field(name="WorkHours", default_factory=list)
    warnings: list[str] = field(name="Warnings", default_factory=list)
