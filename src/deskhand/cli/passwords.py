"""`deskhand password`: a link for whoever forgot theirs, or never had one."""

from pathlib import Path

import typer

from deskhand.auth.password_links import PATH, make_password_link
from deskhand.cli.run import Config, Database, address_of, fail, settings_or_fail, with_engine
from deskhand.core.directory import Technician
from deskhand.desk.found import list_accounts
from deskhand.desk.store import Account
from deskhand.directory.technician_store import by_email
from deskhand.storage.engine import Engine, Read

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, help="Passwords of technicians: reset.", no_args_is_help=True
)


@app.command("reset")
def reset(
    email: str = typer.Argument(..., metavar="EMAIL", help="The technician's address"),
    account: str | None = typer.Option(
        None, "--account", help="The account; needed only where several know the address"
    ),
    database: str | None = Database,
    config: Path | None = Config,
) -> None:
    """Print a link that sets the technician's password once, within 24 hours. Until then nothing changes."""
    settings = settings_or_fail(config, database_url=database)

    async def work(engine: Engine) -> str:
        async with engine.read() as read:
            technician = await _technician(read, email, account)
        async with engine.chore() as writes:
            return await make_password_link(writes, technician)

    text = with_engine(settings, work)
    typer.echo(f"{address_of(settings)}{PATH}?token={text}")


async def _technician(read: Read, email: str, account: str | None) -> Technician:
    accounts = await list_accounts(read)
    if account is not None and account not in [one.name for one in accounts]:
        fail(f"There is no account {account!r}; there are: {', '.join(a.name for a in accounts) or 'none yet'}.")
    asked = [one for one in accounts if account in (None, one.name)]
    found: list[tuple[Account, Technician]] = [
        (one, technician) for one in asked if (technician := await by_email(read, one.id, email)) is not None
    ]
    if not found:
        fail(f"No technician has the address {email!r}; check how it is written, or whose account it is in.")
    if len(found) > 1:
        names = ", ".join(one.name for one, _ in found)
        fail(f"Several accounts have a technician with this address; choose one with --account: {names}.")
    return found[0][1]
