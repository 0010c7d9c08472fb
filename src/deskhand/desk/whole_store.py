"""An account as a whole: which of its tables are carried to another installation, and the SQL for that.

Rows go out and in as they are, under the names of their columns, so that what comes in answers every call alike.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from deskhand.storage.schema import account, account_clock, metadata, wake
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc

# What stays behind, and why; every other table of an account is carried. A test fails for a table that is in neither.
LEFT_BEHIND: dict[str, str] = {
    "api_key": "secrets of this installation; make new ones there",
    "session": "who is logged in here",
    "password": "secrets; every technician sets a new one",
    "password_link": "secrets",
    "login": "made anew from the technicians",
    "kept_answer": "belongs to keys that stay behind",
    "presence": "who is looking just now",
}
# Written last: with its clock an account comes to life, and with its wake row its consumers begin to look at it.
LAST = (account_clock, wake)

_OWN = "account_id"


Table = sa.Table


@cache
def carried() -> tuple[sa.Table, ...]:
    """The tables that are carried, in an order in which each comes after those that it refers to."""
    apart = {account, *LAST}
    tables = [t for t in metadata.sorted_tables if _OWN in t.c and t not in apart and t.name not in LEFT_BEHIND]
    return (*tables, *LAST)


def table_named(name: str) -> sa.Table | None:
    """The carried table of this name."""
    return next((table for table in carried() if table.name == name), None)


def columns(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    """Its columns but the account's number."""
    return tuple(column for column in table.c if column.name != _OWN)


def key_of(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    """The columns that tell its rows apart within an account; none for the rows that an account has one of."""
    return tuple(column for column in table.primary_key if column.name != _OWN)


def within(table: sa.Table) -> tuple[str, ...]:
    """Its columns that refer to other rows of the same table: set when all rows are there."""
    return tuple(
        key.parent.name
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is table
        for key in constraint.elements
        if key.parent.name != _OWN
    )


@cache
def rows_after(table: sa.Table, *, first: bool) -> Statement[tuple[Any, ...]]:
    """The next rows in the order of their key: from the beginning, or after the key of a row."""
    key = key_of(table)
    asked = sa.select(*columns(table)).where(table.c[_OWN] == sa.bindparam(_OWN))
    if not first:
        place = sa.tuple_(*(sa.bindparam(column.name, type_=column.type) for column in key))
        asked = asked.where(sa.tuple_(*key) > place)
    return Statement(asked.order_by(*key).limit(sa.bindparam("limit")))


@cache
def count_of(table: sa.Table) -> Statement[int]:
    """How many rows of it an account has."""
    return Statement(sa.select(sa.func.count()).select_from(table).where(table.c[_OWN] == sa.bindparam(_OWN)))


@cache
def insert_into(table: sa.Table) -> Statement[Any]:
    """A row as it was."""
    return Statement(sa.insert(table).values({c.name: sa.bindparam(c.name, type_=c.type) for c in table.c}))


@cache
def refer_within(table: sa.Table) -> Statement[Any]:
    """What a row refers to in its own table."""
    key = (table.c[_OWN], *key_of(table))
    values = {name: sa.bindparam(f"to_{name}", type_=table.c[name].type) for name in within(table)}
    return Statement(sa.update(table).where(*(c == sa.bindparam(c.name) for c in key)).values(values))


def read_row(of: Sequence[sa.Column[Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row that travelled as JSON, with instants as such. Raises KeyError and ValueError where it does not fit."""
    return {column.name: _value(row[column.name], column) for column in of}


def _value(value: Any, column: sa.Column[Any]) -> Any:
    return datetime.fromisoformat(value) if isinstance(column.type, Utc) and isinstance(value, str) else value


def row_params(table: sa.Table, account_id: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """A carried row as parameters of `insert_into`: without what it refers to in its own table."""
    later = within(table)
    return {_OWN: account_id, **{c.name: None if c.name in later else row[c.name] for c in columns(table)}}


def reference_params(table: sa.Table, account_id: int, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Of the rows those that refer to their own table, as parameters of `refer_within`."""
    names = within(table)
    return [
        {
            _OWN: account_id,
            **{c.name: row[c.name] for c in key_of(table)},
            **{f"to_{name}": row[name] for name in names},
        }
        for row in rows
        if any(row[name] is not None for name in names)
    ]


# Of the row in the global list of accounts: what the account itself has said.
SETTINGS = tuple(column for column in account.c if column.name != "id")
READ_ACCOUNT: Statement[tuple[Any, ...]] = Statement(
    sa.select(*SETTINGS).where(account.c.id == sa.bindparam("account_id"))
)
INSERT_ACCOUNT: Statement[Any] = Statement(
    sa.insert(account).values({c.name: sa.bindparam(c.name, type_=c.type) for c in account.c})
)
EVENTS: Statement[Any] = Statement(
    sa.select(account_clock.c.event).where(account_clock.c.account_id == sa.bindparam("account_id"))
)
