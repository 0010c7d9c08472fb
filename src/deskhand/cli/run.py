"""How commands run: settings read, engine opened, and every foreseeable failure told in one sentence."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import typer
import uvloop

from deskhand.core.errors import Refusal
from deskhand.core.text import BadText, check_text
from deskhand.database import engine_for
from deskhand.desk.found import list_accounts
from deskhand.desk.store import Account
from deskhand.settings import BadSetting, Settings, read_settings
from deskhand.storage.engine import Engine
from deskhand.storage.errors import StorageError
from deskhand.storage.migrate import migrate

T = TypeVar("T")

LONGEST_NAME = 200

Database = typer.Option(
    None, "--database", metavar="URL", help="sqlite:///path or postgresql://... (DESKHAND_DATABASE_URL)"
)
Config = typer.Option(None, "--config", metavar="FILE", help="A TOML file of settings (DESKHAND_CONFIG)")


def fail(sentence: str) -> NoReturn:
    """End the command with one sentence on standard error and exit code 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def text_or_fail(option: str, text: str) -> str:
    """An option's text without white space around it; it must say something that can be kept."""
    try:
        tidy = check_text(text.strip(), LONGEST_NAME)
    except BadText as wrong:
        fail(f"{option}: {wrong}.")
    if not tidy.isprintable():
        fail(f"{option} must be one line of letters and signs.")
    return tidy or fail(f"{option} must not be empty.")


def settings_or_fail(file: Path | None = None, **overrides: Any) -> Settings:
    """The settings, or the sentence that names the wrong one."""
    try:
        return read_settings(file=file, **overrides)
    except BadSetting as wrong:
        fail(str(wrong))


@contextmanager
def told() -> Iterator[None]:
    """Turn what commands may meet into one sentence each."""
    try:
        yield
    except BadSetting as wrong:
        fail(str(wrong))
    except Refusal as refusal:
        fail(f"{refusal.message}: {refusal.detail}." if refusal.detail != refusal.message else f"{refusal.message}.")
    except StorageError as wrong:
        fail(f"DESKHAND_DATABASE_URL: {wrong}")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner, told():
        return runner.run(work)


def migrate_or_fail(settings: Settings) -> None:
    """Bring the database's tables up to date, making the database first where it is a file."""
    with told(), driver_told():
        migrate(settings.database_url)


@contextmanager
def driver_told() -> Iterator[None]:
    """Name the setting when only the driver finds fault with the database's address."""
    try:
        yield
    except ValueError as wrong:
        raise BadSetting(f"DESKHAND_DATABASE_URL: {wrong}.") from None


def with_engine(settings: Settings, work: Callable[[Engine], Awaitable[T]]) -> T:
    """Migrate the database if need be, open it, do the work, close it."""

    async def opened() -> T:
        engine = engine_for(settings)
        await engine.start()
        try:
            return await work(engine)
        finally:
            await engine.stop()

    migrate_or_fail(settings)
    return run(opened())


async def the_account(engine: Engine, name: str | None) -> Account:
    """The named account, or the only one."""
    async with engine.read() as read:
        accounts = await list_accounts(read)
    if name is not None:
        for account in accounts:
            if account.name == name:
                return account
        fail(f"There is no account {name!r}; there are: {', '.join(a.name for a in accounts) or 'none yet'}.")
    if not accounts:
        fail("There is no account yet; make one with: deskhand init --account NAME --admin-email EMAIL")
    if len(accounts) > 1:
        fail(f"There are several accounts; choose one with --account: {', '.join(a.name for a in accounts)}.")
    return accounts[0]


def address_of(settings: Settings) -> str:
    """The address that users open."""
    return settings.public_url or f"http://{reachable(settings.host)}:{settings.port}"


def reachable(host: str) -> str:
    """The host as it stands in an address that this machine can open."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
