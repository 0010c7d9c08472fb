"""What every test may ask for: migrated and empty databases of both kinds, made for this run and gone after it."""

import fcntl
import itertools
import os
import secrets
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import pytest_asyncio
from hypothesis import settings

from deskhand.app import Desk, desk_for
from deskhand.auth import passwords
from deskhand.database import engine_for
from deskhand.settings import Settings
from deskhand.storage.engine import Engine
from tests.cast import CHEAP_HASHES, Client, Office, make_cast, make_key, no_keys_alike
from tests.servers.postgres import Postgres

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = "deskhand_template"
SERVER = pytest.StashKey[Postgres]()
MEMORY, PLENTY = "/dev/shm", 8 * 2**30
_numbers = itertools.count(1)

# The same examples in every run: what fails here fails for everybody, and nothing fails by the way.
settings.register_profile("deskhand", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("deskhand")


def pytest_configure(config: pytest.Config) -> None:
    """Reserve the run's one PostgreSQL, which starts when a test first asks for it; let Ctrl-C reach what is started.

    A shell has what it runs in the background ignore Ctrl-C, and so would every command that a test gives it to.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _keep_files_in_memory()
    workerinput = getattr(config, "workerinput", None)
    config.stash[SERVER] = Postgres.attach(Path(workerinput["postgres"])) if workerinput else Postgres()


def _keep_files_in_memory() -> None:
    """Where memory is plentiful, let all databases and files of the run live there: it saves every twentieth second.

    Nothing that is tested is about a disk that loses its power.
    """
    if "TMPDIR" not in os.environ and os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free > PLENTY:
        os.environ["TMPDIR"] = tempfile.tempdir = MEMORY


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that began the run stops its server."""
    config.stash[SERVER].stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the run's server is."""
    node.workerinput["postgres"] = str(node.config.stash[SERVER].folder)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers even on one core: the tests wait for servers as much as they calculate."""
    return max(2, os.cpu_count() or 2)


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Passwords are hashed for a thousandth of the price within the tests' own process; started servers pay it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", CHEAP_HASHES)
        yield


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Postgres:
    """The run's PostgreSQL, started."""
    return request.config.stash[SERVER].start()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Postgres, run_folder: Path) -> str:
    """This worker's migrated database on PostgreSQL; its tests share it."""

    def make_template() -> None:
        postgres_server.drop_database(TEMPLATE)
        migrate(postgres_server.create_database(TEMPLATE))

    once(run_folder, "postgres-template", make_template)
    return postgres_server.create_database(f"deskhand_{WORKER}", template=TEMPLATE)


@pytest.fixture
def fresh_postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """An empty database on PostgreSQL, for one test."""
    name = f"fresh_{WORKER}_{next(_numbers)}"
    yield postgres_server.create_database(name)
    postgres_server.drop_database(name)


@pytest.fixture(scope="session")
def sqlite_url(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """This worker's migrated SQLite file; its tests share it."""
    template = run_folder / "template.db"

    def make_template() -> None:
        template.unlink(missing_ok=True)
        migrate(url_of(template))
        with closing(sqlite3.connect(template)) as connection:  # a file to be copied must not have a journal beside it
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    once(run_folder, "sqlite-template", make_template)
    return url_of(Path(shutil.copy(template, tmp_path_factory.mktemp("sqlite") / "deskhand.db")))


@pytest.fixture
def fresh_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet, for one test."""
    return url_of(tmp_path / "fresh.db")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """This worker's migrated database, on SQLite and then on PostgreSQL."""
    return str(request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]))


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database_url(request: pytest.FixtureRequest) -> str:
    """An empty database for one test, on SQLite and then on PostgreSQL."""
    return str(
        request.getfixturevalue({"sqlite": "fresh_sqlite_url", "postgresql": "fresh_postgres_url"}[request.param])
    )


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if WORKER == "main" else own.parent


class Lent:
    """The engine of a desk that outlives a test: started anew for each, as each has an event loop of its own."""

    spare_readers = 1  # asked for before the first start

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def start(self) -> None:
        self.engine = engine_for(self.settings)
        await self.engine.start()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)


@pytest.fixture(scope="session")
def built_desk(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that is built once per run and database, since building its routes takes longer than most tests."""
    return build_desk(database_url, tmp_path_factory.mktemp("data"))


def build_desk(url: str, folder: Path) -> Desk:
    """A desk on a database whose engine is started by each test that borrows the desk; its files lie in the folder."""
    settings = Settings(database_url=url, data_dir=str(folder))
    return desk_for(settings, cast(Engine, Lent(settings)))


@pytest_asyncio.fixture
async def office(built_desk: Desk) -> AsyncIterator[Office]:
    """A desk with the cast in an account of its own; tests share a worker's database but never an account."""
    desk = built_desk
    desk.door.reopen()
    await desk.start()
    people = await make_cast(desk.engine, f"Brightwater IT {secrets.token_hex(6)}")
    key = await make_key(desk.engine, people.account_id)
    transport = httpx.ASGITransport(desk.door, raise_app_exceptions=False)
    hooks = {"response": [no_keys_alike]}
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test", event_hooks=hooks) as http:
        yield Office(desk, people, http, Client(http, key))
    await desk.stop()


def once(run_folder: Path, name: str, work: Callable[[], None]) -> None:
    """Have one worker of the run do the work, while the others wait for it."""
    with (run_folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run_folder / f"{name}.done"
        if not done.exists():
            work()
            done.touch()


def url_of(file: Path) -> str:
    """How a SQLite file is named to Deskhand."""
    return f"sqlite:///{file}"


def migrate(url: str) -> None:
    """Bring a database to the newest schema."""
    from deskhand.storage.migrate import migrate  # not at the top: tests of the rules need no storage

    migrate(url)
