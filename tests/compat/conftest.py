"""Really started servers on both databases, and a fresh account in theirs for every test."""

import asyncio
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from deskhand.database import engine_for
from deskhand.settings import Settings
from tests.cast import Cast, make_cast, make_key
from tests.servers.deskhand import Server


class Account(msgspec.Struct):
    """An account with the cast in it, in the database of a running server."""

    url: str
    cast: Cast
    key: str  # an integration's, which may do everything
    janes_key: str  # acts as Jane Tech

    def client(self, key: str = "") -> httpx.Client:
        """A client that sends one key; to be closed by whoever asked for it."""
        headers = {"X-API-KEY": key or self.key}
        # No certificates: reading the machine's takes longer than most tests.
        return httpx.Client(base_url=f"{self.url}/api/v3", headers=headers, timeout=30, verify=False)


@pytest.fixture(scope="session")
def server(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on this worker's SQLite file, and then one on its PostgreSQL database.

    It sweeps nothing: other tests use the same databases, and decide themselves what moment it is there.
    """
    with Server(database_url, folder=tmp_path_factory.mktemp("server"), DESKHAND_WORKER="off") as started:
        yield started


@pytest.fixture
def account(server: Server, database_url: str, request: pytest.FixtureRequest) -> Account:
    """A fresh account on the running server; its ids are its own, so that no other account's would do."""
    return make_account(database_url, server.url, request.node.nodeid)


def make_account(database_url: str, url: str, name: str, *, ids_from: int = 0) -> Account:
    """A new account with the cast, made beside the server in its database."""

    async def make() -> Account:
        engine = engine_for(Settings(database_url=database_url))
        await engine.start()
        try:
            cast = await make_cast(engine, name, ids_from=ids_from)
            key = await make_key(engine, cast.account_id)
            janes_key = await make_key(engine, cast.account_id, technician=cast.jane)
        finally:
            await engine.stop()
        return Account(url, cast, key, janes_key)

    return asyncio.run(make())
