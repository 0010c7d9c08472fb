"""Which engine a URL asks for."""

import re
from pathlib import Path
from typing import NamedTuple

from deskhand.storage.engine import Engine
from deskhand.storage.sqlite_files import Sync

_EXPECTED = "expected sqlite:///relative/path, sqlite:////absolute/path or postgresql://user@host/database"


class DatabaseUrl(NamedTuple):
    """A checked URL: a SQLite file, or the URL of a PostgreSQL database."""

    path: Path | None
    postgresql: str


def read_url(url: str) -> DatabaseUrl:
    """Tell which database a URL names. Raises ValueError with what would be right; the URL's password is not in it."""
    if re.match(r"postgres(ql)?://.", url):
        return DatabaseUrl(None, url)
    path = url.removeprefix("sqlite:///")
    if path == url or not path or path.startswith(":memory:") or "?" in path or "\0" in path:
        raise ValueError(f"the database URL is neither SQLite's nor PostgreSQL's: {_EXPECTED}")
    return DatabaseUrl(Path(path), "")


def open_engine(url: str, *, sqlite_sync: Sync = "full", connections: int = 8) -> Engine:
    """The engine for a database, not yet started. Raises ValueError for a URL that names none."""
    named = read_url(url)
    # Imported here, so that a process loads one driver only.
    if named.path is not None:
        from deskhand.storage.sqlite import SqliteEngine

        return SqliteEngine(named.path, sync=sqlite_sync)
    from deskhand.storage.postgres import PostgresEngine

    return PostgresEngine(named.postgresql, connections=connections)
