"""What importing answers: what became of each record."""

from typing import Any

from msgspec import field

from deskhand_client.records.record import Record


class Imported(Record, frozen=True, kw_only=True):
    """What became of one record: Created, Updated, Unchanged or Refused; `error` is the API's error body."""

    index: int = field(name="Index", default=0)
    noun: str = field(name="Noun", default="")
    source_id: str = field(name="SourceID", default="")
    id: int | None = field(name="ID", default=None)
    result: str = field(name="Result", default="")
    error: dict[str, Any] | None = field(name="Error", default=None)

    @property
    def why(self) -> str:
        """Why it was refused, in words; "" where it was not."""
        error = self.error or {}
        message, detail = str(error.get("message", "")), str(error.get("detail", ""))
        return message if not detail or detail == message else f"{message}: {detail}"
