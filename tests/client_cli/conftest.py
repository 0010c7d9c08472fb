"""A really started server, a fresh account in it for every test, and three ways to give a command."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskhand_client.client import Client
from tests.client_cli.commands import Desk, Run, Runner
from tests.compat.conftest import make_account
from tests.servers.deskhand import Server


@pytest.fixture(scope="session")
def server(sqlite_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on this worker's SQLite file, which sweeps nothing by itself."""
    with Server(sqlite_url, folder=tmp_path_factory.mktemp("server"), DESKHAND_WORKER="off") as started:
        yield started


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folder, in which nobody has logged in yet, and no setting from outside."""
    for name in [name for name in os.environ if name.startswith("DESKHAND_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TZ", "UTC")
    for name in ("VISUAL", "EDITOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a command in this process, with nobody at the keyboard, and read what comes of it."""
    return Runner(capsys, monkeypatch)


@pytest.fixture
def desk(
    server: Server, sqlite_url: str, home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A fresh account with the cast in it; commands act as Jane Tech."""
    account = make_account(sqlite_url, server.url, request.node.nodeid)
    monkeypatch.setenv("DESKHAND_URL", server.url)
    monkeypatch.setenv("DESKHAND_KEY", account.janes_key)
    with Client(server.url, account.key) as client:
        yield Desk(server.url, account.janes_key, account.key, account.cast, client)
