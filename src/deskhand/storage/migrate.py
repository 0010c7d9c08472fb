"""Bringing a database to the newest schema; Alembic is imported only when there is something to do."""

import asyncio
import sqlite3
import threading
from collections.abc import Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from deskhand.storage.errors import StorageError, Unreachable
from deskhand.storage.migrations import head
from deskhand.storage.open import read_url
from deskhand.storage.sqlite_files import prepare_file

T = TypeVar("T")

_READ_VERSION = "SELECT version_num FROM migration"
# Not to_regclass(): after a wait for the lock it still answers from its session's cache.
_IS_THERE = (
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_tables"
    " WHERE tablename = 'migration' AND schemaname = ANY (current_schemas(false)))"
)
# The migration that brought the index of words; PostgreSQL's migrations are a script, and no script can part words.
_WORDS = "0003"
# Any number will do, as long as every process of every release takes the same.
_ADVISORY_LOCK = 7_003_375_263


class NewerSchema(StorageError):
    """The database was migrated by a newer release than this one."""


def pending(url: str) -> bool:
    """Whether the database lacks a migration.

    Raises Unreachable when it does not answer, NewerSchema when it is ahead of this release.
    """
    path, postgresql = read_url(url)
    return _is_pending(_sqlite_version(path) if path is not None else _alone(_postgresql_version(postgresql)))


def migrate(url: str) -> None:
    """Bring a database to the newest schema, making it first where it is a file that does not exist.

    Several processes may do so at once: one migrates, the others wait. Raises as `pending` does.
    """
    path, postgresql = read_url(url)
    if path is not None:
        prepare_file(path)
        if _is_pending(_sqlite_version(path)):
            from deskhand.storage.migrations.upgrade import upgrade_sqlite

            upgrade_sqlite(path)
    else:
        _alone(_migrate_postgresql(postgresql))


def _is_pending(version: str) -> bool:
    if version > head():
        raise NewerSchema(f"the database has schema {version}, this release knows {head()}: install a newer release")
    return version != head()


def _sqlite_version(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        with closing(sqlite3.connect(path, timeout=30.0)) as connection:
            row = connection.execute(_READ_VERSION).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return ""
        raise Unreachable(f"cannot read the database file {path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise Unreachable(f"cannot read the database file {path}: {error}") from error
    return str(row[0]) if row else ""


async def _postgresql_version(url: str) -> str:
    from deskhand.storage.postgres_connections import connect_once

    connection = await connect_once(url)
    try:
        return await _version_on(connection)
    finally:
        await connection.close(timeout=5)


async def _version_on(connection: Any) -> str:
    if not await connection.fetchval(_IS_THERE):
        return ""
    return await connection.fetchval(_READ_VERSION) or ""


async def _migrate_postgresql(url: str) -> None:
    from deskhand.storage.postgres_connections import connect_once

    connection = await connect_once(url)
    try:
        if _is_pending(await _version_on(connection)):
            async with connection.transaction():
                await _upgrade_postgresql(connection)
    finally:
        await connection.close(timeout=5)


async def _upgrade_postgresql(connection: Any) -> None:
    from asyncpg import PostgresError

    from deskhand.storage.migrations.upgrade import postgresql_script
    from deskhand.storage.words_of_tickets import fill_postgresql

    await connection.execute(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
    version = await _version_on(connection)  # another process may have migrated while this one waited
    if _is_pending(version):
        try:
            await connection.execute(postgresql_script(version))
            if version < _WORDS:
                await fill_postgresql(connection)
        except PostgresError as error:
            raise StorageError(f"the migration failed and left the database as it was: {error}") from error


def _alone(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end, whether or not the caller's thread has an event loop running."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(asyncio.run(work))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]
