"""Started engines on both databases, and an account of its own for each test."""

from collections.abc import AsyncIterator

import pytest

from deskhand.storage.engine import Engine
from deskhand.storage.open import open_engine
from deskhand.storage.postgres import PostgresEngine
from deskhand.storage.sqlite import SqliteEngine
from tests.storage.ledger import new_account


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[Engine]:
    """An engine, on SQLite and then on PostgreSQL."""
    started = open_engine(database_url, sqlite_sync="normal")
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[SqliteEngine]:
    """An engine on SQLite."""
    started = open_engine(sqlite_url, sqlite_sync="normal")
    assert isinstance(started, SqliteEngine)
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[PostgresEngine]:
    """An engine on PostgreSQL."""
    started = open_engine(postgres_url)
    assert isinstance(started, PostgresEngine)
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def account_id(engine: Engine) -> int:
    """An account whose log is empty."""
    return await new_account(engine)
