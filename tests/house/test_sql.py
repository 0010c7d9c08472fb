"""SQL is written in stores, and only storage knows the drivers."""

import pytest

from tests.house.source import Finding, Module, imports, modules, offences

LANGUAGE = {"sqlalchemy"}
DRIVERS = {"alembic", "asyncpg", "sqlite3"}


def sql_imports(source: str) -> list[Finding]:
    """Imports of what SQL is written with."""
    return _imports_of(source, LANGUAGE | DRIVERS)


def driver_imports(source: str) -> list[Finding]:
    """Imports of what SQL is run with."""
    return _imports_of(source, DRIVERS)


def _imports_of(source: str, packages: set[str]) -> list[Finding]:
    return [(line, f"imports {name}") for line, name in imports(source) if name.split(".")[0] in packages]


def is_store(module: Module) -> bool:
    """Whether the file's name says that it holds SQL."""
    *folders, file = module.name.split(".")
    return file == "store" or file.endswith("_store") or "store" in folders


def test_sql_is_written_in_stores_only() -> None:
    assert offences((m for m in modules() if m.package != "storage" and not is_store(m)), sql_imports) == []


def test_only_storage_knows_the_drivers() -> None:
    assert offences((m for m in modules() if m.package != "storage"), driver_imports) == []


@pytest.mark.parametrize(
    "source",
    ["import sqlalchemy as sa", "from sqlalchemy import select", "def f():\n    from sqlalchemy.sql import text"],
)
def test_sql_is_seen(source: str) -> None:
    assert sql_imports(source)
    assert not driver_imports(source)


@pytest.mark.parametrize("source", ["import asyncpg", "from sqlite3 import connect", "import alembic.command"])
def test_a_driver_is_seen(source: str) -> None:
    assert driver_imports(source)


def test_our_own_names_are_no_sql() -> None:
    assert sql_imports("from deskhand.storage.engine import Tx\nfrom . import sqlalchemy_notes") == []
