"""Statements: SQLAlchemy expressions compiled once per dialect into SQL text and generated functions."""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar, cast
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import dialect as postgresql_dialect
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from deskhand.storage.generate import Column, Position, argument_function, row_functions

R = TypeVar("R")


class _SqliteCompiler(SQLiteCompiler):
    """With hints (`.with_hint(table, "INDEXED BY ...", "sqlite")`): SQLite plans without knowing what is how many."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


SQLITE = cast(Dialect, sqlite_dialect())
SQLITE.statement_compiler = _SqliteCompiler
POSTGRESQL = cast(Dialect, postgresql_dialect())  # type: ignore[no-untyped-call]


class BadStatement(TypeError):
    """A statement that cannot be run as it is written; the message says why."""


class Compiled(Generic[R]):
    """A statement in one dialect: its text, and the functions that make its arguments and read its rows."""

    __slots__ = ("arguments", "custom", "first", "row", "rows", "slow", "sql", "writes")

    def __init__(self, statement: "Statement[R]", dialect: Dialect) -> None:
        expr = statement.expr_on(dialect)
        compiled = cast(SQLCompiler, cast(sa.ClauseElement, expr).compile(dialect=dialect))
        self.sql = compiled.string
        self.arguments: Callable[..., tuple[Any, ...]] = argument_function(_positions(compiled, dialect))
        functions = row_functions(_columns(compiled, dialect), statement.row)
        self.row: Callable[[Any], R] = functions.row
        self.rows: Callable[[Iterable[Any]], list[R]] = functions.rows
        self.first: Callable[[Any], Any] = functions.first
        self.writes = not _only_reads(expr)
        self.custom = statement.plan == "custom"
        self.slow = statement.slow


class Statement(Generic[R]):
    """One statement, built once: at import, or by an `lru_cache`d function of a bounded number of shapes.

    With `row`, a msgspec struct whose fields are the columns' names in their order, each row becomes such a struct
    and its enums become members. Without it, a row of one column is the bare value and a longer one a tuple.
    Values are given by the names of the binds; a bind with a value of its own is a constant.
    `plan="custom"` lets PostgreSQL plan for the values of each call (it costs about as much as the query itself).
    `on_sqlite` is what SQLite runs instead, where the tables themselves differ; its binds have the same names.
    `slow` is known to take longer than SQLite's reads may take on the event loop.
    """

    def __init__(
        self,
        expr: sa.Executable,
        row: type[R] | None = None,
        *,
        plan: Literal["generic", "custom"] = "generic",
        on_sqlite: sa.Executable | None = None,
        slow: bool = False,
    ) -> None:
        self.expr = expr
        self.row = row
        self.plan = plan
        self.on_sqlite = on_sqlite
        self.slow = slow
        _statements.add(self)

    @cached_property
    def sqlite(self) -> Compiled[R]:
        """Compiled for SQLite, on first use."""
        return _compile(self, SQLITE)

    @cached_property
    def postgresql(self) -> Compiled[R]:
        """Compiled for asyncpg, on first use."""
        return _compile(self, POSTGRESQL)

    def expr_on(self, dialect: Dialect) -> sa.Executable:
        """What this dialect runs."""
        return self.expr if self.on_sqlite is None or dialect is not SQLITE else self.on_sqlite


# Weak, so that statements fallen out of an lru_cache are forgotten here too.
_statements: "WeakSet[Statement[Any]]" = WeakSet()


def all_statements() -> list[Statement[Any]]:
    """Every statement that is alive now."""
    return list(_statements)


def compile_all(dialect: Literal["sqlite", "postgresql"]) -> None:
    """Compile every statement there is. Raises BadStatement for the first that cannot be run."""
    for statement in all_statements():
        getattr(statement, dialect)


def _compile(statement: Statement[R], dialect: Dialect) -> Compiled[R]:
    try:
        return Compiled(statement, dialect)
    except (TypeError, sa.exc.SQLAlchemyError) as error:
        raise BadStatement(f"{error}\nin the statement for {dialect.name}:\n{statement.expr_on(dialect)}") from error


def _positions(compiled: SQLCompiler, dialect: Dialect) -> list[Position]:
    """What stands behind each placeholder of the text, in order; hidden constants of SQLAlchemy's included."""
    if compiled.post_compile_params:
        raise BadStatement("IN with a list of values has no fixed text; use storage.types.one_of")
    untyped_allowed = _limits(cast(sa.ClauseElement, compiled.statement))
    found = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        if isinstance(bind.type, sa.types.NullType) and bind.required and name not in untyped_allowed:
            raise BadStatement(f"the bind {name!r} has no type; give bindparam a type_")
        processor = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.required:
            found.append(Position(name, processor, None))
        else:
            value = bind.effective_value
            if isinstance(value, Enum):
                value = value.value
            found.append(Position(None, None, value if processor is None else processor(value)))
    return found


def _limits(expr: sa.ClauseElement) -> set[str]:
    """The binds of LIMIT and OFFSET, which SQLAlchemy leaves without a type; both databases know it."""
    clauses = [
        clause
        for part in visitors.iterate(expr)
        if isinstance(part, sa.Select)
        for clause in (part._limit_clause, part._offset_clause)
    ]
    return {clause.key for clause in clauses if isinstance(clause, sa.BindParameter)}


def _columns(compiled: SQLCompiler, dialect: Dialect) -> list[Column]:
    # _result_columns is what SQLAlchemy's own rows are read by; it has no public name.
    found = []
    for entry in compiled._result_columns:
        elements = [thing.element if isinstance(thing, sa.Label) else thing for thing in entry.objects]
        if any(isinstance(e, sa.sql.functions.FunctionElement) and e.name in ("sum", "avg") for e in elements):
            raise BadStatement(f"PostgreSQL gives {entry.keyname!r} as a Decimal; cast it to sa.BigInteger")
        found.append(Column(entry.keyname, entry.type, _result_processor(entry.type, dialect)))
    return found


def _result_processor(kind: TypeEngine[Any], dialect: Dialect) -> Any:
    if isinstance(kind, sa.Float):
        return None  # both drivers give floats, and SQLAlchemy's processor wants to know the driver's type code
    if isinstance(kind, sa.Numeric):
        raise BadStatement("a Decimal does not survive SQLite; keep whole minor units in a sa.BigInteger")
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _only_reads(expr: sa.Executable) -> bool:
    if isinstance(expr, sa.TextClause):
        return expr.text.lstrip()[:6].upper() == "SELECT"
    return not expr.is_dml
