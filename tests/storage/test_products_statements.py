"""Every statement of the product is understood by both databases."""

import importlib
import pkgutil
import sqlite3
from contextlib import closing
from types import ModuleType
from typing import Any

import asyncpg

import deskhand
from deskhand.storage.open import read_url
from deskhand.storage.statement import Statement


def product_statements() -> dict[str, Statement[Any]]:
    """Those that modules keep under a name; the ones built per shape of filter are tried where they are used."""
    modules: list[ModuleType] = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(deskhand.__path__, "deskhand.")
        if "migrations" not in found.name and not found.name.endswith("__main__")
    ]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Statement)
    }


def test_sqlite_understands_them(sqlite_url: str) -> None:
    path, _ = read_url(sqlite_url)
    assert path is not None
    statements = product_statements()
    assert len(statements) > 10
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements.values():
            sql = statement.sqlite.sql
            connection.execute(f"EXPLAIN {sql}", [None] * sql.count("?"))


async def test_postgresql_understands_them(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    for statement in product_statements().values():
        await connection.prepare(statement.postgresql.sql)
    await connection.close()
