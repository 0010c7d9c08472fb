"""What somebody asks for: a draft holds UNSET where nothing was said, so that null and silence stay apart."""

from typing import TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

Maybe: TypeAlias = T | UnsetType


def said(value: T | UnsetType, otherwise: T) -> T:
    """The value, or `otherwise` where nothing was said."""
    return otherwise if isinstance(value, UnsetType) else value


def apply(draft: msgspec.Struct, to: S) -> S:
    """`to` with every field replaced that the draft says something about and that `to` has too."""
    changes = {
        field: value
        for field in draft.__struct_fields__
        if (value := getattr(draft, field)) is not UNSET and field in to.__struct_fields__
    }
    return msgspec.structs.replace(to, **changes) if changes else to
