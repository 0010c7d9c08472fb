"""What a client and a server say to each other, without any I/O: requests, answers, and talks made of both.

A talk is a generator: it gives requests, is given answers, and returns what came of them. It is written once; the
blocking client and the asynchronous one only carry what it says.
"""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import quote

import msgspec

from deskhand_client.errors import BadArgument, UnreadableAnswer

T = TypeVar("T")

REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE"})
KEY_HEADER = "Idempotency-Key"


class Unset(Enum):
    """The kind of UNSET."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"


# What somebody said nothing about; None means something, such as nobody.
UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be sent."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `path` is below the API's address, or below the server's own where it is `outside` the API.

    `body` is sent as JSON, unless there is an `upload`. `waits` are the seconds that the server was asked to wait for
    something to happen: so much longer than usual its answer may take.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None
    outside: bool = False
    waits: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def value(self) -> Any:
        """The JSON of its body; None where it has none. Raises UnreadableAnswer."""
        if not self.content.strip():
            return None
        try:
            return msgspec.json.decode(self.content)
        except (msgspec.DecodeError, RecursionError) as error:
            start = self.content[:60].decode("utf-8", "replace")
            raise UnreadableAnswer(
                f"The server answered {self.status} with what is no JSON: {start!r}. Is the address right?"
            ) from error

    def thing(self) -> dict[str, Any]:
        """The JSON object of its body. Raises UnreadableAnswer where it is none."""
        value = self.value()
        if not isinstance(value, dict):
            raise UnreadableAnswer(f"The server answered {self.status} without an object. Is the address right?")
        return value

    def array(self) -> list[Any]:
        """The JSON array of its body. Raises UnreadableAnswer where it is none."""
        value = self.value()
        if not isinstance(value, list):
            raise UnreadableAnswer(f"The server answered {self.status} without a list. Is the address right?")
        return value

    def items(self) -> list[Any]:
        """The `items` of its body's object. Raises UnreadableAnswer where there are none."""
        return items_of(self.thing())


def items_of(body: Mapping[str, Any]) -> list[Any]:
    """The `items` of an object. Raises UnreadableAnswer where there are none."""
    items = body.get("items")
    if not isinstance(items, list):
        raise UnreadableAnswer("The server answered without a list of items. Is the address right?")
    return items


Talk: TypeAlias = Generator[Request, Answer, T]


def path(*parts: object) -> str:
    """A path of these parts, each quoted, so that a name with a slash stays one part.

    Raises BadArgument for a part that would lead elsewhere: an empty one, or dots.
    """
    return "/".join(_part(str(part)) for part in parts)


def _part(text: str) -> str:
    if text in ("", ".", ".."):
        raise BadArgument(f"{text!r} is no id and no name")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError as error:
        raise BadArgument(f"{text!r} is no text in Unicode") from error


def query(asked: Mapping[str, Any]) -> dict[str, str]:
    """What is asked as the API reads it: what is None is left out."""
    return {name: written(value) for name, value in asked.items() if value is not None}


def written(value: Any) -> str:
    """One value of a query: true and false, instants in UTC, several parts by a comma."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(written(one) for one in value)
    return str(value)


def instant(value: datetime) -> str:
    """An instant as the API writes it. One without a time zone is taken to be UTC, as the API does."""
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
