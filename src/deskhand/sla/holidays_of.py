"""Public holidays by country and region, from the `holidays` package."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from deskhand.core.errors import Refusal

# The years that the package knows anything of; outside of them there are none.
FIRST_YEAR, LAST_YEAR = 1900, 2100


@lru_cache(4096)
def public_holidays(country: str, region: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year, by date; days in lieu of one that falls on a weekend are among them."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    import holidays  # half a second, which nobody waits for who has no such calendar

    return dict(holidays.country_holidays(country, subdiv=region or None, years=year))


def check_region(country: str, region: str) -> None:
    """Refuse a country or region that the package does not know."""
    if not country:
        if region:
            raise _unknown("region", "A region goes with its country, such as Country DE and Region BY")
        return
    import holidays

    regions = holidays.list_supported_countries().get(country)
    if regions is None:
        raise _unknown("country", f"{country!r} is no country with known holidays; use its two letters, such as DE")
    if region and region not in regions:
        listed = ", ".join(regions) or "none"
        raise _unknown("region", f"{region!r} is no region of {country} with holidays of its own; there are: {listed}")


def _unknown(field: str, detail: str) -> Refusal:
    return Refusal("invalid_calendar", "Invalid calendar", detail, field=field)
