"""Public holidays by country and region, as calendars know them."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from deskhand.core.calendar import OFFICE_HOURS, Calendar, DayKind, OwnDay, stored
from deskhand.core.errors import Refusal
from deskhand.core.marks import seconds
from deskhand.sla.holidays_of import check_region, public_holidays
from deskhand.sla.rulebook import working_time

NOW = datetime(2024, 2, 15, tzinfo=UTC)
OFFICE = Calendar(
    account_id=1,
    id=1,
    version=1,
    name="Office",
    time_zone="Europe/Berlin",
    week=stored(OFFICE_HOURS),
    days="[]",
    country="DE",
    region="BY",
    created_at=NOW,
    modified_at=NOW,
    deleted_at=None,
)


def hours_on(calendar: Calendar, day: str) -> float:
    """The working hours of a day in Berlin."""
    start = seconds(datetime.fromisoformat(f"{day}T00:00:00+01:00"))
    return working_time(calendar).spent(start, start + 86_400) / 3600


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2024-01-01", 0),  # New Year, a Monday
        ("2024-01-02", 8),
        ("2024-01-06", 0),  # Epiphany, a Saturday
        ("2024-11-01", 0),  # All Saints, a Friday: in Bavaria, not in Berlin
        ("2026-11-02", 8),  # the Monday after an All Saints on a Sunday
        ("2024-12-24", 8),
        ("2024-12-25", 0),
        ("2099-12-25", 0),
        ("2200-12-25", 8),  # nobody knows so far ahead
    ],
)
def test_a_public_holiday_is_closed(day: str, hours: int) -> None:
    assert hours_on(OFFICE, day) == hours


def test_a_region_has_holidays_of_its_own() -> None:
    assert hours_on(msgspec.structs.replace(OFFICE, region="BE"), "2024-11-01") == 8
    assert hours_on(msgspec.structs.replace(OFFICE, country="", region=""), "2024-12-25") == 8


def test_a_day_of_its_own_goes_before_the_holiday() -> None:
    open_at_christmas = (OwnDay("12-25", "Emergency service", DayKind.OPEN, OFFICE_HOURS[0]),)
    assert hours_on(msgspec.structs.replace(OFFICE, days=stored(open_at_christmas)), "2024-12-25") == 8
    half = (OwnDay("12-25", "Half of nothing", DayKind.HALF, OFFICE_HOURS[0]),)
    assert hours_on(msgspec.structs.replace(OFFICE, days=stored(half)), "2024-12-25") == 8


def test_a_holiday_in_lieu_is_one_too() -> None:
    """Where the fourth of July is a Saturday, the United States stay away on Friday."""
    assert {date(2026, 7, 3), date(2026, 7, 4)} <= set(public_holidays("US", "", 2026))


@pytest.mark.parametrize(
    ("country", "region", "field"), [("QQ", "", "country"), ("DE", "ZZ", "region"), ("", "BY", "region")]
)
def test_an_unknown_country_or_region_is_refused(country: str, region: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_region(country, region)
    assert refused.value.field == field


def test_known_ones_are_not() -> None:
    for country, region in (("", ""), ("DE", ""), ("DE", "BY"), ("US", "CA"), ("GB", "ENG")):
        check_region(country, region)
