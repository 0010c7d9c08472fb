"""The desk's working time: weekdays, bank holidays and the two changes of the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from deskhand.demo.hours import WorkingHours, bank_holidays, is_working_day
from deskhand.demo.season import occasion

LONDON = ZoneInfo("Europe/London")
HOURS = WorkingHours(date(2025, 12, 1), date(2027, 1, 31), LONDON)


def london(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=LONDON).timestamp())


@pytest.mark.parametrize(
    ("since", "minutes", "expected"),
    [
        ("2026-11-23 09:00", 30, "2026-11-23 09:30"),
        ("2026-11-23 18:15", 30, "2026-11-24 08:15"),
        ("2026-11-20 18:00", 60, "2026-11-23 08:30"),
        ("2026-11-22 12:00", 0, "2026-11-23 08:00"),
        ("2026-11-23 08:00", 3 * 630, "2026-11-25 18:30"),
        ("2026-04-02 18:00", 60, "2026-04-07 08:30"),  # Good Friday to Easter Monday
        ("2026-12-24 18:00", 60, "2026-12-29 08:30"),  # Boxing Day is a Saturday, so Monday is free
        ("2026-03-27 18:00", 60, "2026-03-30 08:30"),  # clocks go forward in between
        ("2026-10-23 18:00", 60, "2026-10-26 08:30"),  # and back
    ],
)
def test_working_time_passes_only_while_the_desk_is_open(since: str, minutes: int, expected: str) -> None:
    assert HOURS.after(london(since), minutes * 60) == london(expected)


def test_the_day_of_an_instant() -> None:
    assert HOURS.opening_before(london("2026-11-23 11:00")) == london("2026-11-23 08:00")
    assert HOURS.opening_before(london("2026-11-23 19:00")) is None
    assert HOURS.working_day_after(date(2026, 11, 20)) == date(2026, 11, 23)
    assert HOURS.working_day_before(date(2026, 11, 23)) == date(2026, 11, 20)
    assert HOURS.local(int(datetime(2026, 7, 1, 8, tzinfo=UTC).timestamp())).hour == 9


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_bank_holidays_are_englands(year: int, expected: str) -> None:
    """As published on gov.uk."""
    assert [f"{day:%m-%d}" for day in sorted(bank_holidays(year))] == expected.split()


def test_weekends_are_free() -> None:
    assert [is_working_day(date(2026, 11, day)) for day in (20, 21, 22, 23)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 10), None),
        (date(2026, 11, 11), "patch_day"),
        (date(2026, 9, 9), "patch_day"),
        (date(2026, 9, 3), "term_start"),
        (date(2026, 9, 29), "quarter_end"),
        (date(2026, 10, 30), None),
    ],
)
def test_occasions_of_the_year(day: date, expected: str | None) -> None:
    assert occasion(day) == expected
