"""`deskhand import deskhand`: an account that another installation exported, as it was there."""

import asyncio
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import typer

from deskhand.attachments.objects import Objects, new_key
from deskhand.cli.run import Config, Database, fail, migrate_or_fail, settings_or_fail, text_or_fail, with_engine
from deskhand.desk.restore_account import place_for, restore_account
from deskhand.desk.whole import Head
from deskhand.storage.engine import Engine
from deskhand_client.moving.folder import BrokenFolder, ExportFolder


class _Folder:
    """The folder of an export, as restoring reads it."""

    def __init__(self, folder: ExportFolder) -> None:
        self._folder = folder
        self.head = msgspec.convert(folder.manifest, Head)

    def rows(self, table: str) -> Iterable[Mapping[str, Any]]:
        return self._folder.rows(table)


def import_deskhand(
    folder: Path = typer.Argument(..., metavar="FOLDER", help="What deskhand export has written"),
    account: str = typer.Option("", help="The new account's name; default: as it was called there"),
    database: str | None = Database,
    config: Path | None = Config,
) -> None:
    """Make an account of what another Deskhand exported.

    It answers every call as it did there: the same ids, dates, history and files. Nobody's password and no API key
    comes along. Run it where the new installation runs; all of it comes or nothing.

    Examples:

    deskhand import deskhand desk-2026-11
    """
    settings = settings_or_fail(config, database_url=database)
    export = ExportFolder(folder)
    migrate_or_fail(settings)
    try:
        whole = _Folder(export)
        name = text_or_fail("--account", account or str(whole.head.account.get("name", "")))
        objects = Objects(settings.object_store)
        with_engine(settings, lambda engine: _restore(engine, objects, export, whole, name))
    except (BrokenFolder, msgspec.ValidationError) as wrong:
        fail(f"{wrong}.")
    wanted = shlex.quote(name)
    typer.echo(
        f"The account {name!r} is here, with {whole.head.tables.get('ticket', 0)} tickets and all their history.\n"
        f"Next: deskhand password reset --account {wanted} EMAIL, deskhand keys create --account {wanted} --name NAME"
    )


async def _restore(engine: Engine, objects: Objects, export: ExportFolder, whole: _Folder, name: str) -> None:
    """Put the files where files are, then write the rows; without the rows, no file stays."""
    from rich.console import Console
    from rich.progress import Progress

    async with engine.read() as read:
        account_id = await place_for(read, whole.head, name)
    missing = export.missing
    keys: dict[int, str] = {}
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Importing", total=sum(whole.head.tables.values()))
        try:
            for number in (int(row["id"]) for row in export.rows("attachment")):
                lost = number in missing  # there too, and so it stays
                keys[number] = new_key(account_id) if lost else await objects.put(account_id, export.attachment(number))
            async with engine.chore() as writes:
                await restore_account(writes, whole, name, keys, lambda done: bar.update(task, advance=done))
        except BaseException:
            for key in keys.values():
                await asyncio.shield(objects.forget(key))
            raise
