"""The migrations make the very tables that the statements are written for."""

import asyncio
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import NullPool

from deskhand.storage.errors import StorageError, Unreachable
from deskhand.storage.migrate import NewerSchema, migrate, pending
from deskhand.storage.migrations import VERSIONS, head
from deskhand.storage.migrations.upgrade import configuration, sqlite_engine
from deskhand.storage.open import read_url
from deskhand.storage.schema import metadata
from deskhand.storage.schema.search import is_ordinary
from tests.servers.postgres import Postgres

CATALOGUE = [
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
    " WHERE table_schema = 'public' AND table_name <> 'migration'",
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND conrelid <> 'migration'::regclass",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migration'",
]


def test_a_database_is_migrated_once(fresh_database_url: str) -> None:
    assert pending(fresh_database_url)
    migrate(fresh_database_url)
    assert not pending(fresh_database_url)
    migrate(fresh_database_url)


def test_several_may_migrate_at_once(fresh_database_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(migrate, [fresh_database_url] * 4))
    assert not pending(fresh_database_url)


async def test_a_running_loop_is_no_obstacle(fresh_database_url: str) -> None:
    assert asyncio.get_running_loop().is_running()
    migrate(fresh_database_url)
    assert not pending(fresh_database_url)


def test_a_database_of_a_newer_release_is_left_alone(fresh_database_url: str, request: pytest.FixtureRequest) -> None:
    migrate(fresh_database_url)
    later = "UPDATE migration SET version_num = '9999'"
    path, url = read_url(fresh_database_url)
    if path is not None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(later)
    else:
        request.getfixturevalue("postgres_server").sql(later, url.rpartition("/")[2])
    for refused in (migrate, pending):
        with pytest.raises(NewerSchema, match="9999"):
            refused(fresh_database_url)


def test_an_unreachable_server_is_told() -> None:
    with pytest.raises(Unreachable):
        migrate("postgresql://ann@127.0.0.1:1/deskhand")


def test_a_migration_that_fails_leaves_nothing(fresh_sqlite_url: str) -> None:
    path, _ = read_url(fresh_sqlite_url)
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE work_hours (x)")
    with pytest.raises(StorageError, match="already exists"):
        migrate(fresh_sqlite_url)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("work_hours",)]


def test_up_to_date_is_found_out_without_alembic(sqlite_url: str) -> None:
    program = "import sys; from deskhand.storage.migrate import migrate; migrate(sys.argv[1]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, sqlite_url], capture_output=True, text=True, check=True)
    assert not {"alembic", "asyncpg"} & set(done.stdout.split())


def test_the_migrated_tables_are_the_statements_tables_on_sqlite(fresh_sqlite_url: str, tmp_path: Path) -> None:
    migrate(fresh_sqlite_url)
    migrated, made = sa.create_engine(fresh_sqlite_url, poolclass=NullPool), _made_file(tmp_path / "made.db")
    with migrated.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"version_table": "migration", "compare_server_default": True, "include_name": is_ordinary},
        )
        assert compare_metadata(context, metadata) == []
        assert _definitions(connection) == made


def test_the_migrated_tables_are_the_statements_tables_on_postgresql(
    fresh_postgres_url: str, postgres_server: Postgres
) -> None:
    database = fresh_postgres_url.rpartition("/")[2]
    migrate(fresh_postgres_url)
    migrated = [sorted(postgres_server.sql(query, database).splitlines()) for query in CATALOGUE]
    postgres_server.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE migration (x int)", database)
    postgres_server.sql(_create_all_sql(), database)
    made = [sorted(postgres_server.sql(query, database).splitlines()) for query in CATALOGUE]
    assert migrated == made


def test_migrations_are_numbered_without_a_gap() -> None:
    files = sorted(file.name for file in VERSIONS.glob("*.py"))
    assert [name.split("_")[0] for name in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    assert head() == f"{len(files):04}"


def _made_file(path: Path) -> list[list[str]]:
    """What SQLite keeps of the tables when they are made directly."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=NullPool)
    metadata.create_all(engine)
    with engine.connect() as connection:
        return _definitions(connection)


def _definitions(connection: sa.Connection) -> list[list[str]]:
    rows = connection.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'migration' ORDER BY type, name")
    )
    return [sorted(_plain(part) for part in _parts(sql)) for (sql,) in rows]


def _parts(sql: str) -> list[str]:
    """A table's columns and constraints, one by one: SQLite writes a column that is added into another's line."""
    if not sql.startswith("CREATE TABLE "):
        return sql.splitlines()
    parts, depth = [""], 0
    for sign in sql:
        depth += (sign == "(") - (sign == ")")
        if (sign in ",(" and depth == 1) or (sign == ")" and depth == 0):
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _plain(part: str) -> str:
    """A part without what copying a table adds: quotes, and brackets round a default."""
    return re.sub(r"DEFAULT \((.*)\) NOT NULL", r"DEFAULT \1 NOT NULL", part.strip().rstrip(",").replace('"', ""))


def _create_all_sql() -> str:
    texts: list[str] = []

    def keep(sql: Any, *_: Any, **__: Any) -> None:
        texts.append(str(sql.compile(dialect=mock.dialect)))

    mock = sa.create_mock_engine("postgresql+asyncpg://", keep)
    metadata.create_all(mock, checkfirst=False)
    return ";\n".join(texts)


def test_a_closed_ticket_keeps_its_due_date_when_clocks_come(fresh_sqlite_url: str) -> None:
    """The sweep reckons only what is not closed."""
    path = _with_rows(fresh_sqlite_url, "0005", BEFORE_CLOCKS)
    migrate(fresh_sqlite_url)
    with closing(sqlite3.connect(path)) as opened:
        found = opened.execute("SELECT due_at, due_by_hand, sweep_at, marks FROM ticket").fetchall()
    assert found == [(DUE, DUE, None, "")]


def test_a_log_in_is_under_the_present_address_once_there_are_sessions(fresh_sqlite_url: str) -> None:
    """It used to stay under the address that its technician had when the password was set."""
    path = _with_rows(fresh_sqlite_url, "0007", BEFORE_SESSIONS)
    migrate(fresh_sqlite_url)
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("SELECT * FROM login").fetchall() == [("new@a.example", 1, 1)]


def test_what_happened_before_there_was_a_bell_rings_nothing(fresh_sqlite_url: str) -> None:
    before: Rows = [
        ("account", {"id": 1, "name": "A", "created_at": THEN}),
        ("account_clock", {"account_id": 1, "instant": THEN, "event": 42}),
        ("wake", {"account_id": 1, "seq": 42}),
    ]
    path = _with_rows(fresh_sqlite_url, "0008", before)
    migrate(fresh_sqlite_url)
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("SELECT account_id, consumer, seq FROM event_cursor").fetchall() == [(1, "bell", 42)]
        assert opened.execute("SELECT seq, handed FROM wake").fetchall() == [(42, 42)]


Rows = list[tuple[str, dict[str, object]]]


def _with_rows(url: str, version: str, rows: Rows) -> Path:
    """A SQLite file as a release of long ago left it."""
    path = Path(url.removeprefix("sqlite:///"))
    engine = sqlite_engine(path)
    with engine.begin() as connection:
        configured = configuration()
        configured.attributes["connection"] = connection
        script = ScriptDirectory.from_config(configured)

        def steps(current: object, _: object) -> object:
            return script._upgrade_revs(version, current)  # type: ignore[arg-type]

        with EnvironmentContext(configured, script, fn=steps, destination_rev=version):
            script.run_env()
        for table, values in rows:
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            connection.execute(sa.text(f'INSERT INTO "{table}" ({names}) VALUES ({marks})'), values)
    engine.dispose()
    return path


THEN, DUE = "2024-02-15T09:00:00.000000Z", "2024-02-20T09:00:00.000000Z"
BEFORE_CLOCKS: Rows = [
    ("account", {"id": 1, "name": "A", "created_at": THEN}),
    ("account_clock", {"account_id": 1, "instant": THEN}),
    ("customer", {"account_id": 1, "id": 1, "name": "C", "created_at": THEN, "modified_at": THEN}),
    (
        "ticket",
        {
            "account_id": 1,
            "id": 1,
            "title": "T",
            "status": "Closed",
            "priority": "Low",
            "type": "Problem",
            "source": "API",
            "customer_id": 1,
            "created_at": THEN,
            "last_activity_at": THEN,
            "due_by_hand": DUE,
        },
    ),
]
TECHNICIAN = {"account_id": 1, "role": "admin", "created_at": THEN, "modified_at": THEN}
BEFORE_SESSIONS: Rows = [
    ("account", {"id": 1, "name": "A", "created_at": THEN}),
    ("technician", {**TECHNICIAN, "id": 1, "email": "New@a.example", "email_key": "new@a.example"}),
    ("technician", {**TECHNICIAN, "id": 2, "email": "no@a.example", "email_key": "no@a.example"}),
    ("password", {"account_id": 1, "technician_id": 1, "argon2": "a hash", "changed_at": THEN}),
    ("login", {"email_key": "old@a.example", "account_id": 1, "technician_id": 1}),
]
