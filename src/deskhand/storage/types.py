"""Column types that mean the same on both databases, and the few SQL forms the engine insists on."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from deskhand.core.time import iso_text


class Utc(TypeDecorator[datetime]):
    """An instant: timestamptz on PostgreSQL; on SQLite text of one fixed width, so that text order is time order.

    Naive values are refused on both: asyncpg would silently read them as local time.
    """

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return postgresql.TIMESTAMP(timezone=True)
        return sa.Text()

    def bind_processor(self, dialect: Dialect) -> Any:
        return utc if dialect.name == "postgresql" else write_instant

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return None if dialect.name == "postgresql" else read_instant  # asyncpg gives aware datetimes in UTC


def utc(value: datetime | None) -> datetime | None:
    """The same instant in UTC. Raises ValueError when it has no time zone."""
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("an instant must carry its time zone; this one is naive")
    return value.astimezone(UTC)


_WIDTH = len("2024-02-15T09:00:00.000000Z")


def write_instant(value: datetime | None) -> str | None:
    """An instant as SQLite keeps it: always with six digits of a second."""
    value = utc(value)
    if value is None:
        return None
    text = iso_text(value)
    return text if len(text) == _WIDTH else text[:-1] + ".000000Z"


def read_instant(value: str | None) -> datetime | None:
    """An instant that SQLite kept."""
    return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[str]):
    """JSON as text in and text out; msgspec reads and writes it at the edge. jsonb on PostgreSQL, TEXT on SQLite."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return _TextJsonb()
        return sa.Text()


class _TextJsonb(sa.types.UserDefinedType[str]):
    """jsonb without SQLAlchemy's own (de)serialiser: asyncpg takes and gives text."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSONB"


class ListOf(sa.types.UserDefinedType[list[Any]]):
    """The bind behind `one_of`: a list that travels as ONE parameter, an array or a JSON text."""

    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        if not isinstance(item, (sa.Integer, sa.String)):
            raise TypeError(f"a list of {item} cannot be one parameter on both databases")
        self.item = item

    def get_col_spec(self, **_: Any) -> str:
        return "BIGINT[]" if isinstance(self.item, sa.Integer) else "TEXT[]"

    def bind_processor(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return None
        import msgspec

        return lambda value: msgspec.json.encode(list(value)).decode()


class OneOf(ColumnElement[bool]):
    """`column = ANY($1)` or `column IN (SELECT value FROM json_each(?))`: one text for a list of any length."""

    inherit_cache = False
    # Without this SQLAlchemy renders `(...) = 1` on SQLite, which also loses the index (measured).
    _is_implicitly_boolean = True
    type = sa.Boolean()

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.bind: sa.BindParameter[Any] = sa.bindparam(name, type_=ListOf(column.type))

    @property
    def _from_objects(self) -> list[Any]:
        return list(self.column._from_objects)


@compiles(OneOf)  # and for error messages
def _one_of_postgresql(element: OneOf, compiler: Any, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} = ANY({compiler.process(element.bind, **kw)})"


@compiles(OneOf, "sqlite")
def _one_of_sqlite(element: OneOf, compiler: Any, **kw: Any) -> str:
    listed = compiler.process(element.bind, **kw)
    return f"{compiler.process(element.column, **kw)} IN (SELECT value FROM json_each({listed}))"  # noqa: S608


def one_of(column: ColumnElement[Any] | sa.Column[Any], name: str) -> ColumnElement[bool]:
    """True where `column` is in the list bound under `name`; the engine refuses SQLAlchemy's own IN (...)."""
    return OneOf(column, name)


def literal(text: str) -> sa.TextClause:
    """A condition as literal text: a partial index is used only when its condition is no bind parameter."""
    return sa.text(f"({text})")
