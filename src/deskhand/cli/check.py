"""`deskhand check` and `deskhand migrate`: whether the installation is in order, and bringing it up to date."""

from collections.abc import Callable
from pathlib import Path

import typer

from deskhand.app import engine_for
from deskhand.cli.run import Config, Database, run, settings_or_fail, told
from deskhand.desk.found import list_accounts
from deskhand.settings import Settings
from deskhand.storage.errors import StorageError
from deskhand.storage.migrate import migrate, pending


def migrate_database(database: str | None = Database, config: Path = Config) -> None:
    """Bring the database's tables up to date; safe to repeat."""
    settings = settings_or_fail(config, database_url=database)
    with told():
        migrate(settings.database_url)
    typer.echo("The database is current.")


def check(database: str | None = Database, config: Path = Config) -> None:
    """Check settings, database and migrations; each line is ok or says what to do."""
    settings = settings_or_fail(config, database_url=database)
    typer.echo("ok    settings are valid")
    # In this order: each line makes sense only when the one before it is ok.
    fine = all(_line(look, settings) for look in (_reachable, _current, _founded))
    if settings.sqlite_sync == "normal":
        typer.echo("note  DESKHAND_SQLITE_SYNC=normal: a power cut may lose the last moments of what was acknowledged")
    if not fine:
        raise typer.Exit(1)


def _line(look: Callable[[Settings], tuple[bool, str]], settings: Settings) -> bool:
    fine, text = look(settings)
    typer.echo(f"{'ok   ' if fine else 'to do'} {text}")
    return fine


def _reachable(settings: Settings) -> tuple[bool, str]:
    try:
        pending(settings.database_url)
    except StorageError as wrong:
        return False, f"the database cannot be reached: {wrong}"
    return True, "the database can be reached"


def _current(settings: Settings) -> tuple[bool, str]:
    if pending(settings.database_url):
        return False, "its tables are not current; run: deskhand migrate"
    return True, "its tables are current"


def _founded(settings: Settings) -> tuple[bool, str]:
    async def count() -> int:
        engine = engine_for(settings)
        await engine.start()
        try:
            async with engine.read() as read:
                return len(await list_accounts(read))
        finally:
            await engine.stop()

    found = run(count())
    if found:
        return True, f"{found} account{'s' if found != 1 else ''}"
    return False, "no account yet; run: deskhand init --account NAME --admin-email EMAIL"
