"""Instants and durations: read from what clients write, shown to the second, hours rounded half up."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.time import (
    EARLIEST,
    LATEST,
    BadInstant,
    hours,
    parse_day,
    parse_instant,
    show_instant,
    to_second,
    whole_seconds,
)

NINE = datetime(2024, 2, 15, 9, tzinfo=UTC)
instants = st.datetimes(
    min_value=EARLIEST.replace(tzinfo=None), max_value=LATEST.replace(tzinfo=None), timezones=st.just(UTC)
)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-15T09:00:00Z",
        "2024-02-15T09:00:00",
        "2024-02-15T09:00",
        "2024-02-15 09:00:00",
        "2024-02-15T09:00:00+00:00",
        "2024-02-15T11:00:00+02:00",
        "2024-02-15T11:00:00+0200",
        "2024-02-14T23:00:00-10:00",
        "20240215T090000Z",
        "2024-W07-4T09:00:00Z",
        " 2024-02-15T09:00:00Z\n",
    ],
)
def test_one_instant_is_written_in_many_ways(written: str) -> None:
    assert parse_instant(written) == NINE


def test_an_instant_keeps_its_fraction_and_is_in_utc() -> None:
    read = parse_instant("2024-02-15T11:00:00.123456+02:00")
    assert read == NINE.replace(microsecond=123456)
    assert read.tzinfo is UTC


def test_a_date_is_midnight() -> None:
    assert parse_instant("2024-02-15") == datetime(2024, 2, 15, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["", " ", "now", "1707987600", "2024-13-01", "2023-02-29", "24:00", "15.02.2024"])
def test_what_is_no_instant_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(BadInstant, match="such as 2024-02-15T09:00:00Z"):
        parse_instant(wrong)


@pytest.mark.parametrize("wrong", ["0001-01-01", "0001-01-02T00:00:00+01:00", "9999-12-31", "9999-12-30T00:00:01"])
def test_what_cannot_be_kept_is_refused_with_the_bounds(wrong: str) -> None:
    with pytest.raises(BadInstant, match="from 0001-01-02 to 9999-12-30"):
        parse_instant(wrong)


@given(instants, offsets)
def test_an_instant_is_the_same_in_whatever_zone_it_is_written(instant: datetime, offset: timezone) -> None:
    assert parse_instant(instant.astimezone(offset).isoformat()) == instant


@given(instants)
def test_what_is_shown_reads_back_as_the_same_second(instant: datetime) -> None:
    shown = show_instant(instant)
    assert len(shown) == len("2024-02-15T09:00:00Z")
    assert parse_instant(shown) == to_second(instant) <= instant


@given(instants, instants)
def test_shown_instants_sort_as_they_follow_each_other(one: datetime, other: datetime) -> None:
    if to_second(one) < to_second(other):
        assert show_instant(one) < show_instant(other)


def test_no_instant_is_shown_as_none_and_never_as_an_empty_text() -> None:
    assert show_instant(None) is None


@pytest.mark.parametrize("written", ["2024-02-15", "2024-02-15T23:59:59Z", "2024-02-15T09:00"])
def test_a_day_may_have_a_time_behind_it(written: str) -> None:
    assert parse_day(written) == date(2024, 2, 15)


@pytest.mark.parametrize(
    ("microseconds", "seconds"), [(0, 0), (1, 0), (999_999, 0), (1_000_000, 1), (5_400_000_000, 5400)]
)
def test_fractions_of_a_second_are_cut_off(microseconds: int, seconds: int) -> None:
    assert whole_seconds(NINE, NINE + timedelta(microseconds=microseconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, 0.0), (17, 0.0), (18, 0.01), (3600, 1.0), (5400, 1.5), (54, 0.02), (6000, 1.67), (90, 0.03)],
)
def test_hours_have_two_places_rounded_half_up(seconds: int, shown: float) -> None:
    assert hours(seconds) == shown


@given(st.integers(0, 10**9))
def test_hours_are_the_nearest_hundredth_and_of_two_the_upper(seconds: int) -> None:
    exact, shown = Fraction(seconds, 36), Fraction(str(hours(seconds))) * 100
    assert shown.denominator == 1
    assert -Fraction(1, 2) < shown - exact <= Fraction(1, 2)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_seconds_are_never_fewer_hours(one: int, other: int) -> None:
    assert (hours(one) <= hours(other)) or one > other
