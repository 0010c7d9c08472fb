"""Chips: which clock a ticket shows, how it stands, and what it has left."""

import pytest

from deskhand.core.calendar import Hours
from deskhand.core.chips import Chip, ChipState, chip_of
from deskhand.core.clocks import Clocks
from deskhand.core.marks import instant, read_marks, seconds
from deskhand.core.policy import ClockKind, Terms
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority
from deskhand.core.working import Working
from tests.core.clocks.made import policy
from tests.core.made import NOON

AT = seconds(NOON)
HOUR = 3600
FIRST, NEXT, RESOLUTION = ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE, ClockKind.RESOLUTION
ROUND_THE_CLOCK = Working("UTC", ((Hours(0, 1440),),) * 7)
# An hour to the first response, two to a next one, four to the resolution; three quarters gone, it warns.
TERMS = Terms(policy(first_response=60, next_response=120, resolution=240), ROUND_THE_CLOCK)


def chip(marks: str, after: float, *, by_hand: int | None = None) -> Chip:
    """The chip of a ticket so many hours after it was opened; marks count in hours too."""
    told = " ".join(f"{mark[0]}{AT + int(float(mark[1:]) * HOUR)}" for mark in marks.split())
    clocks = clocks_of(read_marks(told), Priority.MEDIUM, TERMS, by_hand)
    return chip_of(clocks, TERMS.working, AT + int(after * HOUR))


@pytest.mark.parametrize(
    ("marks", "after", "state", "kind", "left"),
    [
        ("O0", 0.5, ChipState.OK, FIRST, 0.5),
        ("O0", 0.8, ChipState.WARN, FIRST, 0.2),
        ("O0", 1.5, ChipState.OVER, FIRST, -0.5),
        ("O0 T0.5", 1, ChipState.OK, RESOLUTION, 3),
        ("O0 T0.5 K1", 1.5, ChipState.OK, NEXT, 1.5),
        ("O0 T0.5 P1", 9, ChipState.PAUSED, RESOLUTION, 3),
        ("O0 T0.5 P1 O9", 10, ChipState.OK, RESOLUTION, 2),
        # The first response still runs while the ticket is pending, as it is not paused by it.
        ("O0 P0.5", 0.6, ChipState.OK, FIRST, 0.4),
        ("O0 T0.5 R3", 30, ChipState.MET, RESOLUTION, 1),
        ("O0 T0.5 R5", 30, ChipState.MISSED, RESOLUTION, -1),
        ("O0 T2 R3", 30, ChipState.MISSED, FIRST, -1),
        # Over and then set to Pending: it stays over, and by how much stands still.
        ("O0 T0.5 P5", 9, ChipState.OVER, RESOLUTION, -1),
    ],
)
def test_a_chip_shows_the_clock_that_matters(
    marks: str, after: float, state: ChipState, kind: ClockKind, left: float
) -> None:
    found = chip(marks, after)
    assert (found.state, found.kind, found.left) == (state, kind, round(left * HOUR))


def test_a_due_date_by_hand_is_not_moved_by_pauses() -> None:
    due = AT + 10 * HOUR
    found = chip("O0 T0.5 P1", 4, by_hand=due)
    assert (found.state, found.left, found.due_at) == (ChipState.PAUSED, 6 * HOUR, instant(due))
    assert chip("O0 T0.5", 12, by_hand=due).left == -2 * HOUR


def test_without_a_promise_there_is_nothing_to_show() -> None:
    assert chip_of(Clocks(), ROUND_THE_CLOCK, AT) == Chip(ChipState.NONE)
