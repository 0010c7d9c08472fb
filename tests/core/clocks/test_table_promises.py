"""Clocks of resolution, told by hand: what the priority of now promises, and due dates that somebody set.

In February 2024 the 12th and the 19th are Mondays, the 16th is a Friday. The office is open from 09:00 to 17:00.
"""

import pytest

from deskhand.core.policy import ClockKind
from deskhand.core.ticket import Priority
from tests.core.clocks.told import Told, comes_true

CRITICAL, HIGH, MEDIUM, LOW = Priority.CRITICAL, Priority.HIGH, Priority.MEDIUM, Priority.LOW

# Built-in targets: Critical 4 hours, High 8, Medium 24, Low 72. What holds is the priority of now, for all that was.
PRIORITIES = {
    "raised to Critical in time": Told(
        "Open 02-12T09:00", None, "02-12T12:00", "Running", "02-12T13:00", "3:00", priority=CRITICAL
    ),
    "raised to Critical too late": Told(
        "Open 02-12T09:00", None, "02-12T14:00", "Breached", "02-12T13:00", "5:00", priority=CRITICAL
    ),
    "lowered to High after a breach as Critical": Told(
        "Open 02-12T09:00", None, "02-12T14:00", "Running", "02-12T17:00", "5:00", priority=HIGH
    ),
    "lowered to Medium before a breach": Told(
        "Open 02-12T09:00", None, "02-12T12:00", "Running", "02-14T17:00", "3:00", priority=MEDIUM
    ),
    "lowered to Low after a breach as Medium": Told(
        "Open 02-12T09:00", None, "02-15T12:00", "Running", "02-22T17:00", "27:00", priority=LOW
    ),
    "raised after a pause": Told(
        "Open 02-12T09:00; Pending 10:00; Open 02-13T10:00",
        None,
        "02-13T11:00",
        "Running",
        "02-13T13:00",
        "2:00",
        priority=CRITICAL,
    ),
    "raised while it is paused": Told(
        "Open 02-12T09:00; Pending 10:00", None, "02-13T11:00", "Paused", "02-12T13:00", "1:00", priority=CRITICAL
    ),
    "raised so that it was late before its pause": Told(
        "Open 02-12T09:00; Pending 15:00", None, "02-13T11:00", "Breached", "02-12T13:00", "6:00", priority=CRITICAL
    ),
    "raised after it was resolved": Told(
        "Open 02-12T09:00; Resolved 15:00", None, "02-13T11:00", "Missed", "02-12T13:00", "6:00", priority=CRITICAL
    ),
    "lowered after it was resolved late": Told(
        "Open 02-12T09:00; Resolved 15:00", None, "02-13T11:00", "Met", "02-12T17:00", "6:00", priority=HIGH
    ),
}

BY_HAND = {
    "set for tomorrow": Told(
        "Open 02-12T09:00", 60, "02-12T12:00", "Running", "02-13T12:00", "3:00", by_hand="02-13T12:00"
    ),
    "three quarters of the way": Told(
        "Open 02-12T09:00", 60, "02-12T12:00", "Running", "02-12T13:00", "3:00", by_hand="02-12T13:00"
    ),
    "more than three quarters of the way": Told(
        "Open 02-12T09:00", 60, "02-12T12:00:01", "Warning", "02-12T13:00", "3:00:01", by_hand="02-12T13:00"
    ),
    "a pause does not move it": Told(
        "Open 02-12T09:00; Pending 10:00; Open 02-13T10:00",
        60,
        "02-13T11:00",
        "Warning",
        "02-13T12:00",
        "2:00",
        by_hand="02-13T12:00",
    ),
    "gone by in a pause": Told(
        "Open 02-12T09:00; Pending 10:00", 60, "02-12T15:00", "Paused", "02-12T12:00", "1:00", by_hand="02-12T12:00"
    ),
    "gone by in a pause, and it runs again": Told(
        "Open 02-12T09:00; Pending 10:00; Open 15:00",
        60,
        "02-12T15:30",
        "Breached",
        "02-12T12:00",
        "1:30",
        "02-12T15:00",
        by_hand="02-12T12:00",
    ),
    "gone by in a pause, and resolved from it": Told(
        "Open 02-12T09:00; Pending 10:00; Resolved 15:00",
        60,
        "02-12T16:00",
        "Met",
        "02-12T12:00",
        "1:00",
        by_hand="02-12T12:00",
    ),
    "gone by before the ticket came": Told(
        "Open 02-12T09:00",
        60,
        "02-12T09:00:01",
        "Breached",
        "02-09T12:00",
        "0:00:01",
        "02-12T09:00",
        by_hand="02-09T12:00",
    ),
    "gone by, and resolved as it came": Told(
        "Open 02-12T09:00; Resolved 09:00", 60, "02-12T10:00", "Met", "02-09T12:00", "0:00", by_hand="02-09T12:00"
    ),
    "set to the second in which it came": Told(
        "Open 02-12T09:00", 60, "02-12T09:00:01", "Breached", "02-12T09:00", "0:00:01", by_hand="02-12T09:00"
    ),
    "resolved at the second that was set": Told(
        "Open 02-12T09:00; Resolved 12:00", 60, "02-12T16:00", "Met", "02-12T12:00", "3:00", by_hand="02-12T12:00"
    ),
    "resolved a second after it": Told(
        "Open 02-12T09:00; Resolved 12:00:01",
        60,
        "02-12T16:00",
        "Missed",
        "02-12T12:00",
        "3:00:01",
        by_hand="02-12T12:00",
    ),
    "set to a Saturday, resolved before": Told(
        "Open 02-16T09:00; Resolved 02-17T11:00", 60, "02-19T16:00", "Met", "02-17T12:00", "8:00", by_hand="02-17T12:00"
    ),
    "set to a Saturday, resolved after": Told(
        "Open 02-16T09:00; Resolved 02-17T13:00",
        60,
        "02-19T16:00",
        "Missed",
        "02-17T12:00",
        "8:00",
        by_hand="02-17T12:00",
    ),
    "created paused, opened after it": Told(
        "Pending 02-12T09:00; Open 13:00",
        60,
        "02-12T14:00",
        "Breached",
        "02-12T12:00",
        "1:00",
        "02-12T13:00",
        by_hand="02-12T12:00",
    ),
    "reopened after it": Told(
        "Open 02-12T09:00; Resolved 10:00; Open 15:00",
        60,
        "02-12T16:00",
        "Breached",
        "02-12T12:00",
        "2:00",
        "02-12T15:00",
        by_hand="02-12T12:00",
    ),
    "at the end of time": Told(
        "Open 02-12T09:00",
        60,
        "02-12T12:00",
        "Running",
        "9999-12-30T00:00+00:00",
        "3:00",
        by_hand="9999-12-30T00:00+00:00",
    ),
    "at the end of time, and resolved": Told(
        "Open 02-12T09:00; Resolved 11:00",
        60,
        "02-12T12:00",
        "Met",
        "9999-12-30T00:00+00:00",
        "2:00",
        by_hand="9999-12-30T00:00+00:00",
    ),
    "where the policy promises nothing": Told(
        "Open 02-12T09:00", None, "02-12T12:00", "Running", "02-13T12:00", "3:00", by_hand="02-13T12:00"
    ),
    "in the hour that Berlin has twice, the second time": Told(
        "Open 10-27T00:00; Resolved 10-27T02:30+02:00",
        60,
        "10-27T12:00",
        "Met",
        "10-27T02:30+01:00",
        "2:30",
        by_hand="10-27T02:30+01:00",
        calendar="always",
    ),
}

PROMISES = PRIORITIES | BY_HAND


@pytest.mark.parametrize("told", PROMISES.values(), ids=PROMISES)
def test_a_resolution_stands_as_promised(told: Told) -> None:
    comes_true(told, ClockKind.RESOLUTION)
