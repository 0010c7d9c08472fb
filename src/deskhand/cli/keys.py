"""`deskhand keys`: create, list, revoke API keys."""

import sys
from pathlib import Path

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from deskhand.auth.api_keys import PER_MINUTE, KeyDraft, create_key, list_keys, revoke_key
from deskhand.auth.store import KeyWithTechnician
from deskhand.cli.run import Config, Database, settings_or_fail, text_or_fail, the_account, with_engine
from deskhand.core.actor import system
from deskhand.core.time import show_instant
from deskhand.storage.engine import Engine

WIDE = 300

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, help="API keys: create, list, revoke.", no_args_is_help=True
)
AccountName = typer.Option(None, "--account", help="The account; needed only where there are several")


@app.command("create")
def create(
    name: str = typer.Option(..., help="What the key is for; it stands in the log"),
    technician: str | None = typer.Option(
        None, metavar="EMAIL", help="Act as this technician; without it as an integration"
    ),
    account: str | None = AccountName,
    scope: list[str] | None = typer.Option(
        None, metavar="NOUNS:read|NOUNS:write", help="Repeatable; without it all scopes"
    ),
    scopes: list[str] | None = typer.Argument(None, hidden=True),  # `--scope tickets:read customers:write`
    limit: int = typer.Option(PER_MINUTE, min=1, max=1_000_000, help="Requests a minute"),
    database: str | None = Database,
    config: Path | None = Config,
) -> None:
    """Create a key and print it, and nothing else, to standard output. It is shown this once."""
    draft = KeyDraft(
        name=text_or_fail("--name", name),
        technician_email=technician,
        scopes=tuple(dict.fromkeys([*(scope or ()), *(scopes or ())])) or None,
        per_minute=limit,
    )

    async def work(engine: Engine) -> str:
        owner = await the_account(engine, account)
        async with engine.transaction(owner.id) as tx:
            return (await create_key(tx, system(owner.id, "command line"), draft))[1]

    typer.echo(with_engine(settings_or_fail(config, database_url=database), work))


@app.command("list")
def list_all(account: str | None = AccountName, database: str | None = Database, config: Path | None = Config) -> None:
    """List keys: what they are for and may do, never the keys themselves."""

    async def work(engine: Engine) -> list[KeyWithTechnician]:
        owner = await the_account(engine, account)
        async with engine.read() as read:
            return list(await list_keys(read, system(owner.id, "command line")))

    keys = with_engine(settings_or_fail(config, database_url=database), work)
    table = Table("ID", "Name", "Acts as", "Scopes", "A minute", "Created", "Last used", "Revoked")
    for key in keys:
        table.add_row(*_row(key))
    # Into a pipe every line whole: a program reads it, or nobody sees where it was cut.
    console = Console(width=None if sys.stdout.isatty() else WIDE)
    console.print(table if keys else "There are no keys yet; make one with: deskhand keys create --name NAME")


def _row(key: KeyWithTechnician) -> tuple[str, ...]:
    scopes = "all" if key.scopes is None else ", ".join(msgspec.json.decode(key.scopes, type=list[str]))
    instants = (show_instant(at) or "-" for at in (key.created_at, key.last_used_at, key.revoked_at))
    return (str(key.id), key.name, key.technician_email or "an integration", scopes, str(key.per_minute), *instants)


@app.command("revoke")
def revoke(
    key_id: int = typer.Argument(..., help="The key's ID, as `deskhand keys list` shows it"),
    account: str | None = AccountName,
    database: str | None = Database,
    config: Path | None = Config,
) -> None:
    """Revoke a key for good; every server refuses it within a second."""

    async def work(engine: Engine) -> None:
        owner = await the_account(engine, account)
        async with engine.transaction(owner.id) as tx:
            await revoke_key(tx, system(owner.id, "command line"), key_id)

    with_engine(settings_or_fail(config, database_url=database), work)
    typer.echo(f"Key {key_id} is revoked.")
