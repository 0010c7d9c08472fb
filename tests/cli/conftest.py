"""Running commands: in this process where that is enough, really started where it matters."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
import typer.testing

from deskhand.database import engine_for
from deskhand.settings import Settings
from deskhand.storage.engine import Engine
from deskhand_client.cli.main import app

T = TypeVar("T")

Run = Callable[..., typer.testing.Result]
PASSWORD = "a few good words"


@pytest.fixture(autouse=True)
def without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting is given to a command but those that its test gives."""
    for name in [name for name in os.environ if name.startswith("DESKHAND_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def run() -> Run:
    """Run `deskhand ARGUMENTS` in this process, to its end."""

    def run_now(*arguments: str, typed: str | None = None, **environment: str) -> typer.testing.Result:
        runner = typer.testing.CliRunner()
        return runner.invoke(app, arguments, input=typed, env=environment, catch_exceptions=False)

    return run_now


def founded(run: Run, url: str, account: str = "Brightwater IT", email: str = "jane.tech@brightwater.example") -> None:
    """Make an account in a database, and Jane Tech who administers it."""
    done = run(
        "init", "--account", account, "--admin-email", email, "--database", url, DESKHAND_ADMIN_PASSWORD=PASSWORD
    )
    assert done.exit_code == 0, done.output


def on_engine(url: str, work: Callable[[Engine], Awaitable[T]]) -> T:
    """Do something on a database directly."""

    async def opened() -> T:
        engine = engine_for(Settings(database_url=url))
        await engine.start()
        try:
            return await work(engine)
        finally:
            await engine.stop()

    return asyncio.run(opened())


def complaint(done: typer.testing.Result) -> str:
    """The one line that a command which failed told, on standard error and nowhere else."""
    assert done.exit_code == 1, done.output
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    return line
