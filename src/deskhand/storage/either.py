"""An expression that is written one way for PostgreSQL and another way for SQLite."""

from typing import Any, TypeVar

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement

T = TypeVar("T")


class Either(ColumnElement[T]):
    """Two spellings of one value. Their binds must have the same names, since nobody knows which one will be used."""

    inherit_cache = False
    # As for storage.types.OneOf: SQLAlchemy would otherwise render `(...) = 1` on SQLite.
    _is_implicitly_boolean = True

    def __init__(self, *, postgresql: ColumnElement[T], sqlite: ColumnElement[T]) -> None:
        self.postgresql = postgresql
        self.sqlite = sqlite
        self.type = postgresql.type

    @property
    def _from_objects(self) -> list[Any]:
        return list(self.postgresql._from_objects)


@compiles(Either)  # and for error messages
def _on_postgresql(element: Either[Any], compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.postgresql, **kw)})"


@compiles(Either, "sqlite")
def _on_sqlite(element: Either[Any], compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.sqlite, **kw)})"
