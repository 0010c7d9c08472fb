"""Work hours as node-atera names them: timesheets and billable durations, with Duration in seconds as elsewhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from deskhand.api.errors import FieldError
from deskhand.api.kinds import Flag, Instant, Number, Text
from deskhand.api.shape import BadRequest, Field, Shape
from deskhand.api.v3.shapes.ticket import TECHNICIAN
from deskhand.api.wire import InstantText
from deskhand.core.time import show_instant
from deskhand.worklog.log import WorkDraft
from deskhand.worklog.store import WorkEntryView

DAY = 24 * 3600


class TimesheetOut(msgspec.Struct, frozen=True, kw_only=True):
    """An entry: whose, from when, and how many seconds."""

    TimesheetID: int
    TicketID: int
    TechnicianContactID: int
    TechnicianFullName: str
    Date: InstantText
    Duration: int
    Description: str
    IsBillable: bool


class TimesheetSaved(TimesheetOut, frozen=True, kw_only=True):
    """The answer to a new one. `Warnings` are sentences about other entries that it overlaps."""

    ActionID: int
    Warnings: list[str]


class BillableEntryOut(msgspec.Struct, frozen=True, kw_only=True):
    """A billable entry. Rate and Total are null until there are rates."""

    BillableDurationID: int
    TicketID: int
    Duration: int
    Rate: float | None
    Total: float | None


def show_timesheet(entry: WorkEntryView) -> TimesheetOut:
    """An entry as a timesheet."""
    return TimesheetOut(
        TimesheetID=entry.id,
        TicketID=entry.ticket_id,
        TechnicianContactID=entry.technician_id,
        TechnicianFullName=f"{entry.technician_first_name} {entry.technician_last_name}".strip(),
        Date=show_instant(entry.starts_at),
        Duration=entry.seconds,
        Description=entry.notes,
        IsBillable=entry.billable,
    )


def show_timesheet_saved(entry: WorkEntryView, warnings: Sequence[str]) -> TimesheetSaved:
    """An entry that was just written."""
    return TimesheetSaved(ActionID=entry.id, Warnings=list(warnings), **msgspec.structs.asdict(show_timesheet(entry)))


def show_billable_entry(entry: WorkEntryView) -> BillableEntryOut:
    """An entry as a billable duration."""
    return BillableEntryOut(
        BillableDurationID=entry.id, TicketID=entry.ticket_id, Duration=entry.seconds, Rate=None, Total=None
    )


class NewTimesheet(msgspec.Struct, frozen=True, kw_only=True):
    """What a new timesheet may say."""

    technician_id: int | None = None
    starts_at: datetime | None = None
    seconds: float | None = None
    billable: bool = True
    notes: str = ""


NEW_TIMESHEET = Shape(
    NewTimesheet,
    (
        Field("technician_id", "TechnicianContactID", TECHNICIAN, about="Default: the key's, else the ticket's."),
        Field("starts_at", "Date", Instant(), about="When the work began."),
        Field("seconds", "Duration", Number(1, DAY), about="How long it took, in seconds."),
        Field("billable", "IsBillable", Flag(), about="Default true."),
        Field("notes", "Description", Text()),
    ),
    required=("Date", "Duration"),
)


def timesheet_draft(new: NewTimesheet) -> WorkDraft:
    """The entry that a timesheet means. Raises BadRequest when it does not say when or how long."""
    starts_at, seconds = new.starts_at, new.seconds
    if starts_at is None or seconds is None:
        missing = "Date" if starts_at is None else "Duration"
        wanted = "an ISO 8601 instant such as 2024-02-15T09:00:00Z" if starts_at is None else "a number of seconds"
        raise BadRequest(
            f"{missing} required",
            f"{missing}: expected {wanted}",
            "work_hours_span_required",
            [FieldError(missing, f"expected {wanted}")],
        )
    return WorkDraft(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(seconds=seconds),
        technician_id=new.technician_id,
        billable=new.billable,
        notes=new.notes,
    )
