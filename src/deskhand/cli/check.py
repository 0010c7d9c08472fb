"""`deskhand check` and `deskhand migrate`: whether the installation is in order, and bringing it up to date."""

from pathlib import Path
from typing import NamedTuple

import typer

from deskhand.cli.run import Config, Database, driver_told, migrate_or_fail, run, settings_or_fail
from deskhand.database import engine_for
from deskhand.desk.found import list_accounts
from deskhand.settings import BadSetting, Settings, read_settings, sqlite_path
from deskhand.storage.errors import StorageError
from deskhand.storage.migrate import NewerSchema, pending


class Finding(NamedTuple):
    """One thing that was looked at, and in words what it is like or what to do."""

    fine: bool
    text: str


def migrate_database(database: str | None = Database, config: Path | None = Config) -> None:
    """Bring the database's tables up to date; safe to repeat."""
    migrate_or_fail(settings_or_fail(config, database_url=database))
    typer.echo("The database is current.")


def check(database: str | None = Database, config: Path | None = Config) -> None:
    """Check settings, database and migrations; each line is ok or says what to do."""
    try:
        settings = read_settings(file=config, database_url=database)
    except BadSetting as wrong:
        _tell(Finding(False, str(wrong)))
        raise typer.Exit(1) from None
    _tell(Finding(True, "settings are valid"))
    # Each makes sense only when the one before it is ok.
    fine = _tell(_reachable(settings)) and _tell(_current(settings)) and _tell(_founded(settings))
    if settings.sqlite_sync == "normal" and sqlite_path(settings.database_url):
        typer.echo("note  DESKHAND_SQLITE_SYNC=normal: a power cut may lose the last moments of what was acknowledged")
    if not fine:
        raise typer.Exit(1)


def _tell(finding: Finding) -> bool:
    typer.echo(f"{'ok   ' if finding.fine else 'to do'} {finding.text}")
    return finding.fine


def _reachable(settings: Settings) -> Finding:
    try:
        with driver_told():
            pending(settings.database_url)
    except NewerSchema:
        pass
    except (StorageError, BadSetting) as wrong:
        return Finding(False, f"the database cannot be reached: {wrong}")
    return Finding(True, "the database can be reached")


def _current(settings: Settings) -> Finding:
    try:
        lacking = pending(settings.database_url)
    except NewerSchema as wrong:
        return Finding(False, str(wrong))
    if lacking:
        return Finding(False, "its tables are not current; run: deskhand migrate")
    return Finding(True, "its tables are current")


def _founded(settings: Settings) -> Finding:
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
        return Finding(True, f"{found} account{'s' if found != 1 else ''}")
    return Finding(False, "no account yet; run: deskhand init --account NAME --admin-email EMAIL")
