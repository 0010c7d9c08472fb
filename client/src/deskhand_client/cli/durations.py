"""Lengths of time as people write them: 45m, 1h30, 1.5h."""

import re
from datetime import timedelta

from deskhand_client.cli.exits import Code, Failure

WRITTEN = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:[.,]\d{1,4})?)\s*h)?\s*(?:(?P<minutes>\d{1,4})\s*(?:m|min)?)?", re.IGNORECASE
)
CLOCK = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)")


def duration(text: str) -> timedelta:
    """The length that is meant, to the second. A bare number is none: it might be minutes or hours. Raises Failure."""
    said = text.strip()
    found = CLOCK.fullmatch(said) or (None if said.isdecimal() else WRITTEN.fullmatch(said))
    if found is None or not (found["hours"] or found["minutes"]):
        raise Failure(f"{text!r} is no length of time; write it like 45m, 1h30 or 1.5h.", Code.USAGE)
    hours = float((found["hours"] or "0").replace(",", "."))
    length = timedelta(seconds=round(hours * 3600), minutes=int(found["minutes"] or 0))
    if not length:
        raise Failure(f"{text!r} is no time at all.", Code.USAGE)
    return length
