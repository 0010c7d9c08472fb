"""docs/reference/api.md and openapi.json: every route as it is declared, and every object it takes and gives."""

from collections.abc import Iterator
from enum import Enum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from deskhand.api.errors import ErrorBody
from deskhand.api.kinds import (
    Choice,
    Email,
    Flag,
    Instant,
    Kind,
    ListOf,
    LocalTime,
    Number,
    Reference,
    Scalar,
    Text,
    Whole,
)
from deskhand.api.openapi import openapi_json
from deskhand.api.routes import JSON, Param, Route
from deskhand.api.shape import Bare, Body, Field, Shape
from deskhand.api.uploads import Base64
from deskhand.api.v3 import ROUTES
from deskhand.api.v3.bulk import ManyChanges
from deskhand.api.v3.shapes.custom_field import OptionKind
from deskhand.api.v3.shapes.sla_kinds import HoursKind, OwnDayKind, TargetsKind, WeekKind
from deskhand.tickets.bulk import MOST_AT_ONCE
from generators import markdown
from generators.markdown import anchor, as_json, code, listed, table

PREFIX = "/api/v3"

INTRO = """Atera's ticket API: tickets, comments, work hours, customers, contacts and technicians. The same as a
document for programs is [openapi.json](openapi.json); a running server shows it at `/api/docs` and gives it at
`/api/openapi.json`. How existing Atera clients connect is told in [the guide for them](../guides/atera-clients.md).

**Key.** Send an API key as `X-API-KEY: KEY` or as `Authorization: Bearer KEY`. Each call takes one
[scope](permissions.md#scopes-of-api-keys). A key may send as many requests in any sixty seconds as it was made with,
usually 700: `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` (seconds) stand in every answer, and
a 429 carries `Retry-After`. A refused request does not count.

**Names and values.** Paths, query names and the names in a body are read in any case. Unknown ones are ignored, so
that a client may send back what it read. Ids may come as decimal text, true and false as text or as 1 and 0. A body
is read as JSON whatever its `Content-Type` says, and may have at most 8 MB. What is absent or null in an update stays
as it is; where null means something, it stands under *takes*.

**Instants** are answered as `YYYY-MM-DDTHH:MM:SSZ`, UTC, cut to the second, and null where there is none. They are
read with or without fractions and offsets; without an offset they are UTC.

**Lists** come in one envelope, [Paged](#paged). `page` runs from 1, `itemsInPage` from 1 to 50, default 20; what is
out of bounds becomes the nearest that makes sense. `nextLink` and `prevLink` are absolute, keep the filters, and are
`""` at the ends.

**Errors** all have one body; [errors.md](errors.md) lists them."""


def document() -> str:
    """The OpenAPI document, as a server gives it."""
    return openapi_json().decode() + "\n"


def page() -> str:
    """The page."""
    tags = list(dict.fromkeys(route.tag for route in ROUTES))
    return markdown.page(
        "The API",
        INTRO,
        "## All calls",
        table(("call", "does", "scope"), map(_index_row, ROUTES)),
        *(part for tag in tags for part in (f"## {tag}", *(_section(r) for r in ROUTES if r.tag == tag))),
        "## Objects",
        *map(_object, _objects()),
    )


def _index_row(route: Route) -> list[str]:
    return [code(_call(route)), f"[{route.summary}](#{anchor(route.summary)})", code(route.scope)]


def _call(route: Route) -> str:
    return f"{' or '.join(route.methods)} {PREFIX}{route.path}"


def _section(route: Route) -> str:
    parts = [f"### {route.summary}", markdown.block("http", _call(route))]
    answered = _linked(route.answer) if route.media_type == JSON else code(route.media_type)
    parts.append(f"Scope {code(route.scope)}. Answers {route.status} with {answered}.")
    if route.query:
        parts.append(table(("query", "takes", ""), map(_param_row, route.query)))
    if route.body is not None:
        parts.append(table(("body", "takes", "also read as", ""), _body_rows(route.body)))
    if route.example is not None:
        parts += ["Send, for example:", as_json(route.example)]
    if route.example_answer is not None:
        parts += ["The answer has, among others:", as_json(route.example_answer)]
    return "\n\n".join(parts)


def _param_row(param: Param) -> list[str]:
    return [code(param.name), _taken(param.kind), param.about]


def _body_rows(body: Body[Any]) -> Iterator[list[str]]:
    if isinstance(body, Bare):
        yield ["no object", _taken(body.kind), "", ""]
    if isinstance(body, ManyChanges):
        each = "an object of what a ticket is opened or updated with"
        about = "With TicketID, that ticket is updated, or deleted where Delete is true; without, one is opened."
        yield [code("items"), f"array of 1 to {MOST_AT_ONCE:,}, each: {each}", "the array alone", about]
    if not isinstance(body, Shape):
        return
    for field in body.fields:
        about = f"**Required.** {field.about}".strip() if field.name in body.required else field.about
        yield [code(field.name), _taken_or_null(field), ", ".join(map(code, field.aliases)), about]


def _taken_or_null(field: Field) -> str:
    return _taken(field.kind) + (" or null" if field.null_is_none else "")


def _taken(kind: Kind) -> str:
    match kind:
        case Scalar(longest=longest):
            return f"text, up to {longest:,}, a number, or true or false"
        case Email(longest=longest):
            return f"e-mail address, up to {longest:,}"
        case Text(longest=longest):
            return f"text, up to {longest:,}"
        case Choice(values=values):
            return _values(values)
        case Reference(noun=noun):
            return f"id of a {noun}"
        case ListOf(item=item, least=least, most=most):
            return f"array of {least or 'up'} to {most:,}, each: {_taken(item)}"
        case OptionKind():
            return "text, or an object of Value, Text and ParentName"
        case HoursKind():
            return "hours, such as `09:00-12:00`"
        case WeekKind():
            return "object of weekdays, each an array of hours"
        case OwnDayKind():
            return "an object of Date, Name, Kind and Times"
        case TargetsKind():
            return "object of priorities, each an object of minutes"
        case LocalTime():
            return "day or time without an offset"
        case Base64():
            return "bytes in base64"
        case Flag():
            return "true or false"
        case Instant():
            return "instant"
        case Whole(least=least, most=most):
            return f"whole number, {least:,} to {most:,}" if most < 2**40 else f"whole number from {least:,}"
        case Number(least=least, most=most):
            return f"number, {least:,} to {most:,}" if most < 2**40 else f"number from {least:,}"
    raise LookupError(f"say in docs/generators/api.py how {kind} is to be shown")


def _values(values: type[Enum]) -> str:
    return listed((code(member.value) for member in values), "or")


def _objects() -> list[type[msgspec.Struct]]:
    """Every struct that an answer holds, by name."""
    found: dict[str, type[msgspec.Struct]] = {}
    waiting: list[Any] = [*(route.answer for route in ROUTES), ErrorBody]
    while waiting:
        kind = waiting.pop()
        struct = get_origin(kind) or kind
        if _is_struct(struct) and struct.__name__ not in found:
            found[struct.__name__] = struct
            waiting += [*get_type_hints(struct).values(), *_bases(struct)]
        waiting += get_args(kind)
    return [found[name] for name in sorted(found)]


def _object(struct: type[msgspec.Struct]) -> str:
    """One struct: what it adds to the one it extends, or all it has."""
    hints = get_type_hints(struct, include_extras=True)
    bases = _bases(struct)
    inherited = {name for base in bases for name in (get_origin(base) or base).__struct_fields__}
    rows = ([code(name), _shown(hints[name])] for name in struct.__struct_fields__ if name not in inherited)
    parts = [f"### {struct.__name__}", " ".join((struct.__doc__ or "").split())]
    if bases:
        parts.append(f"All of {listed(map(_linked, bases))}, and:")
    return "\n\n".join([*parts, table(("key", "is"), rows)])


def _bases(struct: type[msgspec.Struct]) -> list[Any]:
    """What a struct extends, with the arguments of a generic one."""
    declared = getattr(struct, "__orig_bases__", struct.__bases__)
    return [base for base in declared if _is_struct(get_origin(base) or base) and base is not msgspec.Struct]


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _linked(kind: Any) -> str:
    """A struct as a link to where it is shown: Paged of TicketOut; a list as what it is a list of."""
    if get_origin(kind) is list:
        return f"a {_shown(kind)}"
    name = (get_origin(kind) or kind).__name__
    link = f"[{name}](#{name.lower()})"
    return " of ".join([link, *map(_linked, get_args(kind))])


def _shown(kind: Any) -> str:
    """A type in words."""
    if get_origin(kind) is Annotated:
        return "instant"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _values(kind)
    words = {int: "whole number", str: "text", float: "number", bool: "true or false", NoneType: "null"}
    if kind in words:
        return words[kind]
    if _is_struct(kind):
        return _linked(kind)
    if get_origin(kind) is list:
        return f"list of {_shown(*get_args(kind))}"
    if args := get_args(kind):
        return " or ".join(code(str(a).lower()) if isinstance(a, bool) else _shown(a) for a in args)
    return "what the call names"
