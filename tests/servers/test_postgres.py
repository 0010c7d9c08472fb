"""The ephemeral PostgreSQL starts, copies databases, and is never left behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.servers.postgres import Postgres
from tests.servers.postgres_keeper import OLDEST, PostgresError

OWNER = """
import os, signal
from tests.servers.postgres import Postgres
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background inherits ignored
server = Postgres().start()
print(server.folder, server.postmaster, flush=True)
signal.pause()
"""
OWNER_WITH_A_WORKER = """
import os, signal
from tests.servers.postgres import Postgres
server = Postgres()
if os.fork() == 0:
    Postgres.attach(server.folder).start()
    os._exit(0)
os.wait()
print(server.folder, server.start().postmaster, flush=True)
signal.pause()
"""


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres() as started:
        yield started


async def answer(url: str, question: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_it_serves_a_recent_postgresql_in_utf8_and_c(server: Postgres) -> None:
    url = server.url("postgres")
    assert await answer(url, "SELECT current_setting('server_version_num')::int / 10000") >= OLDEST
    assert await answer(url, "SELECT current_setting('server_encoding')") == "UTF8"
    assert await answer(url, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C"
    assert await answer(url, "SELECT current_setting('fsync')") == "off"


async def test_a_database_made_from_a_template_has_its_rows(server: Postgres) -> None:
    server.create_database("origin")
    server.sql("CREATE TABLE thing AS SELECT 7 AS number", database="origin")
    url = server.create_database("copy", template="origin")
    assert await answer(url, "SELECT number FROM thing") == 7


async def test_a_database_is_dropped_under_its_users(server: Postgres) -> None:
    connection = await asyncpg.connect(server.create_database("busy"))
    server.drop_database("busy")
    with pytest.raises(asyncpg.PostgresError):
        await connection.fetchval("SELECT 1")
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(server.url("busy"))


def test_a_refused_command_says_why(server: Postgres) -> None:
    with pytest.raises(PostgresError, match='database "postgres" already exists'):
        server.create_database("postgres")


def test_stopping_removes_server_and_folder() -> None:
    server = Postgres(fsync=True).start()
    pid = server.postmaster
    assert server.sql("SHOW fsync") == "on"
    server.stop()
    assert not is_running(pid)
    assert not server.folder.exists()


def test_an_unused_server_leaves_no_folder() -> None:
    server = Postgres()
    server.stop()
    assert not server.folder.exists()


@pytest.mark.parametrize(
    ("program", "number"),
    [(OWNER, signal.SIGINT), (OWNER, signal.SIGKILL), (OWNER_WITH_A_WORKER, signal.SIGKILL)],
    ids=["interrupted", "killed", "killed, started by a worker"],
)
def test_the_end_of_its_owner_is_its_end(program: str, number: signal.Signals) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    with owner:
        assert owner.stdout
        folder, pid = owner.stdout.readline().split()
        assert is_running(int(pid))
        owner.send_signal(number)
    assert soon(lambda: not is_running(int(pid)))
    assert soon(lambda: not Path(folder).exists())


def test_the_server_ends_with_its_keeper() -> None:
    with Postgres() as server:
        pid = server.postmaster
        keeper = int(Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()[1])
        os.kill(keeper, signal.SIGKILL)
        assert soon(lambda: not is_running(pid))
        shutil.rmtree(server.folder)
