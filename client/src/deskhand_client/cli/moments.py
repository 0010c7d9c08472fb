"""Moments as people write them: 14:30, yesterday 14:30, 2026-11-27 14:30; without an offset in local time."""

import re
from datetime import UTC, datetime, time, timedelta

from deskhand_client.cli.exits import Code, Failure

OF_A_DAY = re.compile(r"(?:(?P<day>today|yesterday|tomorrow)\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})", re.IGNORECASE)
DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def moment(text: str, now: datetime) -> datetime:
    """The instant that is meant, in UTC; `now` says which day it is here. Raises Failure."""
    said = text.strip()
    if said.casefold() == "now":
        return now.astimezone(UTC)
    try:
        if found := OF_A_DAY.fullmatch(said):
            day = now.astimezone().date() + timedelta(days=DAYS[(found["day"] or "today").casefold()])
            at = datetime.combine(day, time(int(found["hour"]), int(found["minute"])))
        else:
            at = datetime.fromisoformat(said)
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        right = "write it like 14:30, yesterday 14:30, 2026-11-27 14:30 or 2026-11-27T14:30Z"
        raise Failure(f"{text!r} is no moment; {right}.", Code.USAGE) from None
