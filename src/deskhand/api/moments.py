"""Moments that a query may name by an offset, or by the clocks of the account, whose time zone the use case knows."""

from typing import Any

from deskhand.api.kinds import Instant
from deskhand.core.time import BadInstant, parse_local


class AccountInstant(Instant):
    """An ISO 8601 instant; without an offset it is a Local moment of the account's own time zone."""

    def read(self, value: Any) -> Any:
        try:
            return parse_local(value if isinstance(value, str) else "")
        except BadInstant:
            return super().read(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "description": "ISO 8601, with or without an offset."}
