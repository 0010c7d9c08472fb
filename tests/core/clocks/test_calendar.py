"""Calendars as an administrator writes them: what is refused, with which sentence, and how the rest is put in order."""

from datetime import date

import pytest

from deskhand.core.calendar import (
    MOST_DAYS,
    OFFICE_HOURS,
    ROUND_THE_CLOCK,
    DayKind,
    Hours,
    OwnDay,
    Week,
    checked_days,
    checked_week,
    read_time,
    stored,
    time_text,
)
from deskhand.core.errors import Refusal
from tests.core.clocks.made import hours, week

CLOSED, HALF, OPEN = DayKind.CLOSED, DayKind.HALF, DayKind.OPEN
EMPTY: Week = ((),) * 7

WEEKS = {
    "hours that overlap": (week("09:00-12:00 11:59-17:00"), "Monday: 09:00-12:00 and 11:59-17:00 overlap"),
    "the same hours twice": (week("", sunday="09:00-12:00 09:00-12:00"), "Sunday: 09:00-12:00 and 09:00-12:00 overlap"),
    "hours within others": (week("", "08:00-18:00 09:00-10:00"), "Saturday: 08:00-18:00 and 09:00-10:00 overlap"),
    "overlapping, written backwards": (
        week("", "13:00-17:00 09:00-13:01"),
        "Saturday: 09:00-13:01 and 13:00-17:00 overlap",
    ),
    "hours without length": (week("09:00-09:00"), "Monday: 09:00-09:00 has no length"),
    "midnight to midnight": (week("", "00:00-00:00"), "Saturday: 00:00-00:00 has no length"),
    "hours that end before they start": (
        week("22:00-06:00"),
        "Monday: 22:00-06:00 ends before it starts; hours over midnight are two intervals, such as 22:00-24:00 and "
        "00:00-06:00 of the next day",
    ),
    "no hours at all": (EMPTY, "The week has no working hours; give at least one day some, such as 09:00-17:00"),
    "too many hours": (
        (tuple(Hours(n, n + 1) for n in range(0, 50, 2)), *EMPTY[1:]),
        "Monday: at most 24 intervals a day",
    ),
}


def day(on: str, kind: DayKind = CLOSED, written: str = "", name: str = "") -> OwnDay:
    return OwnDay(on, name, kind, hours(written))


NO_DATE = "is no date; write 2026-12-24, or 12-24 for every year"
DAYS = {
    "the 30th of February": ([day("2026-02-30")], f"'2026-02-30' {NO_DATE}"),
    "a leap day in no leap year": ([day("2026-02-29")], f"'2026-02-29' {NO_DATE}"),
    "the 31st of April, every year": ([day("04-31")], f"'04-31' {NO_DATE}"),
    "a date without its dashes": ([day("20261224")], f"'20261224' {NO_DATE}"),
    "a week's day": ([day("2026-W05-3")], f"'2026-W05-3' {NO_DATE}"),
    "a date of a kind that others write": ([day("24.12.2026")], f"'24.12.2026' {NO_DATE}"),
    "a date with a time": ([day("2026-12-24T00:00")], f"'2026-12-24T00:00' {NO_DATE}"),
    "no date": ([day("")], f"'' {NO_DATE}"),
    "the same date twice": (
        [day("2026-12-24", name="Eve"), day("2026-12-25"), day("2026-12-24")],
        "2026-12-24 is there twice (Eve, no name)",
    ),
    "the same date of every year twice": (
        [day("12-24", name="Eve"), day("12-24", name="Holy night")],
        "12-24 is there twice (Eve, Holy night)",
    ),
    "a half day without hours": ([day("12-24", HALF)], "12-24: a day that is Half has hours, such as 09:00-12:00"),
    "an open day without hours": ([day("12-24", OPEN)], "12-24: a day that is Open has hours, such as 09:00-12:00"),
    "a closed day with hours": ([day("12-24", CLOSED, "09:00-12:00")], "12-24: a day that is Closed has no hours"),
    "a day whose hours overlap": (
        [day("12-24", HALF, "09:00-12:00 10:00-11:00")],
        "12-24: 09:00-12:00 and 10:00-11:00 overlap",
    ),
    "a day whose hours have no length": ([day("12-24", OPEN, "09:00-09:00")], "12-24: 09:00-09:00 has no length"),
    "too many days": (
        [day(date.fromordinal(740_000 + n).isoformat()) for n in range(MOST_DAYS + 1)],
        "A calendar has at most 1000 days of its own",
    ),
}


@pytest.mark.parametrize(("written", "sentence"), WEEKS.values(), ids=WEEKS)
def test_a_week_is_refused(written: Week, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_week(written)
    assert (refused.value.code, refused.value.detail, refused.value.field) == ("invalid_calendar", sentence, "week")


@pytest.mark.parametrize(("written", "sentence"), DAYS.values(), ids=DAYS)
def test_a_day_of_its_own_is_refused(written: list[OwnDay], sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_days(written)
    assert (refused.value.code, refused.value.detail, refused.value.field) == ("invalid_calendar", sentence, "days")


def test_hours_are_put_in_order() -> None:
    assert checked_week(week("13:00-17:00 09:00-12:00")) == week("09:00-12:00 13:00-17:00")
    assert checked_days([day("12-24", OPEN, "13:00-14:00 09:00-12:00")])[0].hours == hours("09:00-12:00 13:00-14:00")


def test_days_are_put_in_order() -> None:
    written = [day("2026-12-24"), day("12-24"), day("02-29"), day("2024-02-29")]
    assert [one.date for one in checked_days(written)] == ["02-29", "12-24", "2024-02-29", "2026-12-24"]


@pytest.mark.parametrize(
    "good",
    [OFFICE_HOURS, ROUND_THE_CLOCK, week("09:00-12:00 12:00-17:00"), week("", "", "23:59-24:00"), week("00:00-00:01")],
)
def test_a_good_week_stays_as_it_is(good: Week) -> None:
    assert checked_week(good) == good


def test_as_many_days_and_hours_as_are_allowed() -> None:
    many = [day(date.fromordinal(740_000 + n).isoformat()) for n in range(MOST_DAYS)]
    assert len(checked_days(many)) == MOST_DAYS
    assert checked_week((tuple(Hours(n, n + 1) for n in range(0, 48, 2)), *EMPTY[1:]))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("9:00", 540), ("09:00", 540), (" 17:30 ", 1050), ("0:00", 0), ("00:01", 1), ("23:59", 1439), ("24:00", 1440)],
)
def test_a_time_of_day(text: str, minutes: int) -> None:
    assert read_time(text) == minutes
    assert read_time(time_text(minutes)) == minutes


@pytest.mark.parametrize("text", ["", "9", "9:0", "24:01", "25:00", "12:60", "-1:00", "9:00 am", "09:00:00", "nine"])
def test_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="is no time of day; write 09:00, at most 24:00") as refused:
        read_time(text)
    assert str(refused.value).startswith(repr(text))


@pytest.mark.parametrize(
    ("kind", "written", "left"),
    [
        (CLOSED, "", ""),
        (OPEN, "20:00-22:00", "20:00-22:00"),
        (HALF, "09:00-12:00", "09:00-12:00"),
        (HALF, "10:00-14:00", "10:00-12:00 13:00-14:00"),
        (HALF, "00:00-24:00", "09:00-12:00 13:00-17:00"),
        (HALF, "12:00-13:00", ""),
        (HALF, "08:00-10:00 16:00-18:00", "09:00-10:00 16:00-17:00"),
    ],
)
def test_a_day_of_its_own_has_these_hours(kind: DayKind, written: str, left: str) -> None:
    assert day("12-24", kind, written).on(hours("09:00-12:00 13:00-17:00")) == hours(left)


def test_hours_are_kept_as_short_text() -> None:
    assert stored(week("09:00-12:00")) == "[[[540,720]],[[540,720]],[[540,720]],[[540,720]],[[540,720]],[],[]]"
