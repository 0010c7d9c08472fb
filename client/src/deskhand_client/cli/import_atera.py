"""`deskhand import atera`: a whole desk, from Atera."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

from deskhand_client.cli.connect import desk
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.options import Profile
from deskhand_client.throttle import PER_MINUTE

if TYPE_CHECKING:
    from deskhand_client.moving.atera import Progress
    from deskhand_client.moving.report import Report

ATERA = "https://app.atera.com"
KEY = "ATERA_KEY"
NOT_CARRIED = "Not carried: files of tickets, contracts, rates, invoices, articles, SLA policies."
# How many refused records are told one by one.
MOST_TOLD = 20


def atera(
    key: str | None = typer.Option(None, "--key", help=f"Atera's API key; else {KEY}; - reads it from standard input"),
    base_url: str = typer.Option(ATERA, "--base-url", help="Atera's address, or that of whatever speaks as Atera does"),
    per_minute: int = typer.Option(PER_MINUTE, min=1, help="How many requests a minute it allows"),
    anew: bool = typer.Option(False, "--anew", help="Go through everything again, also what has come before"),
    profile: str | None = Profile,
) -> None:
    """Move customers, contacts, tickets, comments, work hours and custom values from Atera into the desk.

    Ids are kept. Run it again to bring what has changed since; what was interrupted goes on where it was. Nobody is
    sent mail or warned. The desk's key needs the scope import, and must be an administrator's or an integration's.

    Examples:

    ATERA_KEY=... deskhand import atera

    deskhand import atera --key - --profile work
    """
    from deskhand_client.client import Client
    from deskhand_client.moving.atera import AteraImport
    from deskhand_client.moving.standing import StandingFile
    from deskhand_client.server import Server, api_address
    from deskhand_client.throttle import Throttle

    address = api_address(base_url)
    source = Client(address, _key(key), server=Server.ATERA, throttle=Throttle(per_minute))
    with source, desk(profile) as into, _bar() as progress:
        account = into.client.account.get()
        # A desk that was made anew at the same address has nothing yet, whatever an earlier one had.
        target = f"{into.client.address} {account.id} {account.created_at}"
        report = AteraImport(
            source, into.client, _source_name(address), StandingFile.between(address, target), progress
        ).run(anew=anew)
    _show(report)


def _key(key: str | None) -> str:
    """Atera's key, from wherever it is to come."""
    found = sys.stdin.readline().strip() if key == "-" else key or os.environ.get(KEY, "")
    if not found:
        raise Failure(f"Atera's key is missing: set {KEY}, or say --key - and type it.", Code.USAGE)
    return found


def _source_name(address: str) -> str:
    """What the desk calls the source: the same address is the same source."""
    host = urlsplit(address).netloc.lower()
    return "atera" if host == urlsplit(ATERA).netloc else f"atera:{host}"[:40]


@contextmanager
def _bar() -> Iterator["Progress"]:
    """Shows how far it is, on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>18}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        tasks: dict[str, int] = {}

        def progress(phase: str, done: int, of: int) -> None:
            if phase not in tasks:
                tasks[phase] = bar.add_task(phase, total=of)
            bar.update(tasks[phase], completed=done, total=of)  # type: ignore[arg-type]

        yield progress


def _show(report: "Report") -> None:
    from deskhand_client.moving.report import RESULTS

    rows = [("", *RESULTS), *report.rows()]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for name, *counts in rows:
        cells = [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(counts, widths[1:], strict=True))]
        typer.echo("  ".join(cells).rstrip())
    notes = [*report.remarks.lines(), *report.refused[:MOST_TOLD]]
    if len(report.refused) > MOST_TOLD:
        notes.append(f"... and {len(report.refused) - MOST_TOLD:,} more were refused")
    for note in (
        *notes,
        NOT_CARRIED,
    ):
        typer.echo(note)
