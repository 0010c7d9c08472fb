"""Running Alembic: directly on SQLite, and as one script of SQL on PostgreSQL, where asyncpg runs it."""

from io import StringIO
from pathlib import Path
from threading import Lock

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from deskhand.storage.errors import StorageError

FOLDER = Path(__file__).parent
VERSION_TABLE = "migration"
# Alembic keeps what it is doing in a global of the process.
_one_at_a_time = Lock()


def configuration() -> Config:
    """Alembic's settings, in code: an installed Deskhand has no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def sqlite_engine(path: Path) -> sa.Engine:
    """SQLAlchemy's own engine for the file, with whole transactions: Python's driver would commit before each DDL."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)), connect_args={"isolation_level": None, "timeout": 30.0}
    )
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def upgrade_sqlite(path: Path) -> None:
    """Run what is missing, all or nothing. Another process that migrates is waited for."""
    config, engine = configuration(), sqlite_engine(path)
    script = ScriptDirectory.from_config(config)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            _run(config, script, "", as_sql=False)
    except sa.exc.DBAPIError as error:
        raise StorageError(f"the migration failed and left the database as it was: {error.orig}") from error
    finally:
        engine.dispose()


def postgresql_script(version: str) -> str:
    """The SQL that brings a PostgreSQL database from a version to the newest, for one transaction."""
    config, text = configuration(), StringIO()
    config.attributes["output"] = text
    _run(config, ScriptDirectory.from_config(config), version, as_sql=True)
    return text.getvalue()


def _run(config: Config, script: ScriptDirectory, version: str, *, as_sql: bool) -> None:
    def steps(current: object, _: object) -> object:
        return script._upgrade_revs("head", current)  # type: ignore[arg-type]  # what alembic.command.upgrade does

    environment = EnvironmentContext(
        config, script, fn=steps, as_sql=as_sql, starting_rev=version or None, destination_rev="head"
    )
    with _one_at_a_time, environment:
        script.run_env()
