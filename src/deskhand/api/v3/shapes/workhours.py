"""Work-hours entries on the wire: the brief's keys and Atera's, out; five ways to say one, in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from deskhand.api.errors import FieldError
from deskhand.api.kinds import BadValue, Flag, Instant, Number, Text
from deskhand.api.paging import Paged
from deskhand.api.shape import BadRequest, Field, Shape
from deskhand.api.v3.shapes.durations import TicketDurationsOut
from deskhand.api.v3.shapes.ticket import EMAIL, TECHNICIAN
from deskhand.api.wire import InstantText
from deskhand.core.time import show_instant
from deskhand.worklog.log import WorkDraft
from deskhand.worklog.store import WorkEntryView, WorkRecordView


class WorkHoursOut(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. Duration is in seconds; `Billiable` is Atera's spelling."""

    WorkHourID: int
    WorkHoursID: int
    TicketID: int
    TechnicianContactID: int
    TechnicianFullName: str
    TechnicianEmail: str
    StartDate: InstantText
    StartWorkHour: InstantText
    EndDate: InstantText
    EndWorkHour: InstantText
    Duration: int
    IsBillable: bool
    Billiable: bool
    OnCustomerSite: bool
    Notes: str
    Description: str
    RateID: int | None
    RateAmount: float | None


class WorkHoursSaved(WorkHoursOut, frozen=True, kw_only=True):
    """The answer to a new or changed entry. `Warnings` are sentences about other entries that it overlaps."""

    ActionID: int
    Warnings: list[str]


class WorkRecordOut(WorkHoursOut, frozen=True, kw_only=True):
    """An entry of any ticket, with whom the ticket is for."""

    CustomerID: int
    EndUserID: int | None


class WorkHoursOfTicket(Paged[WorkHoursOut], frozen=True, kw_only=True):
    """The brief's list and Atera's summary in one object."""

    TicketID: int
    Billable: TicketDurationsOut
    NonBillable: TicketDurationsOut


def show_entry(entry: WorkEntryView) -> WorkHoursOut:
    """An entry as the wire has it."""
    return WorkHoursOut(**_fields(entry))


def show_record(entry: WorkRecordView) -> WorkRecordOut:
    """An entry of any ticket."""
    return WorkRecordOut(CustomerID=entry.customer_id, EndUserID=entry.contact_id, **_fields(entry))


def show_saved(entry: WorkEntryView, warnings: Sequence[str] = ()) -> WorkHoursSaved:
    """An entry that was just written."""
    return WorkHoursSaved(ActionID=entry.id, Warnings=list(warnings), **_fields(entry))


def _fields(entry: WorkEntryView) -> dict[str, Any]:
    start, end = show_instant(entry.starts_at), show_instant(entry.ends_at)
    return {
        "WorkHourID": entry.id,
        "WorkHoursID": entry.id,
        "TicketID": entry.ticket_id,
        "TechnicianContactID": entry.technician_id,
        "TechnicianFullName": f"{entry.technician_first_name} {entry.technician_last_name}".strip(),
        "TechnicianEmail": entry.technician_email,
        "StartDate": start,
        "StartWorkHour": start,
        "EndDate": end,
        "EndWorkHour": end,
        "Duration": entry.seconds,
        "IsBillable": entry.billable,
        "Billiable": entry.billable,
        "OnCustomerSite": entry.on_site,
        "Notes": entry.notes,
        "Description": entry.notes,
        "RateID": None,
        "RateAmount": None,
    }


class NewWorkHours(msgspec.Struct, frozen=True, kw_only=True):
    """What a new entry may say: from when to when, or how long and, if it was not just now, on which day."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    day: datetime | None = None
    start_time: str = ""
    end_time: str = ""
    hours: float | None = None
    minutes: float | None = None
    technician_id: int | None = None
    technician_email: str | None = None
    billable: bool = True
    on_site: bool = False
    notes: str = ""


def work_fields(whose: str, billable: str, on_site: str, day: str, hours: str) -> tuple[Field, ...]:
    """The names that an entry's fields are read under, with what a new one and a change say of each."""
    return (
        Field("technician_id", "TechnicianContactID", TECHNICIAN, ("TechnicianId",), about=whose),
        Field("technician_email", "TechnicianEmail", EMAIL),
        Field("starts_at", "StartDate", Instant(), ("StartWorkHour",), about="When the work began."),
        Field("ends_at", "EndDate", Instant(), ("EndWorkHour",), about="When it ended, at most 24 hours later."),
        Field("billable", "IsBillable", Flag(), ("Billiable", "Billable"), about=billable),
        Field("on_site", "OnCustomerSite", Flag(), about=on_site),
        Field("notes", "Notes", Text(), ("Description", "Comments")),
        Field("day", "Date", Instant(), about=day),
        Field("start_time", "StartTime", Text(40), about="`09:00` on Date, or a whole instant."),
        Field("end_time", "EndTime", Text(40), about="`10:30` on Date, or a whole instant."),
        Field("hours", "Hours", Number(0, 24), about=hours),
        Field("minutes", "Minutes", Number(0, 1440), about="Beside Hours."),
    )


NEW_WORK_HOURS = Shape(
    NewWorkHours,
    work_fields(
        whose="Default: the key's, else the ticket's.",
        billable="Default true.",
        on_site="Default false.",
        day="With StartTime and EndTime, or with Hours.",
        hours="Instead of an end; without Date the work ended now.",
    ),
)


def work_draft(new: NewWorkHours, now: datetime) -> WorkDraft:
    """The entry that one of the five ways of saying it means. Raises BadRequest when none is complete."""
    starts_at, ends_at = _span(new, now)
    return WorkDraft(
        starts_at=starts_at,
        ends_at=ends_at,
        technician_id=new.technician_id,
        technician_email=new.technician_email,
        billable=new.billable,
        on_site=new.on_site,
        notes=new.notes,
    )


def _span(new: NewWorkHours, now: datetime) -> tuple[datetime, datetime]:
    starts_at = new.starts_at or instant_said(new.day, new.start_time, "StartTime")
    ends_at = new.ends_at or instant_said(new.day, new.end_time, "EndTime")
    length = length_said(new.hours, new.minutes)
    if starts_at is not None and ends_at is not None:
        return starts_at, ends_at
    if length is None:
        missing = "StartDate" if starts_at is None else "EndDate"
        raise BadRequest(
            f"{missing} required",
            "Send StartDate and EndDate, or Date with StartTime and EndTime, or Hours",
            "work_hours_span_required",
            [FieldError(missing, "expected an ISO 8601 instant such as 2024-02-15T09:00:00Z")],
        )
    if starts_at is None and ends_at is None and new.day is None:
        ends_at = now
    if ends_at is not None:
        return ends_at - length, ends_at
    begin = starts_at or new.day
    assert begin is not None  # noqa: S101 - the cases above leave no other
    return begin, begin + length


def length_said(hours: float | None, minutes: float | None) -> timedelta | None:
    """How long hours and minutes are together; None when neither is said."""
    if hours is None and minutes is None:
        return None
    return timedelta(hours=hours or 0, minutes=minutes or 0)


def instant_said(day: datetime | None, text: str, name: str) -> datetime | None:
    """An instant from a time of day on a day, or from a text that is a whole instant itself."""
    if not text:
        return None
    if day is not None and "T" not in text and "-" not in text:
        padding = "0" if text[1:2] == ":" else ""  # some write `9:00`
        text = f"{day.date().isoformat()}T{padding}{text}"
    try:
        return Instant().read(text)
    except BadValue as bad:
        raise BadRequest(f"Invalid {name}", f"{name}: {bad}", "invalid_field", [FieldError(name, str(bad))]) from None
