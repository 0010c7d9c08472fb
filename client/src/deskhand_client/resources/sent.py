"""What a change sends: only what was said, under the API's names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from deskhand_client.records.record import Record, wire_names
from deskhand_client.talk import UNSET as UNSET
from deskhand_client.talk import Unset as Unset
from deskhand_client.talk import instant

# What may be said of a field. None says nothing, like UNSET, where a call does not say what else it means.
Text: TypeAlias = str | Unset | None
Id: TypeAlias = int | Unset | None
Flag: TypeAlias = bool | Unset | None
Number: TypeAlias = float | Unset | None
Moment: TypeAlias = datetime | Unset | None


def sent(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON body with the fields that were said something about; instants in UTC."""
    return {
        name: instant(value) if isinstance(value, datetime) else value
        for name, value in fields.items()
        if value is not UNSET
    }


def sent_as(kind: type[Record], said: Mapping[str, Any], *, cleared_by_none: tuple[str, ...] = ()) -> dict[str, Any]:
    """A JSON body from a call's arguments, under the names that the record of this kind has for them.

    Arguments that are no fields of the record are left out, and so is None, but for those that it clears.
    """
    names = wire_names(kind)
    return sent(
        {
            names[name]: list(value) if isinstance(value, tuple | set | frozenset) else value
            for name, value in said.items()
            if name in names and (value is not None or name in cleared_by_none)
        }
    )
