"""Receipts of clocks, and what is due next, on the wire."""

from datetime import UTC, datetime, tzinfo

import msgspec

from deskhand.api.wire import InstantText
from deskhand.core.clocks import ClockState
from deskhand.core.marks import instant
from deskhand.core.policy import ClockKind
from deskhand.core.receipt import Line, LineKind, Receipt
from deskhand.core.ticket import Priority, SlaStatus, Status
from deskhand.core.time import show_instant
from deskhand.tickets.explain import Explained, Foreseen


class LineOut(msgspec.Struct, frozen=True, kw_only=True):
    """One span. From and To are in the time zone asked for, with its offset; Text says it in words."""

    From: str
    To: str
    Kind: LineKind
    Seconds: int
    CountedSeconds: int
    Reason: str
    Text: str


class ClockOut(msgspec.Struct, frozen=True, kw_only=True):
    """One promise: what it was, how it stands, and the ledger whose counted seconds add up to SpentSeconds.

    RemainingSeconds is what the target still has: working time, as all of these. WarnedDate and BreachedDate are when
    the clock passed, or will pass if nothing happens, the warning and the target.
    """

    Clock: ClockKind
    State: ClockState
    TargetSeconds: int
    SpentSeconds: int
    RemainingSeconds: int
    SetByHand: bool
    StartDate: InstantText
    EndDate: InstantText | None
    DueDate: InstantText | None
    WarnedDate: InstantText | None
    BreachedDate: InstantText | None
    Lines: list[LineOut]


class ReceiptOut(msgspec.Struct, frozen=True, kw_only=True):
    """Why a ticket is due when it is. AsOf is the moment the receipt was written."""

    TicketID: int
    TicketStatus: Status
    TicketPriority: Priority
    SLAPolicyID: int | None
    SLAName: str | None
    SLAStatus: SlaStatus | None
    CalendarID: int | None
    CalendarName: str | None
    CalendarTimeZone: str | None
    TimeZone: str
    AsOf: InstantText
    Clocks: list[ClockOut]


class ForecastItem(msgspec.Struct, frozen=True, kw_only=True):
    """A clock that will be due, and the working seconds left in the hours of its calendar."""

    TicketID: int
    TicketTitle: str
    TicketStatus: Status
    TicketPriority: Priority
    CustomerID: int
    CustomerName: str
    TechnicianContactID: int | None
    TechnicianFullName: str | None
    SLAName: str | None
    SLAStatus: SlaStatus | None
    Clock: ClockKind
    DueDate: InstantText | None
    WorkingSecondsLeft: int


class ForecastOut(msgspec.Struct, frozen=True, kw_only=True):
    """What is due until an instant if nothing happens, the least working time left first; at most 500."""

    AsOf: InstantText
    UntilDate: InstantText
    items: list[ForecastItem]


def show_receipt(found: Explained, zone_name: str, zone: tzinfo, now: datetime) -> ReceiptOut:
    """The receipts of a ticket, their spans in a time zone."""
    ticket, calendar = found.ticket, found.calendar
    return ReceiptOut(
        TicketID=ticket.id,
        TicketStatus=ticket.status,
        TicketPriority=ticket.priority,
        SLAPolicyID=ticket.policy_id,
        SLAName=ticket.policy_name,
        SLAStatus=ticket.sla_status,
        CalendarID=None if calendar is None else calendar.id,
        CalendarName=None if calendar is None else calendar.name,
        CalendarTimeZone=None if calendar is None else calendar.time_zone,
        TimeZone=zone_name,
        AsOf=show_instant(now),
        Clocks=[_clock(receipt, zone, int(now.timestamp())) for receipt in found.receipts],
    )


def _clock(receipt: Receipt, zone: tzinfo, now: int) -> ClockOut:
    clock = receipt.clock
    return ClockOut(
        Clock=clock.kind,
        State=clock.state(now),
        TargetSeconds=clock.target,
        SpentSeconds=receipt.spent,
        RemainingSeconds=receipt.left,
        SetByHand=clock.by_hand,
        StartDate=_shown(clock.started) or "",
        EndDate=_shown(clock.ended),
        DueDate=_shown(clock.due),
        WarnedDate=_shown(clock.warns),
        BreachedDate=_shown(clock.breaches),
        Lines=[_line(line, zone) for line in receipt.lines],
    )


def _line(line: Line, zone: tzinfo) -> LineOut:
    start, end = (instant(at).astimezone(zone) for at in (line.start, line.end))
    reason = _reason(line)
    counted = f" {_length(line.counted)}" if line.counted else ""
    same_day = start.date() == end.date()
    until = end.strftime("%H:%M:%S") if same_day else end.strftime("%Y-%m-%d %H:%M:%S")
    return LineOut(
        From=start.isoformat(),
        To=end.isoformat(),
        Kind=line.kind,
        Seconds=line.end - line.start,
        CountedSeconds=line.counted,
        Reason=reason,
        Text=f"{start.strftime('%Y-%m-%d %H:%M:%S')} to {until} {reason}{counted}",
    )


def _reason(line: Line) -> str:
    match line.kind:
        case LineKind.COUNTED:
            return "counted"
        case LineKind.PAUSED:
            return "paused (Pending)"
        case LineKind.STOPPED:
            return "stopped (Resolved)"
    days = f" ({', '.join(line.days_off)})" if line.days_off else ""
    return f"outside hours{days}"


def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min" if not rest else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def show_forecast(found: list[Foreseen], now: datetime, until: datetime) -> ForecastOut:
    """What is due next."""
    return ForecastOut(AsOf=show_instant(now), UntilDate=show_instant(until), items=[_foreseen(one) for one in found])


def _foreseen(one: Foreseen) -> ForecastItem:
    t = one.ticket
    named = t.technician_id is not None
    return ForecastItem(
        TicketID=t.id,
        TicketTitle=t.title,
        TicketStatus=t.status,
        TicketPriority=t.priority,
        CustomerID=t.customer_id,
        CustomerName=t.customer_name,
        TechnicianContactID=t.technician_id,
        TechnicianFullName=f"{t.technician_first_name} {t.technician_last_name}".strip() if named else None,
        SLAName=t.policy_name,
        SLAStatus=t.sla_status,
        Clock=one.clock.kind,
        DueDate=_shown(one.clock.due),
        WorkingSecondsLeft=one.left,
    )


def _shown(at: int | None) -> str | None:
    return None if at is None else show_instant(instant(at).astimezone(UTC))
