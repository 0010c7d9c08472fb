"""Time zones by their names, as people choose them and browsers tell them."""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

UTC_ZONE = ZoneInfo("UTC")


def zone_of(*names: str) -> ZoneInfo:
    """The first of these that is a time zone; UTC when none is."""
    return next((zone for name in names if name and (zone := _zone(name)) is not None), UTC_ZONE)


@lru_cache(1)
def zone_names() -> tuple[str, ...]:
    """The names to choose from: places, without the old and the technical ones."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


@lru_cache(256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
