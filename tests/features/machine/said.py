"""What a request's JSON says, as the API's contract has it: silence, null and nonsense kept apart."""

import re
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from tests.features.machine.world import Json, Problems, Refused

STATUSES = ("Open", "Pending", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")
TYPES = ("Problem", "Request", "Incident", "Change")
IMPACTS = ("NoImpact", "SiteDown", "ServerIssue", "Minor", "Major", "Crisis")


class Silence(Enum):
    """Nothing was said."""

    SILENT = "silent"


SILENT = Silence.SILENT


class Said:
    """A request's fields, read one by one; what cannot be read is noted."""

    def __init__(self, body: Json) -> None:
        self.body = body
        self.problems = Problems()

    def text(self, name: str, longest: int = 1_000_000) -> str | Silence:
        value = self.body.get(name)
        if value is None:
            return SILENT
        fits = isinstance(value, str) and len(value) <= longest and "\0" not in value
        return value if self.problems.unless(fits, "invalid_field") else SILENT

    def choice(self, name: str, among: tuple[str, ...]) -> str | Silence:
        value = self.body.get(name)
        if value is None:
            return SILENT
        asked = value.replace(" ", "").casefold() if isinstance(value, str) else ""
        found = [one for one in among if one.casefold() == asked]
        self.problems.unless(bool(found), f"invalid_{name.removeprefix('Ticket').casefold()}")
        return found[0] if found else SILENT

    def tags(self) -> list[str] | Silence:
        value = self.body.get("Tags")
        if value is None:
            return SILENT
        fits = isinstance(value, list) and all(isinstance(tag, str) and "\0" not in tag for tag in value)
        return value if self.problems.unless(fits, "invalid_field") else SILENT

    def flag(self, name: str) -> bool | Silence:
        value = self.body.get(name)
        if value is None:
            return SILENT
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        read = words.get(str(value).casefold())
        return SILENT if not self.problems.unless(read is not None, "invalid_field") or read is None else read

    def customer(self, name: str = "CustomerID") -> int | Silence:
        """The id of a customer or contact."""
        value = self.body.get(name)
        if value is None:
            return SILENT
        number = _whole(value)
        return number if self.problems.unless(number > 0, "customer_not_found") else SILENT

    def technician(self) -> int | Silence | None:
        """The id of a technician; null and 0 are nobody."""
        if "TechnicianContactID" not in self.body:
            return SILENT
        value = self.body["TechnicianContactID"]
        if value is None or value in (0, "0"):
            return None
        number = _whole(value)
        return number if self.problems.unless(number > 0, "technician_not_found") else SILENT

    def number(self, name: str, least: float, most: float) -> float | Silence | None:
        if name not in self.body or self.body[name] is None:
            return None if name in self.body else SILENT
        value = self.body[name]
        fits = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        return float(value) if self.problems.unless(fits, "invalid_field") else SILENT

    def instant(self, name: str) -> datetime | Silence | None:
        """An instant; without an offset it is UTC."""
        if name not in self.body or self.body[name] is None:
            return None if name in self.body else SILENT
        read = instant(self.body[name])
        return read if self.problems.unless(read is not None, "invalid_field") else SILENT

    def read(self) -> None:
        """All fields have been read; refuse if one could not be."""
        self.problems.refuse()


def instant(text: Any) -> datetime | None:
    """The instant that a text means."""
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def otherwise(said: Any, value: Any) -> Any:
    """What was said, or the value where nothing was."""
    return value if said is SILENT else said


def tidy_tags(tags: list[str]) -> str:
    """Tags as a ticket keeps them: parted at commas, each once without regard to case, one a line."""
    found: dict[str, str] = {}
    for part in ",".join(tags).split(","):
        if tidy := " ".join(part.split()):
            found.setdefault(tidy.casefold(), tidy)
    if any(len(tag) > 60 or not tag.isprintable() for tag in found.values()) or len(found) > 50:
        raise Refused((400, "invalid_tags"))
    return "\n".join(found.values())


def tidy_email(address: str) -> str:
    """The address without white space around it. Refused when it is none."""
    tidy = address.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", tidy):
        raise Refused((400, "invalid_email"))
    return tidy


def key(address: str) -> str:
    """How addresses are compared."""
    return address.strip().casefold()


def _whole(value: Any) -> int:
    """An id, or 0."""
    if isinstance(value, str):
        value = int(value) if value.isdecimal() else 0
    return value if isinstance(value, int) and not isinstance(value, bool) and value < 2**63 else 0
