"""What the API answers, as typed records that lose nothing: a field that we do not know stays in `extra`."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeVar, get_args

import msgspec

from deskhand_client.errors import UnreadableAnswer

R = TypeVar("R", bound="Record")

# The id again, in every answer to a change.
ANSWERED = "ActionID"
# What .NET writes for an instant that was never set.
NEVER = "0001-01-01"


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something the API answered. `extra` has what it said under names that this package does not know.

    `ALSO` says which other names a field goes by, and stands in for the first where that is absent: Deskhand answers
    both the brief's names and those of Atera's own description, Atera only the latter.
    """

    ALSO: ClassVar[Mapping[str, str]] = {}

    extra: dict[str, Any] = {}

    def to_wire(self) -> dict[str, Any]:
        """The record under the API's names, what is unknown included; what has its default is left out."""
        wire: dict[str, Any] = _plain(msgspec.to_builtins(self))
        return wire


def _plain(value: Any) -> Any:
    """What is unknown beside what is known, at every depth."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    extra = value.pop("extra", {})
    return {**{name: _plain(one) for name, one in value.items()}, **extra}


class _Names(NamedTuple):
    """What reading a kind of record needs to know of its names on the wire."""

    known: frozenset[str]
    instants: frozenset[str]
    also: tuple[tuple[str, str], ...]
    inner: Mapping[str, type[Record]]


@cache
def _names(kind: type[Record]) -> _Names:
    fields = [one for one in msgspec.structs.fields(kind) if one.name != "extra"]
    types = {one.encode_name: (one.type, *get_args(one.type)) for one in fields}
    also = tuple((other, name) for other, name in kind.ALSO.items())
    return _Names(
        known=frozenset(types.keys() | kind.ALSO.keys() | {ANSWERED}),
        instants=frozenset(name for name, kinds in types.items() if datetime in kinds),
        also=also,
        inner={
            name: one
            for name, kinds in types.items()
            for one in kinds
            if isinstance(one, type) and issubclass(one, Record)
        },
    )


@cache
def wire_names(kind: type[Record]) -> Mapping[str, str]:
    """The API's name of every field of a record."""
    return {one.name: one.encode_name for one in msgspec.structs.fields(kind) if one.name != "extra"}


def read(kind: type[R], value: Any) -> R:
    """A record from a JSON object. What is null counts as not said. Raises UnreadableAnswer."""
    if not isinstance(value, dict):
        raise UnreadableAnswer(f"The server answered {value!r:.60} where a {kind.__name__} was expected")
    try:
        return msgspec.convert(_said(_names(kind), value), kind, strict=False)
    except msgspec.ValidationError as error:
        raise UnreadableAnswer(f"The server's {kind.__name__} cannot be read: {error}") from error


def _said(names: _Names, value: Mapping[str, Any]) -> dict[str, Any]:
    """What was said under the names that the record has, and the rest as `extra`."""
    said = {name: one for name, one in value.items() if one is not None}
    for other, name in names.also:
        if name not in said and other in said:
            said[name] = said[other]
    for name in names.instants:
        text = said.get(name)
        if isinstance(text, str) and (text[-1:] != "Z" or text.startswith(NEVER)):
            _tidy_instant(said, name, text)
    for name in names.inner.keys() & said.keys():
        said[name] = _inner(names.inner[name], said[name])
    said.pop("extra", None)
    if not value.keys() <= names.known:
        said["extra"] = {name: one for name, one in value.items() if name not in names.known}
    return said


def _inner(kind: type[Record], value: Any) -> Any:
    """Records within a record, each of which may have unknown fields of its own."""
    if isinstance(value, list):
        return [_inner(kind, one) for one in value]
    return _said(_names(kind), value) if isinstance(value, dict) else value


def _tidy_instant(said: dict[str, Any], name: str, text: str) -> None:
    """An instant with its time zone; Atera has left some empty, and gives some without a zone, which are UTC."""
    if not text or text.startswith(NEVER):
        del said[name]
        return
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return  # the conversion says what is wrong with it
    said[name] = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
