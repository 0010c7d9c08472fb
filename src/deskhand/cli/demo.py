"""`deskhand demo`: believable data of any size."""

import shlex
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from deskhand.cli.run import Config, Database, fail, settings_or_fail, text_or_fail, with_engine
from deskhand.core.time import BadInstant, parse_instant
from deskhand.demo.fill import fill_account
from deskhand.demo.founding import BEGINNING
from deskhand.demo.people import PROVIDER
from deskhand.desk.found import found_account
from deskhand.storage.engine import Engine


def demo(
    tickets: int = typer.Option(500, min=1, max=2_000_000, help="How many tickets"),
    seed: int = typer.Option(1, help="The same seed gives the same data"),
    until: str | None = typer.Option(None, metavar="INSTANT", help="The last moment of the two years; default now"),
    account: str = typer.Option(PROVIDER.name, help="The name of the new account"),
    database: str | None = Database,
    config: Path | None = Config,
) -> None:
    """Make a new account and fill it with two years of demo data."""
    settings = settings_or_fail(config, database_url=database)
    account = text_or_fail("--account", account)
    end = _instant_or_fail(until) if until else None

    async def work(engine: Engine) -> None:
        async with engine.chore() as writes:
            found, is_new = await found_account(writes, account, begins=BEGINNING)
        if not is_new:
            fail(f"The account {account!r} is there already; name another with --account.")
        with _bar() as bar:
            task = bar.add_task("Making demo data", total=tickets)
            await fill_account(
                engine,
                found.id,
                tickets=tickets,
                seed=seed,
                until=end,
                progress=lambda done: bar.update(task, completed=done),
            )

    with_engine(settings, work)
    typer.echo(
        f"{tickets} tickets are in the account {account!r}.\n"
        f"Next: deskhand keys create --account {shlex.quote(account)} --name NAME"
    )


def _instant_or_fail(text: str) -> datetime:
    try:
        return parse_instant(text)
    except BadInstant as wrong:
        fail(f"--until: {wrong}.")


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))
