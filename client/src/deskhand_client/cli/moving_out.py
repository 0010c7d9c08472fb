"""`deskhand export`: everything of the account into files."""

import sys
from enum import StrEnum
from pathlib import Path

import typer

from deskhand_client.cli.connect import desk
from deskhand_client.cli.exits import tell
from deskhand_client.cli.options import Profile


class Format(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    folder: Path = typer.Argument(..., metavar="FOLDER", help="A folder that is not there yet"),
    form: Format = typer.Option(Format.JSONL, "--format", help="jsonl can be imported again; csv is for spreadsheets"),
    attachments: bool = typer.Option(True, help="With the files that were attached"),
    profile: str | None = Profile,
) -> None:
    """Write everything of the account into files.

    All of it is of one moment, also while people work. For a key of an administrator (scope admin). What interrupts it
    leaves no half export: run it again, and the attachments that came already are not fetched twice.

    Examples:

    deskhand export desk-2026-11

    deskhand export for-a-spreadsheet --format csv --no-attachments
    """
    from rich.console import Console
    from rich.progress import Progress

    from deskhand_client.moving.export import export as write
    from deskhand_client.moving.folder import MANIFEST, MISSING

    with desk(profile) as here, Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        tasks = {name: bar.add_task(f"Exporting {name}", total=None) for name in ("rows", "attachments")}
        manifest = write(
            here.client,
            folder,
            as_csv=form == Format.CSV,
            attachments=attachments,
            progress=lambda what, done, of: bar.update(tasks[what], completed=done, total=of),
        )
    for number in manifest.get(MISSING, ()):
        tell(f"Attachment {number}: the server no longer has its bytes; it is listed in {MANIFEST}.")
    typer.echo(f"{manifest['account']['name']}: {sum(manifest['tables'].values())} rows are in {folder}.")
