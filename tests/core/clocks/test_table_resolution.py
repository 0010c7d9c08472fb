"""Clocks of resolution, told by hand: warnings, ends, pauses and reopenings.

In February 2024 the 12th and the 19th are Mondays, the 16th is a Friday. The office is open from 09:00 to 17:00.
"""

import pytest

from deskhand.core.policy import ClockKind
from tests.core.clocks.told import Told, comes_true

DAY = 480

RUNNING = {
    "it runs": Told("Open 02-12T09:00", DAY, "02-12T12:00", "Running", "02-12T17:00", "3:00"),
    "the warning's instant is no warning yet": Told(
        "Open 02-12T09:00", DAY, "02-12T15:00", "Running", "02-12T17:00", "6:00"
    ),
    "a second later it warns": Told("Open 02-12T09:00", DAY, "02-12T15:00:01", "Warning", "02-12T17:00", "6:00:01"),
    "the due instant is in time": Told("Open 02-12T09:00", DAY, "02-12T17:00", "Warning", "02-12T17:00", "8:00"),
    "a second later it is breached": Told("Open 02-12T09:00", DAY, "02-12T17:00:01", "Breached", "02-12T17:00", "8:00"),
    "a policy that warns at half": Told(
        "Open 02-12T09:00", DAY, "02-12T13:00:01", "Warning", "02-12T17:00", "4:00:01", warn_percent=50
    ),
    "at half exactly": Told("Open 02-12T09:00", DAY, "02-12T13:00", "Running", "02-12T17:00", "4:00", warn_percent=50),
    "a policy that warns at four fifths": Told(
        "Open 02-12T09:00", DAY, "02-12T15:24:01", "Warning", "02-12T17:00", "6:24:01", warn_percent=80
    ),
    "before four fifths": Told(
        "Open 02-12T09:00", DAY, "02-12T15:24", "Running", "02-12T17:00", "6:24", warn_percent=80
    ),
    "a policy that warns at once": Told(
        "Open 02-12T09:00", DAY, "02-12T09:04:49", "Warning", "02-12T17:00", "0:04:49", warn_percent=1
    ),
    "a policy that never warns before": Told(
        "Open 02-12T09:00", DAY, "02-12T17:00", "Running", "02-12T17:00", "8:00", warn_percent=100
    ),
    "and is breached without a warning": Told(
        "Open 02-12T09:00", DAY, "02-12T17:00:01", "Breached", "02-12T17:00", "8:00", warn_percent=100
    ),
    "promised at once": Told("Open 02-12T09:00", 0, "02-12T09:00:01", "Breached", "02-12T09:00", "0:00:01"),
    "promised at once and kept": Told(
        "Open 02-12T09:00; Resolved 09:00", 0, "02-12T10:00", "Met", "02-12T09:00", "0:00"
    ),
}

ENDED = {
    "resolved early": Told("Open 02-12T09:00; Resolved 12:00", DAY, "02-13T12:00", "Met", "02-12T17:00", "3:00"),
    "resolved at the due second": Told(
        "Open 02-12T09:00; Resolved 17:00", DAY, "02-13T12:00", "Met", "02-12T17:00", "8:00"
    ),
    "resolved a second late": Told(
        "Open 02-12T09:00; Resolved 17:00:01", DAY, "02-13T12:00", "Missed", "02-12T17:00", "8:00"
    ),
    "resolved before the doors of the next day": Told(
        "Open 02-12T09:00; Resolved 02-13T08:00", DAY, "02-13T12:00", "Missed", "02-12T17:00", "8:00"
    ),
    "opened and resolved on a Saturday": Told(
        "Open 02-17T10:00; Resolved 11:00", DAY, "02-19T12:00", "Met", "02-19T17:00", "0:00"
    ),
    "created Resolved": Told("Resolved 02-12T09:00", DAY, "02-12T10:00", "Met", "02-12T17:00", "0:00"),
    "resolved straight from Pending keeps the pause": Told(
        "Open 02-12T09:00; Pending 12:00; Resolved 16:00", DAY, "02-13T12:00", "Met", "02-12T17:00", "3:00"
    ),
    "closed straight from Pending keeps the pause": Told(
        "Open 02-12T09:00; Pending 12:00; Resolved 16:00; Closed 16:00",
        DAY,
        "02-13T12:00",
        "Met",
        "02-12T17:00",
        "3:00",
    ),
    "resolved from a pause of two days": Told(
        "Open 02-12T09:00; Pending 12:00; Resolved 02-14T12:00", DAY, "02-15T12:00", "Met", "02-12T17:00", "3:00"
    ),
    "closed days after it was resolved": Told(
        "Open 02-12T09:00; Resolved 12:00; Closed 02-19T12:00", DAY, "02-20T12:00", "Met", "02-12T17:00", "3:00"
    ),
    "missed once, missed for good": Told(
        "Open 02-12T09:00; Resolved 13:00; Open 15:00; Resolved 16:00",
        180,
        "02-13T12:00",
        "Missed",
        "02-12T12:00",
        "5:00",
    ),
    "resolved, reopened and resolved in a second": Told(
        "Open 02-12T09:00; Resolved 12:00; Open 14:00; Resolved 14:00", DAY, "02-12T16:00", "Met", "02-12T17:00", "3:00"
    ),
}

PAUSED = {
    "two hours' pause": Told(
        "Open 02-12T09:00; Pending 12:00; Open 14:00", DAY, "02-12T15:00", "Running", "02-13T11:00", "4:00"
    ),
    "paused, due as from the pause": Told(
        "Open 02-12T09:00; Pending 12:00", DAY, "02-12T16:00", "Paused", "02-12T17:00", "3:00"
    ),
    "still paused a month later": Told(
        "Open 02-12T09:00; Pending 12:00", DAY, "03-12T16:00", "Paused", "02-12T17:00", "3:00"
    ),
    "a pause overnight": Told(
        "Open 02-12T09:00; Pending 16:00; Open 02-13T10:00", DAY, "02-13T10:30", "Warning", "02-13T11:00", "7:30"
    ),
    "a pause at night only": Told(
        "Open 02-12T09:00; Pending 18:00; Open 02-13T08:00", 600, "02-13T09:00", "Warning", "02-13T11:00", "8:00"
    ),
    "a pause over a weekend": Told(
        "Open 02-16T15:00; Pending 16:00; Open 02-19T10:00", 120, "02-19T10:30", "Running", "02-19T11:00", "1:30"
    ),
    "a pause within a weekend": Told(
        "Open 02-16T15:00; Pending 02-17T10:00; Open 02-18T10:00", 180, "02-19T09:30", "Warning", "02-19T10:00", "2:30"
    ),
    "a pause over the hour that Berlin skips": Told(
        "Open 03-30T20:00; Pending 03-31T01:00; Open 04:00",
        DAY,
        "03-31T05:00",
        "Running",
        "03-31T07:00",
        "6:00",
        calendar="always",
    ),
    "a pause after the hour that Berlin skips": Told(
        "Open 03-31T00:00; Pending 04:00; Open 06:00",
        300,
        "03-31T07:00",
        "Warning",
        "03-31T08:00",
        "4:00",
        calendar="always",
    ),
    "a pause after the hour that Berlin has twice": Told(
        "Open 10-27T00:00; Pending 03:00; Open 04:00",
        300,
        "10-27T04:30",
        "Warning",
        "10-27T05:00",
        "4:30",
        calendar="always",
    ),
    "a pause over the day that Apia skips": Told(
        "Open 2011-12-29T16:00; Pending 16:30; Open 2012-01-02T10:00",
        60,
        "2012-01-02T10:15",
        "Running",
        "2012-01-02T10:30",
        "0:45",
        calendar="office Apia",
    ),
    "a pause over Lord Howe's half hour": Told(
        "Open 10-06T01:00; Pending 01:30; Open 03:00",
        60,
        "10-06T03:15",
        "Running",
        "10-06T03:30",
        "0:45",
        calendar="always Lord Howe",
    ),
    "created paused": Told("Pending 02-12T09:00", DAY, "02-12T12:00", "Paused", "02-12T17:00", "0:00"),
    "created paused, then opened": Told(
        "Pending 02-12T09:00; Open 13:00", DAY, "02-12T14:00", "Running", "02-13T13:00", "1:00"
    ),
    "created paused, then resolved": Told(
        "Pending 02-12T09:00; Resolved 02-14T13:00", DAY, "02-14T14:00", "Met", "02-12T17:00", "0:00"
    ),
    "a pause within lunch": Told(
        "Open 02-12T11:00; Pending 12:30; Open 12:45",
        120,
        "02-12T13:30",
        "Running",
        "02-12T14:00",
        "1:30",
        calendar="lunch",
    ),
    "a pause over lunch": Told(
        "Open 02-12T11:00; Pending 11:30; Open 13:30",
        120,
        "02-12T14:00",
        "Running",
        "02-12T15:00",
        "1:00",
        calendar="lunch",
    ),
    "a pause in a night shift": Told(
        "Open 02-12T22:00; Pending 02-13T01:00; Open 05:00",
        300,
        "02-13T05:30",
        "Running",
        "02-13T23:00",
        "3:30",
        calendar="night shift",
    ),
    "a pause over Christmas": Told(
        "Open 12-23T16:00; Pending 12-24T10:00; Open 12-28T12:00",
        240,
        "12-28T13:00",
        "Running",
        "12-28T14:00",
        "3:00",
        calendar="festive",
    ),
    "a pause over New Year": Told(
        "Open 12-31T16:00; Pending 16:30; Open 2025-01-01T09:30",
        60,
        "2025-01-01T09:45",
        "Running",
        "2025-01-01T10:00",
        "0:45",
    ),
    "a pause over a leap day": Told(
        "Open 02-28T16:00; Pending 02-29T10:00; Open 03-01T10:00", 180, "03-01T10:15", "Running", "03-01T11:00", "2:15"
    ),
    "a pause of odd seconds": Told(
        "Open 02-12T09:00:20; Pending 09:30:50; Open 10:00:10",
        60,
        "02-12T10:10:10",
        "Running",
        "02-12T10:29:40",
        "0:40:30",
    ),
    "a pause that lasted no second": Told(
        "Open 02-12T09:00; Pending 12:00; Open 12:00", DAY, "02-12T13:00", "Running", "02-12T17:00", "4:00"
    ),
    "used up exactly when the pause begins": Told(
        "Open 02-12T09:00; Pending 17:00", DAY, "02-12T18:00", "Paused", "02-12T17:00", "8:00"
    ),
    "used up at a pause at noon": Told(
        "Open 02-12T09:00; Pending 12:00", 180, "02-12T18:00", "Paused", "02-12T12:00", "3:00"
    ),
    "used up, and it runs again": Told(
        "Open 02-12T09:00; Pending 17:00; Open 02-13T10:00", DAY, "02-13T11:00", "Breached", "02-13T10:00", "9:00"
    ),
    "used up, and just running again": Told(
        "Open 02-12T09:00; Pending 17:00; Open 02-13T10:00", DAY, "02-13T10:00", "Warning", "02-13T10:00", "8:00"
    ),
    "used up, and it runs again outside hours": Told(
        "Open 02-12T09:00; Pending 17:00; Open 20:00", DAY, "02-12T20:00:01", "Breached", "02-12T20:00", "8:00"
    ),
    "used up, and resolved from the pause": Told(
        "Open 02-12T09:00; Pending 17:00; Resolved 02-13T12:00", DAY, "02-13T13:00", "Met", "02-12T17:00", "8:00"
    ),
    "paused a second too late": Told(
        "Open 02-12T09:00; Pending 17:00:01", DAY, "02-12T18:00", "Breached", "02-12T17:00", "8:00"
    ),
    "a breach is not undone by a pause": Told(
        "Open 02-12T09:00; Pending 13:00", 180, "02-12T16:00", "Breached", "02-12T12:00", "4:00"
    ),
}

REOPENED = {
    "reopened with what was left": Told(
        "Open 02-12T09:00; Resolved 12:00; Open 15:00", DAY, "02-12T16:00", "Running", "02-13T12:00", "4:00"
    ),
    "reopened twice": Told(
        "Open 02-12T09:00; Resolved 11:00; Open 13:00; Resolved 15:00; Open 02-13T09:00",
        DAY,
        "02-13T10:00",
        "Running",
        "02-13T13:00",
        "5:00",
    ),
    "reopened by the customer": Told(
        "Open 02-12T09:00; Resolved 12:00; Message 15:00; Open 15:00",
        DAY,
        "02-12T16:00",
        "Running",
        "02-13T12:00",
        "4:00",
    ),
    "reopened within the second": Told(
        "Open 02-12T09:00; Resolved 12:00; Open 12:00", DAY, "02-12T13:00", "Running", "02-12T17:00", "4:00"
    ),
    "reopened over a weekend": Told(
        "Open 02-16T15:00; Resolved 16:00; Open 02-18T12:00", 120, "02-19T09:30", "Running", "02-19T10:00", "1:30"
    ),
    "reopened after a breach": Told(
        "Open 02-12T09:00; Resolved 13:00; Open 15:00", 180, "02-12T16:00", "Breached", "02-12T12:00", "5:00"
    ),
    "reopened to Pending, due as from this pause": Told(
        "Open 02-12T09:00; Resolved 11:00; Pending 15:00", DAY, "02-12T16:00", "Paused", "02-13T13:00", "2:00"
    ),
    "paused, resolved, and paused again": Told(
        "Open 02-12T09:00; Pending 11:00; Resolved 12:00; Pending 15:00",
        DAY,
        "02-12T16:00",
        "Paused",
        "02-13T13:00",
        "2:00",
    ),
    "reopened to Pending, then opened": Told(
        "Open 02-12T09:00; Resolved 11:00; Pending 13:00; Open 15:00",
        DAY,
        "02-12T16:00",
        "Running",
        "02-13T13:00",
        "3:00",
    ),
    "created Resolved, then reopened": Told(
        "Resolved 02-12T09:00; Open 13:00", DAY, "02-12T14:00", "Running", "02-13T13:00", "1:00"
    ),
    "created Resolved, then reopened to Pending": Told(
        "Resolved 02-12T09:00; Pending 02-13T09:00", DAY, "02-13T10:00", "Paused", "02-13T17:00", "0:00"
    ),
}

STORIES = RUNNING | ENDED | PAUSED | REOPENED


@pytest.mark.parametrize("told", STORIES.values(), ids=STORIES)
def test_a_resolution_stands_as_told(told: Told) -> None:
    comes_true(told, ClockKind.RESOLUTION)
