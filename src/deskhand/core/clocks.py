"""Clocks: one promise on one ticket each, how it ran and where it stands. `sla` reckons them from a ticket's marks."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import msgspec

from deskhand.core.policy import ClockKind
from deskhand.core.ticket import SlaStatus


class ClockState(StrEnum):
    """Where a clock stands; `Breached` is a missed one that still runs or waits."""

    RUNNING = "Running"
    WARNING = "Warning"
    BREACHED = "Breached"
    PAUSED = "Paused"
    MET = "Met"
    MISSED = "Missed"


class Stretch(NamedTuple):
    """A span of a clock, running or paused; without an end it goes on."""

    start: int
    end: int | None
    runs: bool


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """One promise on one ticket.

    `due` is when the target is used up, as far as is known: while the clock is paused, as if it ran on from the pause.
    `warns` and `breaches` are when it passed or, running, will pass the warning and the target. The instant
    itself is still in time. With `by_hand` the due date was set by somebody, and pauses do not move it.
    """

    kind: ClockKind
    target: int
    started: int
    stretches: tuple[Stretch, ...]
    ended: int | None
    due: int | None
    warns: int | None
    breaches: int | None
    by_hand: bool = False

    @property
    def runs(self) -> bool:
        """Whether it runs now."""
        return self.ended is None and bool(self.stretches) and self.stretches[-1].runs

    def breached(self, now: int) -> bool:
        """Whether it has run past its due instant."""
        return self.breaches is not None and self.breaches < now

    def state(self, now: int) -> ClockState:
        """Where it stands."""
        if self.ended is not None:
            return ClockState.MET if self.breaches is None else ClockState.MISSED
        if self.breached(now):
            return ClockState.BREACHED
        if not self.runs:
            return ClockState.PAUSED
        return ClockState.WARNING if self.warns is not None and self.warns < now else ClockState.RUNNING


class Clocks(msgspec.Struct, frozen=True):
    """All clocks of a ticket; of next responses one per message that was waited on, the last one last."""

    first_response: Clock | None = None
    next_responses: tuple[Clock, ...] = ()
    resolution: Clock | None = None

    def __iter__(self) -> Iterator[Clock]:
        found = (self.first_response, *self.next_responses, self.resolution)
        return (clock for clock in found if clock is not None)

    @property
    def next_response(self) -> Clock | None:
        """The clock of the last message that was waited on."""
        return self.next_responses[-1] if self.next_responses else None

    @property
    def next_due(self) -> int | None:
        """When the first of those that run is due."""
        return min((clock.due for clock in self if clock.runs and clock.due is not None), default=None)

    def status(self, now: int) -> SlaStatus | None:
        """How the ticket stands; None where nothing is promised."""
        states = [clock.state(now) for clock in self]
        going = [state for state in states if state not in (ClockState.MET, ClockState.MISSED)]
        if not going:
            ended = SlaStatus.MISSED if ClockState.MISSED in states else SlaStatus.MET
            return ended if states else None
        if ClockState.BREACHED in going:
            return SlaStatus.BREACHED
        if all(state == ClockState.PAUSED for state in going):
            return SlaStatus.PAUSED
        return SlaStatus.WARNING if ClockState.WARNING in going else SlaStatus.ON_TRACK
