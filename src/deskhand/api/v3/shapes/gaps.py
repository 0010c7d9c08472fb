"""Unlogged gaps on the wire."""

import msgspec

from deskhand.api.kinds import Flag, Text
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.ticket import TECHNICIAN
from deskhand.api.wire import InstantText
from deskhand.core.time import show_instant, whole_seconds
from deskhand.worklog.fill_gap import GapDraft
from deskhand.worklog.gaps import DayOfGaps, TicketGap, gap_id


class GapOut(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which the log shows activity on a ticket, and no entry covers it. `Activities` is how much."""

    GapID: str
    TicketID: int
    TicketTitle: str
    StartDate: InstantText
    EndDate: InstantText
    Seconds: int
    Activities: int


class GapsOut(msgspec.Struct, frozen=True, kw_only=True):
    """A technician's gaps on a day of the account's time zone, in order."""

    TechnicianContactID: int
    Day: str
    items: list[GapOut]


def show_gaps(found: DayOfGaps) -> GapsOut:
    """A day's gaps as the wire has them."""
    return GapsOut(
        TechnicianContactID=found.technician_id,
        Day=found.day.isoformat(),
        items=[_shown(one) for one in found.gaps],
    )


def _shown(one: TicketGap) -> GapOut:
    gap = one.gap
    return GapOut(
        GapID=gap_id(gap),
        TicketID=gap.ticket_id,
        TicketTitle=one.title,
        StartDate=show_instant(gap.starts_at),
        EndDate=show_instant(gap.ends_at),
        Seconds=whole_seconds(gap.starts_at, gap.ends_at),
        Activities=gap.activities,
    )


FILLED_GAP = Shape(
    GapDraft,
    (
        Field("gap_id", "GapID", Text(100), about="As the list of gaps has it."),
        Field(
            "technician_id",
            "TechnicianContactID",
            TECHNICIAN,
            about="Whose gap. Default: the key's; an integration has to say.",
        ),
        Field("billable", "IsBillable", Flag(), ("Billiable", "Billable"), about="Default true."),
        Field("on_site", "OnCustomerSite", Flag(), about="Default false."),
        Field("notes", "Notes", Text(), ("Description", "Comments")),
    ),
    required=("GapID",),
)
