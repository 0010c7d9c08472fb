"""Instants and durations read as the viewer's language and time zone have them."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskhand.web.moments import Moments
from deskhand.web.words import words_of

NOW = datetime(2026, 11, 23, 10, 24, tzinfo=UTC)  # a Monday
BERLIN = ZoneInfo("Europe/Berlin")


def moments(language: str = "en", zone: str = "Europe/Berlin") -> Moments:
    return Moments(words_of(language), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("before", "english", "german", "spanish"),
    [
        (timedelta(seconds=-5), "now", "jetzt", "ahora"),
        (timedelta(seconds=59), "now", "jetzt", "ahora"),
        (timedelta(minutes=1), "1m", "1 min", "1 min"),
        (timedelta(minutes=59, seconds=59), "59m", "59 min", "59 min"),
        (timedelta(hours=3, minutes=50), "3h", "3 h", "3 h"),
        (timedelta(hours=23, minutes=59), "23h", "23 h", "23 h"),
        (timedelta(days=1), "Sun", "So", "dom"),
        (timedelta(days=3), "Fri", "Fr", "vie"),
        (timedelta(days=6), "Tue", "Di", "mar"),
        (timedelta(days=7), "16 Nov", "16. Nov.", "16 nov"),
        (timedelta(days=11), "12 Nov", "12. Nov.", "12 nov"),
        (timedelta(days=265), "3 Mar", "3. März", "3 mar"),
        (timedelta(days=400), "Oct 2025", "Okt. 2025", "oct 2025"),
    ],
)
def test_how_long_ago(before: timedelta, english: str, german: str, spanish: str) -> None:
    told = [moments(language).ago(NOW - before, NOW) for language in ("en", "de", "es")]
    assert told == [english, german, spanish]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Mon 23 Nov 2026, 11:18"), ("de", "Mo, 23. Nov. 2026, 11:18"), ("es", "lun, 23 nov 2026, 11:18")],
)
def test_the_exact_instant(language: str, told: str) -> None:
    assert moments(language).exact(datetime(2026, 11, 23, 10, 18, tzinfo=UTC)) == told


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", "Mon 23 Nov 2026, 23:30"),
        ("Europe/Berlin", "Tue 24 Nov 2026, 00:30"),
        ("America/New_York", "Mon 23 Nov 2026, 18:30"),
        ("Asia/Kathmandu", "Tue 24 Nov 2026, 05:15"),
    ],
)
def test_the_clock_is_the_viewers(zone: str, told: str) -> None:
    assert moments(zone=zone).exact(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == told


def test_the_clock_is_put_forward_and_back() -> None:
    berlin = moments()
    spring = [datetime(2026, 3, 29, hour, 59, tzinfo=UTC) for hour in (0, 1)]
    autumn = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert [berlin.clock(at) for at in spring] == ["01:59", "03:59"]
    assert [berlin.clock(at) for at in autumn] == ["02:30", "02:30"]


def test_an_hour_is_an_hour_while_the_clock_is_put_back() -> None:
    before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert moments().ago(before, after) == "1h"
    assert moments().ago(before.astimezone(BERLIN), after.astimezone(BERLIN)) == "1h"


def test_which_weekday_it_was_depends_on_the_zone() -> None:
    at = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    assert [moments(zone=zone).ago(at, NOW) for zone in ("UTC", "Europe/Berlin")] == ["Thu", "Fri"]


def test_which_year_it_was_depends_on_the_zone() -> None:
    at, now = datetime(2025, 12, 31, 23, 30, tzinfo=UTC), datetime(2026, 1, 20, tzinfo=UTC)
    assert [moments(zone=zone).ago(at, now) for zone in ("UTC", "Europe/Berlin")] == ["Dec 2025", "1 Jan"]


def test_day_date_and_clock_alone() -> None:
    at = datetime(2026, 11, 3, 8, 5, tzinfo=UTC)
    assert [moments().day(at), moments().date(at), moments().clock(at)] == ["Tue 3 Nov", "3 Nov 2026", "09:05"]
    assert [moments("de").day(at), moments("de").date(at)] == ["Di, 3. Nov.", "3. Nov. 2026"]


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (0, "0m", "0 min"),
        (59, "0m", "0 min"),
        (2_700, "45m", "45 min"),
        (3_600, "1h 00m", "1:00 h"),
        (10_200, "2h 50m", "2:50 h"),
        (10_259.9, "2h 50m", "2:50 h"),
        (86_399, "23h 59m", "23:59 h"),
        (86_400, "24h", "24 h"),
        (95_000, "26h", "26 h"),
        (-1, "−1m", "−1 min"),
        (-1_080, "−18m", "−18 min"),
        (-7_800, "−2h 10m", "−2:10 h"),
        (-95_000, "−26h", "−26 h"),
    ],
)
def test_a_duration_in_a_chip(seconds: float, english: str, german: str) -> None:
    assert [moments(language).short_duration(seconds) for language in ("en", "de")] == [english, german]


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (0, "0 min", "0 Min."),
        (2_700, "45 min", "45 Min."),
        (10_800, "3 h", "3 Std."),
        (10_200, "2 h 50 min", "2 Std. 50 Min."),
        (-1_080, "−18 min", "−18 Min."),
        (180_300, "50 h 5 min", "50 Std. 5 Min."),
    ],
)
def test_a_duration_in_a_sentence(seconds: float, english: str, german: str) -> None:
    told = [moments(language).long_duration(seconds) for language in ("en", "de")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in told] == [english, german]
    assert not any(" " in text for text in told)


def test_a_list_of_tickets_costs_next_to_nothing() -> None:
    viewer = moments("de")

    def rows() -> float:
        began = time.perf_counter()
        for minutes in range(0, 50_000, 1_000):
            viewer.ago(NOW - timedelta(minutes=minutes), NOW)
            viewer.exact(NOW - timedelta(minutes=minutes))
            viewer.short_duration(minutes)
        return time.perf_counter() - began

    assert min(rows() for _ in range(20)) < 0.002
