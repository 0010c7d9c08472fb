"""A really started Deskhand for the SDK, on a SQLite file of its own, and fresh accounts on it."""

from collections.abc import Iterator

import pytest

from deskhand_client import Client
from tests.client.things import Desk
from tests.compat.conftest import make_account
from tests.conftest import url_of
from tests.servers.deskhand import Server


@pytest.fixture(scope="session")
def desk_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of the server below."""
    return url_of(tmp_path_factory.mktemp("client") / "desk.db")


@pytest.fixture(scope="session")
def started(desk_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`deskhand serve`."""
    with Server(desk_database, folder=tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def desk(started: Server, desk_database: str, request: pytest.FixtureRequest) -> Desk:
    """An account with the cast in it, for one file of tests."""
    account = make_account(desk_database, started.url, request.node.nodeid)
    return Desk(started.url, account.key, account.janes_key, account.cast, desk_database)


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    """A client that acts as Jane, who administers the desk."""
    with Client(desk.url, desk.janes_key) as opened:
        yield opened
