"""How a request's JSON object becomes a draft: names in any case, aliases, and every problem named at once."""

from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from deskhand.api.errors import FieldError, error
from deskhand.api.kinds import BadValue, Kind
from deskhand.http.door import Answer

T = TypeVar("T", bound=msgspec.Struct)
Draft = TypeVar("Draft", covariant=True)


class BadRequest(Exception):
    """The request cannot be understood; `errors` says what is wrong with which field."""

    def __init__(
        self, message: str, detail: str, code: str = "invalid_request", errors: list[FieldError] | None = None
    ):
        super().__init__(detail)
        self.message = message
        self.detail = detail
        self.code = code
        self.errors = errors or []


def said_wrong(wrong: BadRequest) -> Answer:
    """A request that cannot be understood, as an answer."""
    return error(400, wrong.code, wrong.message, wrong.detail, errors=wrong.errors)


class Field(msgspec.Struct, frozen=True):
    """One field: the draft's attribute, the name we document, and the other names real clients use.

    A name with a dot lies in a nested object. `null` says what JSON null means: nothing was said (the default), or
    None, where a draft knows the difference.
    """

    attribute: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    about: str = ""
    null_is_none: bool = False


class Body(Protocol[Draft]):
    """What a route takes as its body."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of an object; none where the body is no object."""
        ...

    def read(self, body: Any) -> Draft:
        """What a decoded JSON body says. Raises BadRequest."""
        ...

    def wire_name(self, attribute: str) -> str:
        """What the wire calls a draft's attribute."""
        ...

    def schema(self) -> dict[str, Any]:
        """The body's JSON Schema."""
        ...


class Bare:
    """A body that is no object but one bare value, such as an array of ids."""

    fields: tuple[Field, ...] = ()

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def read(self, body: Any) -> Any:
        """The value. Raises BadRequest."""
        try:
            return self.kind.read(body)
        except BadValue as bad:
            raise BadRequest(bad.message or "Invalid body", str(bad), bad.code or "invalid_body") from None

    def wire_name(self, attribute: str) -> str:
        """A bare value has no names but the draft's own."""
        return attribute

    def schema(self) -> dict[str, Any]:
        """The value's JSON Schema."""
        return self.kind.schema()


class Shape(Generic[T]):
    """The fields of one request body, and the struct they fill."""

    def __init__(self, struct: type[T], fields: tuple[Field, ...], *, required: tuple[str, ...] = ()) -> None:
        strange = {field.attribute for field in fields} - set(struct.__struct_fields__)
        if strange:
            raise TypeError(f"{struct.__name__} has no {sorted(strange)}")
        self.struct = struct
        self.fields = fields
        self.required = required
        self._names = {field.attribute: field.name for field in fields}

    def read(self, body: Any) -> T:
        """The draft that a decoded JSON body says. Raises BadRequest naming every field that does not fit."""
        if not isinstance(body, dict):
            raise BadRequest("Invalid body", "Expected a JSON object", "invalid_body")
        lowered = _lowered(body)
        values: dict[str, Any] = {}
        problems: list[tuple[Field, BadValue]] = []
        for field in self.fields:
            found, value = _find(lowered, field)
            if not found:
                continue
            try:
                values[field.attribute] = None if value is None else field.kind.read(value)
            except BadValue as bad:
                problems.append((field, bad))
        if problems:
            raise _bad_request(problems)
        return self.struct(**values)

    def wire_name(self, attribute: str) -> str:
        """What the wire calls a draft's attribute."""
        return self._names.get(attribute, attribute)

    def schema(self) -> dict[str, Any]:
        """The body's JSON Schema, with the documented names; unknown ones are ignored."""
        properties = {field.name: _schema_of(field) for field in self.fields if "." not in field.name}
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        return {**schema, "required": list(self.required)} if self.required else schema


def _schema_of(field: Field) -> dict[str, Any]:
    about = field.about
    if field.aliases:
        about = f"{about} Also read as {', '.join(field.aliases)}.".strip()
    schema = field.kind.schema()
    if field.null_is_none:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "description": about} if about else schema


def _lowered(body: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in body.items()}


def _find(body: dict[str, Any], field: Field) -> tuple[bool, Any]:
    """Whether the body says the field under any of its names, and what; the first name with a value wins."""
    told_null = False
    for name in (field.name, *field.aliases):
        outer, _, inner = name.lower().partition(".")
        value = body.get(outer, msgspec.UNSET)
        if inner:
            value = _lowered(value).get(inner, msgspec.UNSET) if isinstance(value, dict) else msgspec.UNSET
        if value is None:
            told_null = True
        elif value is not msgspec.UNSET:
            return True, value
    return (told_null and field.null_is_none), None


def _bad_request(problems: list[tuple[Field, BadValue]]) -> BadRequest:
    field, first = problems[0]
    return BadRequest(
        first.message or f"Invalid {field.name}",
        f"{field.name}: {first}",
        first.code or "invalid_field",
        [FieldError(field.name, str(bad)) for field, bad in problems],
    )
