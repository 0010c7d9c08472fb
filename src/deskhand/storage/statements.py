"""The plain statements that every noun needs, built from its struct: insert it, update it, read it by key."""

from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from deskhand.storage.statement import Statement

S = TypeVar("S", bound=msgspec.Struct)


def columns_of(struct: type[msgspec.Struct], table: sa.Table) -> list[sa.Column[Any]]:
    """The table's columns that the struct has fields for, in the struct's order."""
    return [table.c[field] for field in struct.__struct_fields__]


def insert_of(struct: type[msgspec.Struct], table: sa.Table, *more: str) -> Statement[Any]:
    """INSERT with one bind per field of the struct, and per column named in `more`."""
    names = (*struct.__struct_fields__, *more)
    return Statement(sa.insert(table).values({name: sa.bindparam(name, type_=table.c[name].type) for name in names}))


def update_of(struct: type[msgspec.Struct], table: sa.Table, *more: str) -> Statement[Any]:
    """UPDATE by account and id, setting every field of the struct, and the columns named in `more`."""
    names = [name for name in (*struct.__struct_fields__, *more) if name not in ("account_id", "id")]
    return Statement(
        sa.update(table)
        .where(table.c.account_id == sa.bindparam("account_id"), table.c.id == sa.bindparam("id"))
        .values({name: sa.bindparam(name, type_=table.c[name].type) for name in names})
    )


def get_of(struct: type[S], table: sa.Table) -> Statement[S]:
    """SELECT one by account and id, or for tables of texts by whatever their key is named."""
    return Statement(
        sa.select(*columns_of(struct, table)).where(
            table.c.account_id == sa.bindparam("account_id"), table.c.id == sa.bindparam("id")
        ),
        struct,
    )


def row_of(thing: msgspec.Struct) -> dict[str, Any]:
    """A struct as the parameters of its insert or update."""
    return {field: getattr(thing, field) for field in thing.__struct_fields__}


def anywhere(text: str) -> str:
    """A LIKE pattern for `text` anywhere, its own wildcards taken literally."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
