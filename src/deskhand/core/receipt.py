"""The receipt of a clock: every span since it started, and what of it counted; the counted lines add up to its time."""

from enum import StrEnum

import msgspec

from deskhand.core.clocks import Clock
from deskhand.core.working import HORIZON_YEARS, Working, first_second, year_of


class LineKind(StrEnum):
    """Why a span counted, or did not."""

    COUNTED = "Counted"
    OUTSIDE = "OutsideHours"
    PAUSED = "Paused"
    STOPPED = "Stopped"


class Line(msgspec.Struct, frozen=True):
    """One span of a clock's life, in whole seconds since 1970-01-01 UTC. Lines follow each other without a gap.

    `counted` is the span's length where it counted, else 0. `days_off` are the holidays that lie in it.
    """

    kind: LineKind
    start: int
    end: int
    counted: int
    days_off: tuple[str, ...] = ()


class Receipt(msgspec.Struct, frozen=True):
    """A clock with its ledger up to a moment; `spent` is the sum of what the lines counted, `left` what the target has
    over that (0 at least), all in working seconds. `left` of a due date set by hand is the working time until then, of
    the next 40 years at most.
    """

    clock: Clock
    lines: tuple[Line, ...]
    spent: int
    left: int


def receipt_of(clock: Clock, working: Working, now: int) -> Receipt:
    """The clock's ledger until `now`, or until it ended."""
    lines: list[Line] = []
    at = clock.started
    for start, end, runs in clock.stretches:
        end = max(start, now if end is None else end)
        if at < start:
            lines.append(Line(LineKind.STOPPED, at, start, 0))
        if runs:
            lines += _running(working, start, end)
        elif start < end:
            lines.append(Line(LineKind.PAUSED, start, end, 0))
        at = end
    # Reopened and resolved again within a second: it ended later than it last ran.
    if clock.ended is not None and at < clock.ended:
        lines.append(Line(LineKind.STOPPED, at, clock.ended, 0))
    spent = sum(line.counted for line in lines)
    if clock.by_hand:
        left = _until(clock.due, working, now) if clock.ended is None and clock.due is not None else 0
    else:
        left = max(0, clock.target - spent)
    return Receipt(clock, tuple(lines), spent, left)


def _until(due: int, working: Working, now: int) -> int:
    """The working time until a due date, of the next years at most: somebody may have set it to the end of time."""
    return working.spent(now, min(due, first_second(year_of(now) + HORIZON_YEARS)))


def _running(working: Working, start: int, end: int) -> list[Line]:
    """A running span, cut where working time begins and ends."""
    lines: list[Line] = []
    at = start
    for piece in working.pieces(start, end):
        if at < piece.start:
            lines.append(_outside(working, at, piece.start))
        lines.append(Line(LineKind.COUNTED, piece.start, piece.end, piece.end - piece.start))
        at = piece.end
    if at < end:
        lines.append(_outside(working, at, end))
    return lines


def _outside(working: Working, start: int, end: int) -> Line:
    return Line(LineKind.OUTSIDE, start, end, 0, tuple(working.days_off(start, end)))
