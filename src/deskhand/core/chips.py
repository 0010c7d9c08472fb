"""The chip of a ticket: the one clock that matters now, how it stands, and how much working time it has left."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from deskhand.core.clocks import Clock, Clocks, ClockState
from deskhand.core.marks import instant
from deskhand.core.policy import ClockKind
from deskhand.core.ticket import SlaStatus
from deskhand.core.working import Working


class ChipState(StrEnum):
    """How a ticket stands, as its chip is coloured; it always agrees with the ticket's `SlaStatus`."""

    OK = "ok"
    WARN = "warn"
    OVER = "over"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    NONE = "none"


class Chip(NamedTuple):
    """What a list shows of a ticket's clocks.

    `left` is working seconds: below nothing where the clock is over; of a paused one what it will go on with; of an
    ended one what was left then.
    """

    state: ChipState
    kind: ClockKind | None = None
    left: int | None = None
    due_at: datetime | None = None


NO_CHIP = Chip(ChipState.NONE)
STATES: dict[SlaStatus, ChipState] = {
    SlaStatus.ON_TRACK: ChipState.OK,
    SlaStatus.WARNING: ChipState.WARN,
    SlaStatus.BREACHED: ChipState.OVER,
    SlaStatus.PAUSED: ChipState.PAUSED,
    SlaStatus.MET: ChipState.MET,
    SlaStatus.MISSED: ChipState.MISSED,
}
# With no clock going, the promise to solve the ticket says more than that to answer.
WEIGHT = {ClockKind.RESOLUTION: 0, ClockKind.FIRST_RESPONSE: 1, ClockKind.NEXT_RESPONSE: 2}


def chip_of(clocks: Clocks, working: Working, now: int) -> Chip:
    """The chip of a ticket with these clocks."""
    status = clocks.status(now)
    if status is None:
        return NO_CHIP
    clock = _shown(clocks, status, now)
    due_at = None if clock.due is None else instant(clock.due)
    return Chip(STATES[status], clock.kind, left_of(clock, working, now), due_at)


def _shown(clocks: Clocks, status: SlaStatus, now: int) -> Clock:
    """The clock that is due next; where none runs, the one that matters."""
    if status in (SlaStatus.MET, SlaStatus.MISSED):
        wanted = ClockState.MISSED if status == SlaStatus.MISSED else ClockState.MET
        return min((c for c in clocks if c.state(now) == wanted), key=lambda c: WEIGHT[c.kind])
    going = [clock for clock in clocks if clock.ended is None]
    if status == SlaStatus.BREACHED:
        return _earliest([clock for clock in going if clock.breached(now)])
    return _earliest([clock for clock in going if clock.runs] or going)


def _earliest(clocks: Sequence[Clock]) -> Clock:
    return min(clocks, key=lambda clock: (clock.due is None, clock.due or 0))


def left_of(clock: Clock, working: Working, now: int) -> int | None:
    """The working seconds that the clock has left, or by how many it is over."""
    at = now if clock.ended is None else clock.ended
    if clock.by_hand:
        # No pause moves it, so that all the time until then is left.
        due = clock.due or at
        return working.spent(at, due) if at <= due else -working.spent(due, at)
    spent = sum(working.spent(start, at if end is None else end) for start, end, runs in clock.stretches if runs)
    return clock.target - spent
