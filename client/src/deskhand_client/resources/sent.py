"""What a change sends: only what was said."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final

from deskhand_client.talk import instant


class Unset(Enum):
    """The kind of UNSET."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"


# What somebody said nothing about; None means something, such as nobody.
UNSET: Final = Unset.UNSET


def sent(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON body with the fields that were said something about; instants in UTC."""
    return {
        name: instant(value) if isinstance(value, datetime) else value
        for name, value in fields.items()
        if value is not UNSET
    }
