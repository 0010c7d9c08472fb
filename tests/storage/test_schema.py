"""The tables' shape: everything an account has lies under its number, and may be moved to another server with it."""

import sqlalchemy as sa

from deskhand.storage.schema import metadata

# What belongs to the installation. `wake`, which a worker reads across accounts, is keyed by the account like the rest.
GLOBAL = {"account", "login"}


def own_tables() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if table.name not in GLOBAL]


def test_the_primary_key_begins_with_the_account() -> None:
    assert [t.name for t in own_tables() if next(iter(t.primary_key.columns)).name != "account_id"] == []


def test_every_reference_stays_within_the_account() -> None:
    leaving = [
        f"{table.name}: {reference.name}"
        for table in own_tables()
        for reference in table.foreign_key_constraints
        if (reference.column_keys[0], reference.elements[0].column.name)
        not in (("account_id", "account_id"), ("account_id", "id"))
    ]
    assert leaving == []


def test_only_the_account_itself_is_referred_to_by_one_column() -> None:
    short = {
        reference.referred_table.name
        for table in metadata.sorted_tables
        for reference in table.foreign_key_constraints
        if len(reference.column_keys) == 1
    }
    assert short == {"account"}


def test_what_is_unique_is_unique_within_the_account() -> None:
    loose = [
        f"{table.name}: {unique.name}"
        for table in own_tables()
        for unique in _uniques(table)
        if next(iter(unique.columns)).name != "account_id"
    ]
    assert loose == []


def test_what_is_unique_is_told_by_a_column() -> None:
    """The engine names the last column of a key in its Conflict; an expression has no such name on SQLite."""
    assert [
        unique.name
        for table in metadata.sorted_tables
        for unique in _uniques(table)
        if isinstance(unique, sa.Index) and not all(isinstance(e, sa.Column) for e in unique.expressions)
    ] == []


def test_every_constraint_has_a_name() -> None:
    assert [
        table.name
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None and list(getattr(constraint, "columns", ()))
    ] == []


def test_no_name_is_too_long_for_postgresql() -> None:
    names = [
        str(thing.name)
        for table in metadata.sorted_tables
        for thing in (table, *table.columns, *table.constraints, *table.indexes)
        if thing.name is not None
    ]
    assert [name for name in names if len(name) > 63] == []


def _uniques(table: sa.Table) -> list[sa.UniqueConstraint | sa.Index]:
    constraints = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    return [*constraints, *(index for index in table.indexes if index.unique)]
