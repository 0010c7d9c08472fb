"""A real PostgreSQL in a temporary folder, for one test run."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from tests.servers import postgres_keeper
from tests.servers.postgres_keeper import SUPERUSER, PostgresError, locked, program, server_ids

STARTS_WITHIN = 60.0
STOPS_WITHIN = 20.0


class Postgres:
    """One server that lives no longer than the process that made this object.

    Making it only takes a folder; `start` starts the server, once, whoever asks first. Data are thrown away at the
    end, so fsync is off unless a test of crashes wants it on.
    """

    def __init__(self, *, fsync: bool = False) -> None:
        self.folder = _reachable_folder()
        self.fsync = fsync
        self._owner_lock: int | None = locked(self.folder / "owner.lock")
        self._keeper: int | None = None

    @classmethod
    def attach(cls, folder: Path, *, fsync: bool = False) -> Self:
        """The server of another process's folder: it may be started from here, and is stopped by its owner."""
        server = cls.__new__(cls)
        server.folder, server.fsync, server._owner_lock, server._keeper = folder, fsync, None, None
        return server

    def start(self) -> Self:
        """Start the server unless somebody has, and wait until it takes connections."""
        starting = locked(self.folder / "start.lock")
        try:
            if not self._was_started:
                self._keeper = self._spawn_keeper()
            _await(
                lambda: self._port_file.exists() or self._failure_file.exists(), STARTS_WITHIN, "PostgreSQL to start"
            )
        finally:
            os.close(starting)
        if self._failure_file.exists():
            raise PostgresError(self._failure_file.read_text())
        return self

    def stop(self) -> None:
        """Stop the server and remove its folder; does nothing for anyone but the owner."""
        if self._owner_lock is None:
            return
        started = self._was_started
        fcntl.flock(self._owner_lock, fcntl.LOCK_UN)
        os.close(self._owner_lock)
        self._owner_lock = None
        if started:
            _await(lambda: not self.folder.exists(), STOPS_WITHIN, "PostgreSQL to stop")
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._keeper is not None:
            os.waitpid(self._keeper, 0)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, database: str) -> str:
        """How to reach one of the server's databases, as its superuser."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self._port_file.read_text()}/{database}"

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database, empty or as a copy of another; its URL."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template1"}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database if it exists, and whoever is still connected to it."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement through psql; its rows as plain text."""
        # psql rather than asyncpg: it works the same inside and outside of a running event loop.
        command = [program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.url(database), "-c", statement]
        done = subprocess.run(command, capture_output=True, text=True, env=_clean_environment(), check=False)
        if done.returncode:
            raise PostgresError(done.stderr)
        return done.stdout.strip()

    @property
    def postmaster(self) -> int:
        """The process id of the running server."""
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    @property
    def _was_started(self) -> bool:
        return (self.folder / "keeper.log").exists()

    @property
    def _port_file(self) -> Path:
        return self.folder / "port"

    @property
    def _failure_file(self) -> Path:
        return self.folder / "failure"

    def _spawn_keeper(self) -> int:
        """Start the keeper in a session of its own; its process id."""
        # posix_spawn, because a Popen object would have to stay alive here until the keeper ends.
        log = self.folder / "keeper.log"
        return os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", postgres_keeper.__file__, str(self.folder), "on" if self.fsync else "off"],
            _clean_environment(),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
            setsid=True,
        )


def _reachable_folder() -> Path:
    """A new folder that the server's user can enter: not below a folder that is root's alone."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        path = Path(parent).resolve()
        if os.geteuid() != 0 or all(step.stat().st_mode & 0o001 for step in (path, *path.parents)):
            folder = Path(tempfile.mkdtemp(prefix="deskhand-postgres-", dir=path))
            os.chown(folder, *server_ids())
            return folder
    raise PostgresError("no temporary folder that PostgreSQL's user could reach")


def _clean_environment() -> dict[str, str]:
    """This environment without libpq's settings, which would lead to some other server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _await(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise PostgresError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.01)
