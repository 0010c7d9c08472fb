"""What the API answers, as typed records that lose nothing: a field that we do not know stays in `extra`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeVar, get_args

import msgspec

from deskhand_client.errors import UnreadableAnswer

R = TypeVar("R", bound="Record")

# The id again, in every answer to a change.
ANSWERED = "ActionID"


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something the API answered. `extra` has what it said under names that this package does not know.

    `ALSO` says which other names a field goes by, and stands in for the first where that is absent: Deskhand answers
    both the brief's names and those of Atera's own description, Atera only the latter.
    """

    ALSO: ClassVar[Mapping[str, str]] = {}

    extra: dict[str, Any] = {}

    def to_wire(self) -> dict[str, Any]:
        """The record under the API's names, what is unknown included; what has its default is left out."""
        found = msgspec.to_builtins(self)
        extra = found.pop("extra", {})
        return {**found, **extra}


class _Names(NamedTuple):
    """What reading a kind of record needs to know of its names on the wire."""

    known: frozenset[str]
    instants: frozenset[str]
    also: tuple[tuple[str, str], ...]


@cache
def _names(kind: type[Record]) -> _Names:
    fields = [one for one in msgspec.structs.fields(kind) if one.name != "extra"]
    names = {one.encode_name for one in fields}
    also = tuple((other, name) for other, name in kind.ALSO.items())
    instants = {one.encode_name for one in fields if datetime in (one.type, *get_args(one.type))}
    return _Names(frozenset(names | {other for other, _ in also}), frozenset(instants), also)


def read(kind: type[R], value: Any) -> R:
    """A record from a JSON object. What is null counts as not said. Raises UnreadableAnswer."""
    if not isinstance(value, dict):
        raise UnreadableAnswer(f"The server answered {value!r:.60} where a {kind.__name__} was expected")
    names = _names(kind)
    said = {name: one for name, one in value.items() if one is not None}
    for other, name in names.also:
        if name not in said and other in said:
            said[name] = said[other]
    for name in names.instants & said.keys():
        _tidy_instant(said, name)
    extra = {name: one for name, one in value.items() if name not in names.known and name != ANSWERED}
    if extra:
        said["extra"] = extra
    try:
        return msgspec.convert(said, kind, strict=False)
    except msgspec.ValidationError as error:
        raise UnreadableAnswer(f"The server's {kind.__name__} cannot be read: {error}") from error


def _tidy_instant(said: dict[str, Any], name: str) -> None:
    """An instant with its time zone; Atera has left some empty, and gives some without a zone, which are UTC."""
    text = said[name]
    if text == "":
        del said[name]
    elif isinstance(text, str) and text[-1:] != "Z":
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return  # the conversion says what is wrong with it
        said[name] = at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def day(value: date | str) -> str:
    """A day as the API writes it."""
    return value if isinstance(value, str) else value.isoformat()
