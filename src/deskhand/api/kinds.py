"""The kinds of values that requests carry: how each is read tolerantly, and how OpenAPI describes it."""

import math
import re
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from deskhand.core.text import BadText, check_text
from deskhand.core.ticket import TEXT_LIMIT
from deskhand.core.time import BadInstant, Local, parse_instant, parse_local

MAX_ID = 2**63 - 1
_DECIMAL = re.compile(r"[0-9]{1,20}")


class BadValue(ValueError):
    """A value that does not fit: the text says what would be right, `message` has the brief's words if it has some."""

    def __init__(self, detail: str, message: str = "", code: str = "") -> None:
        super().__init__(detail)
        self.message = message
        self.code = code


class Kind(Protocol):
    """One kind of value."""

    def read(self, value: Any) -> Any:
        """The value as the use cases want it. Raises BadValue."""
        ...

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        ...


class Text:
    """A text of at most so many characters."""

    def __init__(self, longest: int = TEXT_LIMIT) -> None:
        self.longest = longest

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise BadValue("expected a text")
        try:
            return check_text(value, self.longest)
        except BadText as bad:
            raise BadValue(str(bad)) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.longest}


class Email(Text):
    """An e-mail address. What is none is refused where it is used, since an empty one may mean that nobody is named."""

    def schema(self) -> dict[str, Any]:
        return {**super().schema(), "format": "email"}


class Name(Text):
    """A name that no other thing of its noun may have."""


class Scalar(Text):
    """A text, or a number or true or false as one."""

    def read(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        return super().read(str(value) if isinstance(value, int | float) else value)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [super().schema(), {"type": "number"}, {"type": "boolean"}]}


class Choice:
    """One of an enum's values, whatever the case and with or without blanks (`Site Down` is SiteDown)."""

    def __init__(self, values: type[StrEnum], name: str) -> None:
        self.values = values
        self.name = name
        self._by_key = {self._key(member.value): member for member in values}

    @staticmethod
    def _key(text: str) -> str:
        return text.replace(" ", "").casefold()

    def read(self, value: Any) -> StrEnum:
        found = self._by_key.get(self._key(value)) if isinstance(value, str) else None
        if found is None:
            raise BadValue(f"Use {self._listed()}", f"Invalid {self.name}", f"invalid_{self.name.replace(' ', '_')}")
        return found

    def _listed(self) -> str:
        *most, last = [member.value for member in self.values]
        return f"{', '.join(most)}, or {last}"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [member.value for member in self.values]}


class Reference:
    """The id of another thing of the account, as a number or as decimal text; `noun` lets tests know which."""

    def __init__(self, noun: str, message: str, *, zero_is_none: bool = False) -> None:
        self.noun = noun
        self.message = message
        self.zero_is_none = zero_is_none

    def read(self, value: Any) -> int | None:
        number = read_id(value)
        if number is None:
            if self.zero_is_none and value in (0, "0") and not isinstance(value, bool):
                return None
            raise BadValue(
                f"expected the id of a {self.noun}, a whole number from 1",
                self.message,
                self.message.casefold().replace(" ", "_"),
            )
        return number

    def schema(self) -> dict[str, Any]:
        least = 0 if self.zero_is_none else 1
        return {"type": "integer", "format": "int64", "minimum": least, "maximum": MAX_ID, "x-refers-to": self.noun}


_WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class Flag:
    """true or false, also as text or as 1 and 0."""

    def read(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        found = _WORDS.get(str(value).strip().casefold()) if isinstance(value, (str, int)) else None
        if found is None:
            raise BadValue("expected true or false")
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


_LOST_PLUS = re.compile(r"(T[\d:.]+) (\d\d:?\d\d)$")


class Instant:
    """An ISO 8601 instant; without an offset it is UTC."""

    def read(self, value: Any) -> datetime:
        try:
            if not isinstance(value, str):
                raise BadInstant("expected an ISO 8601 instant such as 2024-02-15T09:00:00Z")
            # In a query, a plus that was not encoded arrives as a blank: `09:00:00+02:00` as `09:00:00 02:00`.
            return parse_instant(_LOST_PLUS.sub(r"\1+\2", value))
        except BadInstant as bad:
            raise BadValue(str(bad)) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class LocalTime:
    """A day or a time of the account's own time zone, without an offset."""

    def read(self, value: Any) -> Local:
        try:
            return parse_local(value if isinstance(value, str) else "")
        except BadInstant as bad:
            raise BadValue(str(bad)) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?$"}


class Whole:
    """A whole number within bounds, also as text."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def read(self, value: Any) -> int:
        number = Number(self.least, self.most).read(value)
        if number != int(number):
            raise BadValue(f"expected a whole number from {self.least} to {self.most}")
        return int(number)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Number:
    """A finite number, also as text."""

    def __init__(self, least: float, most: float) -> None:
        self.least = least
        self.most = most

    def read(self, value: Any) -> float:
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not self.least <= number <= self.most:
            raise BadValue(f"expected a number from {self.least:g} to {self.most:g}")
        return number

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


class ListOf:
    """An array of values of one kind, `least` to `most` of them."""

    def __init__(self, item: Kind, *, least: int = 0, most: int, what: str) -> None:
        self.item = item
        self.least = least
        self.most = most
        self.what = what

    def read(self, value: Any) -> list[Any]:
        if not isinstance(value, list) or not self.least <= len(value) <= self.most:
            raise BadValue(f"expected an array of {self.least} to {self.most} {self.what}")
        return [self._item(place, one) for place, one in enumerate(value, 1)]

    def _item(self, place: int, value: Any) -> Any:
        try:
            return self.item.read(value)
        except BadValue as bad:
            raise BadValue(f"number {place}: {bad}", bad.message, bad.code) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), "minItems": self.least, "maxItems": self.most}


def read_id(value: Any) -> int | None:
    """An id from a number or decimal text; None when it is no whole number from 1 to 2^63-1."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = int(value) if _DECIMAL.fullmatch(value) else None
    return value if isinstance(value, int) and 1 <= value <= MAX_ID else None
