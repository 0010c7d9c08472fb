"""An account as a whole, as it travels: a head, every table's rows, and an end that says that nothing is missing."""

from datetime import datetime
from typing import Any

import msgspec

FORMAT = "deskhand-account"
VERSION = 1


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What comes first.

    `schema` is the database's: rows fit an installation of the same one. `account` are its name and settings, `seq` is
    its last event, `tables` says how many rows each has, in the order in which they come.
    """

    format: str = FORMAT
    version: int = VERSION
    schema: str
    taken_at: datetime
    account: dict[str, Any]
    seq: int
    tables: dict[str, int]


class Rows(msgspec.Struct, frozen=True):
    """Some rows of one table, in the order of its columns."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class End(msgspec.Struct, frozen=True):
    """What comes last: how many rows there were."""

    end: int
