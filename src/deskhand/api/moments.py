"""Kinds of values that are moments of the account's own time zone, which only the use case knows."""

from datetime import datetime
from typing import Any

from deskhand.api.kinds import BadValue, Instant
from deskhand.core.time import BadInstant, Local, parse_local


class LocalTime:
    """A day or a time of the account's own time zone, without an offset."""

    def read(self, value: Any) -> Local:
        try:
            return parse_local(value if isinstance(value, str) else "")
        except BadInstant as bad:
            raise BadValue(str(bad)) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?$"}


class AccountInstant:
    """An ISO 8601 instant; without an offset it is a moment of the account's own time zone."""

    def read(self, value: Any) -> datetime | Local:
        try:
            return parse_local(value if isinstance(value, str) else "")
        except BadInstant:
            return Instant().read(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": ["2024-02-15T09:00:00", "2024-02-15T09:00:00Z"]}
