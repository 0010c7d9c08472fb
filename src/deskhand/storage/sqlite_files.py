"""Opening SQLite's file: its folder, its permissions and its settings."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from deskhand.storage.errors import Unreachable

Sync = Literal["full", "normal"]

# KiB of page cache per connection; together they stay well inside the process's budget of memory.
_WRITER_CACHE = 8_000
_READER_CACHE = 16_000
_THREAD_CACHE = 4_000


def prepare_file(path: Path) -> None:
    """Make the file and its folder for their owner alone, where they do not exist; SQLite's side files follow it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise Unreachable(f"cannot open the database file {path}: {error.strerror}") from error


def open_writer(path: Path, sync: Sync) -> sqlite3.Connection:
    """The one connection that writes. It never waits for another process's lock; the engine does, on the loop."""
    return _open(
        path,
        "PRAGMA journal_mode = WAL",
        f"PRAGMA synchronous = {sync}",
        "PRAGMA foreign_keys = ON",
        f"PRAGMA cache_size = -{_WRITER_CACHE}",
        "PRAGMA busy_timeout = 0",
    )


def open_loop_reader(path: Path) -> sqlite3.Connection:
    """The connection that reads on the event loop."""
    return _open(path, "PRAGMA query_only = ON", f"PRAGMA cache_size = -{_READER_CACHE}", "PRAGMA busy_timeout = 0")


def open_thread_reader(path: Path) -> sqlite3.Connection:
    """A connection that reads in a thread, where waiting for a lock holds nobody up."""
    return _open(path, "PRAGMA query_only = ON", f"PRAGMA cache_size = -{_THREAD_CACHE}")


def watch_deadline(connection: sqlite3.Connection, is_over: Callable[[], bool], steps: int) -> None:
    """Interrupt whatever the connection runs once `is_over`; asked every so many of SQLite's steps (1,000: 10 us)."""
    connection.set_progress_handler(is_over, steps)


def _open(path: Path, *settings: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path, timeout=5.0, isolation_level=None, check_same_thread=False, cached_statements=1024
        )
        # Sorting and temporary tables in memory; no memory map, which would count as ours while it only caches.
        for setting in ("PRAGMA temp_store = MEMORY", "PRAGMA mmap_size = 0", *settings):
            connection.execute(setting).fetchall()
    except sqlite3.Error as error:
        raise Unreachable(f"cannot open the database file {path}: {error}") from error
    return connection
