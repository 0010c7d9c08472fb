"""Reading how long something took, in the ways in which people write it."""

import re
from datetime import timedelta

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_HOURS = r"(\d+(?:[.,]\d+)?)\s*(?:h|hours?|hrs?|std\.?|stunden?|horas?)"
_MINUTES = r"(\d+)\s*(?:m|mins?\.?|minutes?|minuten?|minutos?)?"
_PARTS = re.compile(rf"(?:{_HOURS})?\s*(?:{_MINUTES})?")
LONGEST = 10


def read_duration(text: str) -> timedelta | None:
    """`90`, `1:30`, `1h 30m`, `1.5 h`, `45 min`: a bare number is of minutes. None when it says nothing of the kind."""
    tidy = " ".join(text.split()).lower()
    if clock := _CLOCK.fullmatch(tidy):
        return timedelta(hours=int(clock[1]), minutes=int(clock[2]))
    found = _PARTS.fullmatch(tidy)
    if found is None or not tidy or any(len(part or "") > LONGEST for part in found.groups()):
        return None
    hours = float((found[1] or "0").replace(",", "."))
    return timedelta(seconds=round(hours * 3600)) + timedelta(minutes=int(found[2] or 0))
