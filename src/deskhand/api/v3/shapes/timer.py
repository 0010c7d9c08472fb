"""A technician's timer on the wire."""

from collections.abc import Sequence

import msgspec

from deskhand.api.kinds import Choice, Flag, Instant, Reference, Text
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.ticket import TECHNICIAN
from deskhand.api.v3.shapes.workhours import WorkHoursOut
from deskhand.api.wire import InstantText
from deskhand.core.time import show_instant
from deskhand.core.timer import IdlePart, TimerAction, TimerMode
from deskhand.worklog.timer import TimerDraft
from deskhand.worklog.timer_read import TimerView


class TimerOut(msgspec.Struct, frozen=True, kw_only=True):
    """A technician's one timer. At rest it has no ticket; of a ticket that the key may not see it tells nothing.

    `Idle` is true after ten minutes without a sign of activity, and stays until Continue, Stop, Start or Switch says
    what becomes of the time since `IdleSince`.
    """

    TechnicianContactID: int
    Mode: TimerMode
    Running: bool
    TicketID: int | None
    TicketTitle: str | None
    StartDate: InstantText | None
    Seconds: int
    IsBillable: bool
    OnCustomerSite: bool
    Notes: str
    Idle: bool
    IdleSince: InstantText | None
    IdleSeconds: int


class TimerSaved(TimerOut, frozen=True, kw_only=True):
    """The answer to an action: the timer afterwards, the entries that were written and what to look at in them."""

    ActionID: int
    WorkHours: list[WorkHoursOut]
    Warnings: list[str]


def show_timer(view: TimerView) -> TimerOut:
    """A timer as the wire has it."""
    timer, ticket = view.timer, view.ticket
    return TimerOut(
        TechnicianContactID=timer.id,
        Mode=timer.mode,
        Running=timer.running,
        TicketID=None if ticket is None else ticket.id,
        TicketTitle=None if ticket is None else ticket.title,
        StartDate=show_instant(timer.started_at),
        Seconds=view.seconds,
        IsBillable=timer.billable,
        OnCustomerSite=timer.on_site,
        Notes="" if ticket is None else timer.notes,
        Idle=view.idle_since is not None,
        IdleSince=show_instant(view.idle_since),
        IdleSeconds=view.idle_seconds,
    )


def show_acted(view: TimerView, entries: Sequence[WorkHoursOut] = (), warnings: Sequence[str] = ()) -> TimerSaved:
    """A timer after an action."""
    shown = msgspec.structs.asdict(show_timer(view))
    return TimerSaved(ActionID=view.timer.id, WorkHours=list(entries), Warnings=list(warnings), **shown)


TIMER_ACTION = Shape(
    TimerDraft,
    (
        Field("action", "Action", Choice(TimerAction, "action"), about="What to do, or what the console saw."),
        Field(
            "ticket_id",
            "TicketID",
            Reference("ticket", "Ticket not found"),
            about="Which ticket to count on. With Stop: which the work belongs to, if not the timer's own.",
        ),
        Field(
            "technician_id",
            "TechnicianContactID",
            TECHNICIAN,
            about="Whose timer. Default: the key's; an integration has to say.",
        ),
        Field("mode", "Mode", Choice(TimerMode, "mode"), about="With Mode: when the timer starts by itself."),
        Field("billable", "IsBillable", Flag(), ("Billiable", "Billable"), about="With Start or Stop; default true."),
        Field("on_site", "OnCustomerSite", Flag(), about="With Start or Stop; default false."),
        Field("notes", "Notes", Text(), ("Description", "Comments"), about="With Start or Stop: the entry's notes."),
        Field(
            "idle",
            "Idle",
            Choice(IdlePart, "idle"),
            about="What becomes of the idle time: Keep it (default), Drop it, or Split it off as an entry not billed.",
        ),
        Field("ends_at", "EndDate", Instant(), about="When the work that was counted ended, if not just now."),
    ),
    required=("Action",),
)
