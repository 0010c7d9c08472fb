"""The shapes of promises: what is due next, and why."""

from deskhand_client.mcp.shapes import Answer, Moment, Shape, Text, TicketWords


class DueClock(Shape):
    """A clock that will be due: its kind, when, and the working minutes until then (negative: since)."""

    clock: str
    due_at: Moment
    working_minutes_left: int
    sla: Text
    ticket_id: int
    status: str
    priority: str
    technician_id: int | None
    technician: Text
    untrusted: TicketWords


class DueNext(Answer):
    """The clocks that are due next, the most urgent first."""

    total: int
    clocks: list[DueClock]


class LedgerLine(Shape):
    """A span of a clock; of its minutes so many counted."""

    start: Moment
    end: Moment
    minutes: int
    counted_minutes: int
    why: str


class ClockTold(Shape):
    """A promise, what of it is spent, and why. Minutes are working minutes."""

    clock: str
    state: str
    due_at: Moment
    target_minutes: int
    spent_minutes: int
    remaining_minutes: int
    set_by_hand: bool
    lines: list[LedgerLine]
    lines_left_out: int


class SlaTold(Shape):
    """Why a ticket is due when it is."""

    ticket_id: int
    status: str
    priority: str
    policy: Text
    calendar: Text
    time_zone: str
    sla: Text
    clocks: list[ClockTold]
