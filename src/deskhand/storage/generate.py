"""The generated functions of a statement: values into positional arguments, rows into structs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import Enum
from inspect import signature
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from deskhand.storage.types import Utc, read_instant

Convert = Callable[[Any], Any]


class Position(NamedTuple):
    """One placeholder: a value given under `name`, or a constant."""

    name: str | None
    processor: Convert | None
    constant: Any


class Column(NamedTuple):
    """One column of the result."""

    name: str
    type: TypeEngine[Any]
    processor: Convert | None


class RowFunctions(NamedTuple):
    """How raw rows are read: one, all, and only the first column of one."""

    row: Convert
    rows: Callable[[Iterable[Any]], list[Any]]
    first: Convert


def argument_function(positions: Sequence[Position]) -> Callable[..., tuple[Any, ...]]:
    """A function of keyword arguments alone: Python itself names what is missing or unknown in its TypeError."""
    names = list(dict.fromkeys(p.name for p in positions if p.name is not None))
    for name in names:
        if not name.isidentifier():
            raise TypeError(f"the bind {name!r} is no name that a keyword argument may have")
    scope: dict[str, Any] = {}
    parts = []
    for number, position in enumerate(positions):
        if position.name is None:
            scope[f"_constant{number}"] = position.constant
            parts.append(f"_constant{number}")
        elif position.processor is None:
            parts.append(position.name)
        else:
            scope[f"_bind{number}"] = position.processor
            parts.append(f"_bind{number}({position.name})")
    signature = f"*, {', '.join(names)}" if names else ""
    made = _define(f"def statement({signature}):\n return ({''.join(part + ', ' for part in parts)})", scope)
    return made["statement"]  # type: ignore[no-any-return]


def row_functions(columns: Sequence[Column], row: type[Any] | None) -> RowFunctions:
    """Functions that turn driver rows into `row` structs, or into tuples or bare values without one."""
    if not columns:
        return RowFunctions(tuple, lambda raws: [tuple(raw) for raw in raws], lambda raw: raw[0])
    hints = _hints(columns, row)
    scope: dict[str, Any] = {"_Row": row}
    values = [_conversion(n, column, hints.get(column.name), scope) for n, column in enumerate(columns)]
    unpacked = "".join(f"c{number}, " for number in range(len(columns)))
    if row is not None:
        made = f"_Row({', '.join(_arguments(row, values))})"
    else:
        made = values[0] if len(values) == 1 else f"({', '.join(values)})"
    functions = _define(
        f"def row(raw):\n {unpacked}= raw\n return {made}\n"
        f"def rows(raws):\n return [{made} for {unpacked}in raws]\n"
        f"def first(raw):\n c0 = raw[0]\n return {values[0]}",
        scope,
    )
    return RowFunctions(functions["row"], functions["rows"], functions["first"])


def _arguments(row: type[Any], values: Sequence[str]) -> Sequence[str]:
    """By position where the struct takes that: naming fifty fields costs msgspec more than making the struct."""
    if all(one.kind is one.KEYWORD_ONLY for one in signature(row).parameters.values()):
        return [f"{field}={value}" for field, value in zip(row.__struct_fields__, values, strict=True)]
    return values


def _hints(columns: Sequence[Column], row: type[Any] | None) -> dict[str, Any]:
    if row is None:
        return {}
    names = tuple(column.name for column in columns)
    if row.__struct_fields__ != names:
        raise TypeError(f"{row.__name__} has the fields {row.__struct_fields__}, the statement gives {names}")
    return get_type_hints(row)


def _conversion(number: int, column: Column, hint: Any, scope: dict[str, Any]) -> str:
    """The expression that makes the struct's value of the driver's; NULL stays None where the field allows it."""
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not NoneType]
    kind = kinds[0] if len(kinds) == 1 and isinstance(kinds[0], type) else None
    _check(column, kind)
    value = f"c{number}"
    if column.processor is not None:
        # SQLite's commonest conversion, straight to C: our own function only adds the test for None.
        scope[f"_read{number}"] = datetime.fromisoformat if column.processor is read_instant else column.processor
        value = f"_read{number}({value})"
    if kind is not None and issubclass(kind, Enum):
        # A dict of the members is ten times faster than calling the enum.
        scope[f"_member{number}"] = {member.value: member for member in kind}
        value = f"_member{number}[{value}]"
    may_be_none = hint is None or NoneType in get_args(hint)
    return f"(None if c{number} is None else {value})" if may_be_none and value != f"c{number}" else value


def _check(column: Column, kind: type | None) -> None:
    if kind is bool and not isinstance(column.type, sa.Boolean):
        raise TypeError(f"the column {column.name!r} is no Boolean; SQLite would give 0 or 1")
    if kind is datetime and not isinstance(column.type, Utc):
        raise TypeError(f"the column {column.name!r} is not of the type Utc; SQLite would give text")


def _define(source: str, scope: dict[str, Any]) -> dict[str, Any]:
    # Built of placeholders' numbers and checked identifiers only; generated once, it saves a loop per call.
    exec(compile(source, "<statement>", "exec"), scope)  # noqa: S102
    return scope
