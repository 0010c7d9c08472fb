"""The tables as a whole: how many stories they tell, and those that are not told of one clock alone."""

import pytest

from deskhand.core.policy import ClockKind, Terms
from deskhand.core.receipt import Line, LineKind, receipt_of
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority, SlaStatus
from tests.core.clocks.calendars import CALENDARS
from tests.core.clocks.made import at, marks_of, policy, wall
from tests.core.clocks.test_table_hours import REACHED, SPENT
from tests.core.clocks.test_table_promises import PROMISES
from tests.core.clocks.test_table_resolution import STORIES
from tests.core.clocks.test_table_responses import FIRST, NEXT
from tests.core.clocks.told import Told, clocks_told, events, full

TABLES = (REACHED, SPENT, STORIES, PROMISES, FIRST, NEXT)
BERLIN = "Europe/Berlin"


def test_there_are_stories_enough() -> None:
    assert sum(len(table) for table in TABLES) >= 150


def test_where_nothing_is_promised_there_is_no_clock() -> None:
    marks = marks_of(events("Open 02-12T09:00; Answer 10:00; Message 11:00", BERLIN))
    found = clocks_of(marks, Priority.LOW, Terms(policy(resolution_high=60), CALENDARS["office"]))
    assert (list(found), found.next_due, found.status(0)) == ([], None, None)
    assert list(clocks_of((), Priority.LOW, Terms(policy(resolution=60), CALENDARS["office"]))) == []


def test_a_message_before_the_first_answer_starts_no_clock_of_its_own() -> None:
    told = Told("Open 02-12T09:00; Message 09:20; Answer 09:50", 60, "", "", "", "")
    assert clocks_told(told, ClockKind.NEXT_RESPONSE).next_responses == ()


def test_a_due_date_that_was_cleared_is_the_policy_s_again() -> None:
    told = Told("Open 02-12T09:00; Pending 10:00; Open 11:00", 120, "", "", "", "")
    by_hand = clocks_told(told._replace(by_hand="9999-12-30T00:00+00:00"), ClockKind.RESOLUTION).resolution
    cleared = clocks_told(told, ClockKind.RESOLUTION).resolution
    assert by_hand is not None
    assert by_hand.by_hand
    assert cleared is not None
    assert not cleared.by_hand
    assert wall(cleared.due, BERLIN) == "2024-02-12T12:00:00+01:00"


@pytest.mark.parametrize("year", ["2100", "9999"])
def test_the_receipt_of_a_due_date_that_lies_beyond_everything(year: str) -> None:
    told = Told("Open 02-12T09:00", None, "", "", "", "", by_hand=f"{year}-12-30T00:00+00:00", calendar="always UTC")
    clock = clocks_told(told, ClockKind.RESOLUTION).resolution
    assert clock is not None
    now = at("2024-02-12T10:00", "UTC")
    # Nothing is reckoned for more than forty years: 1 January 2064 ends what is told of it.
    assert receipt_of(clock, CALENDARS["always UTC"], now).left == at("2064-01-01T00:00", "UTC") - now


def test_the_ledger_of_two_days() -> None:
    working = CALENDARS["festive"]
    terms = Terms(policy(resolution=600), working)
    story = "Open 12-23T16:00; Pending 12-24T10:00; Open 11:00; Resolved 12-24T13:00; Open 12-28T09:00"
    clock = clocks_of(marks_of(events(story, BERLIN)), Priority.LOW, terms).resolution
    assert clock is not None
    receipt = receipt_of(clock, working, at("2024-12-28T10:30", BERLIN))
    assert receipt.lines == (
        line(LineKind.COUNTED, "12-23T16:00", "12-23T17:00", 60),
        line(LineKind.OUTSIDE, "12-23T17:00", "12-24T09:00", 0, "Own 12-24"),
        line(LineKind.COUNTED, "12-24T09:00", "12-24T10:00", 60),
        line(LineKind.PAUSED, "12-24T10:00", "12-24T11:00", 0),
        line(LineKind.COUNTED, "12-24T11:00", "12-24T12:00", 60),
        line(LineKind.OUTSIDE, "12-24T12:00", "12-24T13:00", 0, "Own 12-24"),
        line(LineKind.STOPPED, "12-24T13:00", "12-28T09:00", 0),
        line(LineKind.OUTSIDE, "12-28T09:00", "12-28T10:00", 0, "Own 2024-12-28"),
        line(LineKind.COUNTED, "12-28T10:00", "12-28T10:30", 30),
    )
    assert (receipt.spent, receipt.left) == (210 * 60, 390 * 60)


def test_a_line_names_the_holidays_that_lie_in_it() -> None:
    terms = Terms(policy(resolution=600), CALENDARS["festive"])
    clock = clocks_of(marks_of(events("Open 03-28T17:00", BERLIN)), Priority.LOW, terms).resolution
    assert clock is not None
    receipt = receipt_of(clock, terms.working, at("2024-04-02T09:00", BERLIN))
    assert receipt.lines == (line(LineKind.OUTSIDE, "03-28T17:00", "04-02T09:00", 0, "Good Friday", "Easter Monday"),)


def line(kind: LineKind, start: str, end: str, minutes: int, *days_off: str) -> Line:
    """A line of a receipt in Berlin."""
    return Line(kind, at(full(start), BERLIN), at(full(end), BERLIN), minutes * 60, days_off)


STANDS = {
    "all is well": ("Open 02-12T09:00", "02-12T09:30", SlaStatus.ON_TRACK, "02-12T10:00"),
    "the first response warns": ("Open 02-12T09:00", "02-12T09:50", SlaStatus.WARNING, "02-12T10:00"),
    "the first response is late": ("Open 02-12T09:00", "02-12T10:30", SlaStatus.BREACHED, "02-12T10:00"),
    "answered late, the rest is well": (
        "Open 02-12T09:00; Answer 11:00",
        "02-12T11:30",
        SlaStatus.ON_TRACK,
        "02-12T13:00",
    ),
    "the customer waits": (
        "Open 02-12T09:00; Answer 09:10; Message 09:20",
        "02-12T09:30",
        SlaStatus.ON_TRACK,
        "02-12T09:50",
    ),
    "we wait for the customer": (
        "Open 02-12T09:00; Answer 09:10; Pending 09:10",
        "02-12T12:00",
        SlaStatus.PAUSED,
        None,
    ),
    "pending without an answer": ("Open 02-12T09:00; Pending 09:10", "02-12T09:20", SlaStatus.ON_TRACK, "02-12T10:00"),
    "late and then pending": ("Open 02-12T09:00; Answer 09:10; Pending 14:00", "02-12T15:00", SlaStatus.BREACHED, None),
    "all was kept": ("Open 02-12T09:00; Answer 09:10; Resolved 10:00", "02-12T15:00", SlaStatus.MET, None),
    "one was not kept": ("Open 02-12T09:00; Answer 11:00; Resolved 12:00", "02-12T15:00", SlaStatus.MISSED, None),
    "a message was left too long": (
        "Open 02-12T09:00; Answer 09:10; Message 09:20; Answer 10:00; Resolved 11:00",
        "02-12T15:00",
        SlaStatus.MISSED,
        None,
    ),
}


@pytest.mark.parametrize(("story", "now", "status", "due"), STANDS.values(), ids=STANDS)
def test_a_ticket_stands_by_the_worst_of_its_clocks(story: str, now: str, status: SlaStatus, due: str | None) -> None:
    terms = Terms(policy(first_response=60, next_response=30, resolution=240), CALENDARS["office"])
    found = clocks_of(marks_of(events(story, BERLIN)), Priority.LOW, terms)
    assert found.status(at(full(now), BERLIN)) == status
    assert wall(found.next_due, BERLIN) == (wall(at(full(due), BERLIN), BERLIN) if due else None)
