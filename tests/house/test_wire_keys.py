"""No two keys of one shape on the wire differ only by case: clients match them without regard to it."""

import importlib
from collections import Counter
from typing import Any

import msgspec

from tests.house.source import modules

SHAPES = "deskhand.api.v3"


def keys(shape: type[msgspec.Struct]) -> list[str]:
    """The keys that a shape has on the wire, its tag included."""
    tag = shape.__struct_config__.tag_field
    return [*(field.encode_name for field in msgspec.structs.fields(shape)), *([tag] if tag else [])]


def clashes(shape: type[msgspec.Struct]) -> list[str]:
    """Keys of the shape that differ from another one by nothing but case."""
    names = keys(shape)
    folded = Counter(name.casefold() for name in names)
    return [name for name in names if folded[name.casefold()] > 1]


def shapes() -> list[type[msgspec.Struct]]:
    """Every struct that is defined in the API's package."""
    names = [m.name for m in modules() if f"{m.name}.".startswith(f"{SHAPES}.")]
    return [
        value
        for module in map(importlib.import_module, names)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.__name__
    ]


def test_keys_differ_by_more_than_case() -> None:
    assert {shape.__qualname__: clashes(shape) for shape in shapes() if clashes(shape)} == {}


def test_a_clash_is_seen() -> None:
    class Clashing(msgspec.Struct, rename={"title": "TicketTitle", "other": "ticketTitle"}):
        title: str
        other: str
        third: Any

    assert clashes(Clashing) == ["TicketTitle", "ticketTitle"]


def test_a_tag_is_a_key() -> None:
    class Tagged(msgspec.Struct, tag_field="Kind", tag="x"):
        kind: str

    assert clashes(Tagged) == ["kind", "Kind"]
