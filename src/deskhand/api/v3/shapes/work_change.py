"""A change of a work-hours entry on the wire, under the names that a new one is said with."""

from datetime import datetime

import msgspec
from msgspec import UNSET

from deskhand.api.shape import Shape
from deskhand.api.v3.shapes.workhours import instant_said, length_said, work_fields
from deskhand.core.drafts import Maybe
from deskhand.worklog.change import WorkChange


class ChangedWorkHours(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of an entry that is there."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    day: datetime | None = None
    start_time: str = ""
    end_time: str = ""
    hours: float | None = None
    minutes: float | None = None
    technician_id: int | None = None
    technician_email: str | None = None
    billable: Maybe[bool] = UNSET
    on_site: Maybe[bool] = UNSET
    notes: Maybe[str] = UNSET


CHANGED_WORK_HOURS = Shape(
    ChangedWorkHours,
    work_fields(
        whose="Who did the work.",
        billable="",
        on_site="",
        day="With StartTime and EndTime; alone it is a new start that keeps the length.",
        hours="How long it took: from the start on or, where EndDate is sent alone, up to it.",
    ),
)


def work_change(new: ChangedWorkHours) -> WorkChange:
    """The change that a request means."""
    starts_at = new.starts_at or instant_said(new.day, new.start_time, "StartTime")
    ends_at = new.ends_at or instant_said(new.day, new.end_time, "EndTime")
    length = length_said(new.hours, new.minutes)
    alone = new.day is not None and starts_at is None and ends_at is None
    return WorkChange(
        starts_at=UNSET if starts_at is None else starts_at,
        ends_at=UNSET if ends_at is None else ends_at,
        length=UNSET if length is None else length,
        moves_to=new.day if alone and new.day is not None else UNSET,
        technician_id=new.technician_id,
        technician_email=new.technician_email,
        billable=new.billable,
        on_site=new.on_site,
        notes=new.notes,
    )
