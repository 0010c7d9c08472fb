"""Clocks of first and next responses, told by hand.

In February 2024 the 12th and the 19th are Mondays, the 16th is a Friday. The office is open from 09:00 to 17:00.
"""

import pytest

from deskhand.core.policy import ClockKind
from tests.core.clocks.told import Told, comes_true

FIRST = {
    "nobody has answered yet": Told("Open 02-12T09:00", 60, "02-12T09:30", "Running", "02-12T10:00", "0:30"),
    "answered in time": Told("Open 02-12T09:00; Answer 09:40", 60, "02-12T12:00", "Met", "02-12T10:00", "0:40"),
    "answered at exactly the due second": Told(
        "Open 02-12T09:00; Answer 10:00", 60, "02-12T12:00", "Met", "02-12T10:00", "1:00"
    ),
    "answered a second late": Told(
        "Open 02-12T09:00; Answer 10:00:01", 60, "02-12T12:00", "Missed", "02-12T10:00", "1:00:01"
    ),
    "due on Friday at 17:00, answered then": Told(
        "Open 02-16T16:00; Answer 17:00", 60, "02-19T12:00", "Met", "02-16T17:00", "1:00"
    ),
    "due on Friday at 17:00, answered on Saturday": Told(
        "Open 02-16T16:00; Answer 02-17T11:00", 60, "02-19T12:00", "Missed", "02-16T17:00", "1:00"
    ),
    "opened on Saturday, answered on Sunday": Told(
        "Open 02-17T12:00; Answer 02-18T12:00", 60, "02-19T12:00", "Met", "02-19T10:00", "0:00"
    ),
    "opened on Saturday, nobody has answered": Told(
        "Open 02-17T12:00", 60, "02-18T12:00", "Running", "02-19T10:00", "0:00"
    ),
    "Pending does not pause it": Told(
        "Open 02-12T09:00; Pending 09:10", 60, "02-12T09:50", "Warning", "02-12T10:00", "0:50"
    ),
    "answered late in Pending": Told(
        "Open 02-12T09:00; Pending 09:10; Answer 14:00", 60, "02-12T15:00", "Missed", "02-12T10:00", "5:00"
    ),
    "where Pending pauses it": Told(
        "Open 02-12T09:00; Pending 09:10", 60, "02-12T12:00", "Paused", "02-12T10:00", "0:10", pause_first=True
    ),
    "where Pending has paused it": Told(
        "Open 02-12T09:00; Pending 09:10; Open 11:10",
        60,
        "02-12T11:30",
        "Running",
        "02-12T12:00",
        "0:30",
        pause_first=True,
    ),
    "where Pending pauses it, answered in the pause": Told(
        "Open 02-12T09:00; Pending 09:10; Answer 14:00",
        60,
        "02-12T15:00",
        "Met",
        "02-12T10:00",
        "0:10",
        pause_first=True,
    ),
    "where Pending pauses it, created Pending": Told(
        "Pending 02-12T09:00; Open 11:00", 60, "02-12T11:30", "Running", "02-12T12:00", "0:30", pause_first=True
    ),
    "where Pending pauses it, and a moment of Open lasted no second": Told(
        "Pending 02-12T09:00; Open 11:00; Pending 11:00",
        60,
        "02-12T12:00",
        "Paused",
        "02-12T10:00",
        "0:00",
        pause_first=True,
    ),
    "met by resolving": Told("Open 02-12T09:00; Resolved 09:30", 60, "02-12T12:00", "Met", "02-12T10:00", "0:30"),
    "met by closing": Told(
        "Open 02-12T09:00; Resolved 09:30; Closed 09:30", 60, "02-12T12:00", "Met", "02-12T10:00", "0:30"
    ),
    "resolved too late": Told("Open 02-12T09:00; Resolved 11:00", 60, "02-12T12:00", "Missed", "02-12T10:00", "2:00"),
    "a reopening does not start it again": Told(
        "Open 02-12T09:00; Resolved 09:30; Open 11:00; Answer 15:00", 60, "02-12T16:00", "Met", "02-12T10:00", "0:30"
    ),
    "a second answer changes nothing": Told(
        "Open 02-12T09:00; Answer 09:30; Answer 12:00", 60, "02-12T13:00", "Met", "02-12T10:00", "0:30"
    ),
    "the customer asks again before it": Told(
        "Open 02-12T09:00; Message 09:20; Answer 09:50", 60, "02-12T13:00", "Met", "02-12T10:00", "0:50"
    ),
    "the customer asks again, too long": Told(
        "Open 02-12T09:00; Message 09:20", 60, "02-12T10:20", "Breached", "02-12T10:00", "1:20"
    ),
    "created Pending": Told("Pending 02-12T09:00", 60, "02-12T09:50", "Warning", "02-12T10:00", "0:50"),
    "created Resolved": Told("Resolved 02-12T09:00", 60, "02-12T09:50", "Met", "02-12T10:00", "0:00"),
    "answered in the second of its opening": Told(
        "Open 02-12T09:00; Answer 09:00", 60, "02-12T09:50", "Met", "02-12T10:00", "0:00"
    ),
    "answered and set to Pending in one step": Told(
        "Open 02-12T09:00; Answer 09:30; Pending 09:30", 60, "02-12T12:00", "Met", "02-12T10:00", "0:30"
    ),
    "over the hour that Berlin skips": Told(
        "Open 03-31T01:30; Answer 03:30", 60, "03-31T12:00", "Met", "03-31T03:30", "1:00", calendar="always"
    ),
    "late by a minute over the hour that Berlin has twice": Told(
        "Open 10-27T01:30; Answer 10-27T02:31+02:00",
        60,
        "10-27T12:00",
        "Missed",
        "10-27T02:30+02:00",
        "1:01",
        calendar="always",
    ),
    "over the day that Apia skips": Told(
        "Open 2011-12-29T23:30; Answer 2011-12-31T00:30",
        60,
        "2011-12-31T12:00",
        "Met",
        "2011-12-31T00:30",
        "1:00",
        calendar="always Apia",
    ),
    "a night shift answers in the morning": Told(
        "Open 02-16T23:30; Answer 02-17T05:00", 360, "02-17T12:00", "Met", "02-17T05:30", "5:30", calendar="night shift"
    ),
    "a festive Saturday": Told(
        "Open 12-25T12:00; Answer 12-28T10:30", 60, "12-28T12:00", "Met", "12-28T11:00", "0:30", calendar="festive"
    ),
}

_ANSWERED = "Open 02-12T09:00; Answer 09:30"
NEXT = {
    "the customer has written": Told(
        f"{_ANSWERED}; Message 10:00", 60, "02-12T10:30", "Running", "02-12T11:00", "0:30"
    ),
    "answered": Told(f"{_ANSWERED}; Message 10:00; Answer 10:45", 60, "02-12T12:00", "Met", "02-12T11:00", "0:45"),
    "answered at the due second": Told(
        f"{_ANSWERED}; Message 10:00; Answer 11:00", 60, "02-12T12:00", "Met", "02-12T11:00", "1:00"
    ),
    "answered a second late": Told(
        f"{_ANSWERED}; Message 10:00; Answer 11:00:01", 60, "02-12T12:00", "Missed", "02-12T11:00", "1:00:01"
    ),
    "a second message does not start it again": Told(
        f"{_ANSWERED}; Message 10:00; Message 10:40", 60, "02-12T10:50", "Warning", "02-12T11:00", "0:50"
    ),
    "paused in Pending": Told(
        f"{_ANSWERED}; Message 10:00; Pending 10:20", 60, "02-12T12:00", "Paused", "02-12T11:00", "0:20"
    ),
    "goes on after Pending": Told(
        f"{_ANSWERED}; Message 10:00; Pending 10:20; Open 12:00", 60, "02-12T12:10", "Running", "02-12T12:40", "0:30"
    ),
    "answered in Pending": Told(
        f"{_ANSWERED}; Message 10:00; Pending 10:20; Answer 15:00", 60, "02-12T16:00", "Met", "02-12T11:00", "0:20"
    ),
    "stopped by resolving": Told(
        f"{_ANSWERED}; Message 10:00; Resolved 10:30", 60, "02-12T12:00", "Met", "02-12T11:00", "0:30"
    ),
    "resolved too late": Told(
        f"{_ANSWERED}; Message 10:00; Resolved 11:30", 60, "02-12T12:00", "Missed", "02-12T11:00", "1:30"
    ),
    "the message reopens what was resolved": Told(
        f"{_ANSWERED}; Resolved 10:00; Message 13:00; Open 13:00", 60, "02-12T13:30", "Running", "02-12T14:00", "0:30"
    ),
    "reopened first and then written down": Told(
        f"{_ANSWERED}; Resolved 10:00; Open 13:00; Message 13:00", 60, "02-12T13:30", "Running", "02-12T14:00", "0:30"
    ),
    "the message reopens what was pending": Told(
        f"{_ANSWERED}; Pending 09:30; Message 11:00; Open 11:00", 60, "02-12T11:30", "Running", "02-12T12:00", "0:30"
    ),
    "a message that leaves the ticket pending waits": Told(
        f"{_ANSWERED}; Pending 10:00; Message 11:00", 60, "02-12T14:00", "Paused", "02-12T12:00", "0:00"
    ),
    "and runs once it is open": Told(
        f"{_ANSWERED}; Pending 10:00; Message 11:00; Open 13:00", 60, "02-12T13:30", "Running", "02-12T14:00", "0:30"
    ),
    "written at night": Told(f"{_ANSWERED}; Message 20:00", 60, "02-13T09:30", "Running", "02-13T10:00", "0:30"),
    "written on Friday evening, answered on Monday": Told(
        "Open 02-16T09:00; Answer 09:30; Message 16:30; Answer 02-19T09:20",
        60,
        "02-19T12:00",
        "Met",
        "02-19T09:30",
        "0:50",
    ),
    "due on Friday at 17:00, answered on Sunday": Told(
        "Open 02-16T09:00; Answer 09:30; Message 16:00; Answer 02-18T12:00",
        60,
        "02-19T12:00",
        "Missed",
        "02-16T17:00",
        "1:00",
    ),
    "after a first response met by resolving": Told(
        "Open 02-12T09:00; Resolved 09:30; Message 10:00; Open 10:00",
        60,
        "02-12T10:30",
        "Running",
        "02-12T11:00",
        "0:30",
    ),
    "of two messages the first": Told(
        f"{_ANSWERED}; Message 10:00; Answer 10:30; Message 14:00",
        60,
        "02-12T14:30",
        "Met",
        "02-12T11:00",
        "0:30",
        which=0,
    ),
    "of two messages the second": Told(
        f"{_ANSWERED}; Message 10:00; Answer 10:30; Message 14:00", 60, "02-12T14:30", "Running", "02-12T15:00", "0:30"
    ),
    "a missed one and a kept one": Told(
        f"{_ANSWERED}; Message 10:00; Answer 12:00; Message 14:00; Answer 14:10",
        60,
        "02-12T16:00",
        "Missed",
        "02-12T11:00",
        "2:00",
        which=0,
    ),
    "written and answered in a second": Told(
        f"{_ANSWERED}; Message 10:00; Answer 10:00", 60, "02-12T14:30", "Met", "02-12T11:00", "0:00"
    ),
    "a pause over lunch": Told(
        f"{_ANSWERED}; Message 11:30; Pending 11:45; Open 13:15",
        60,
        "02-12T13:30",
        "Running",
        "02-12T14:00",
        "0:30",
        calendar="lunch",
    ),
}


@pytest.mark.parametrize("told", FIRST.values(), ids=FIRST)
def test_a_first_response_stands_as_told(told: Told) -> None:
    comes_true(told, ClockKind.FIRST_RESPONSE)


@pytest.mark.parametrize("told", NEXT.values(), ids=NEXT)
def test_a_next_response_stands_as_told(told: Told) -> None:
    comes_true(told, ClockKind.NEXT_RESPONSE)
