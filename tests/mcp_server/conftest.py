"""A really started server, a fresh account in it for every test, and the ways in which an agent may connect to it."""

from collections.abc import Iterator

import pytest

from tests.compat.conftest import Account, make_account
from tests.conftest import url_of
from tests.mcp_server.agent import Way, ways
from tests.servers.deskhand import Server


@pytest.fixture(scope="session")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A SQLite file that no other server of this worker serves."""
    return url_of(tmp_path_factory.mktemp("mcp") / "desk.db")


@pytest.fixture(scope="session")
def server(own_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on it."""
    with Server(own_url, folder=tmp_path_factory.mktemp("mcp"), DESKHAND_WORKER="off") as started:
        yield started


@pytest.fixture
def account(server: Server, own_url: str, request: pytest.FixtureRequest) -> Account:
    """A fresh account on the running server."""
    return make_account(own_url, server.url, request.node.nodeid)


@pytest.fixture(params=ways(), ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Way:
    """How the agent connects: by a process of its own, over HTTP, and over HTTP as agents did before 2026."""
    way: Way = request.param
    return way
