"""`deskhand init`: an account and its administrator."""

import os
from pathlib import Path

import typer

from deskhand.auth.passwords import check_password, has_password, hash_password, set_password
from deskhand.cli.run import Config, Database, fail, settings_or_fail, told, with_engine
from deskhand.core.directory import checked_email, name_from_email
from deskhand.desk.found import first_administrator, found_account
from deskhand.storage.engine import Engine
from deskhand.storage.errors import Conflict

PASSWORD_VARIABLE = "DESKHAND_ADMIN_PASSWORD"  # noqa: S105 - the variable's name


def init(
    account: str = typer.Option(..., help="The MSP's name"),
    admin_email: str = typer.Option(..., help="The administrator's address; they are the first technician too"),
    admin_name: str = typer.Option("", help="Their name; default: from the address (jane.tech@x is Jane Tech)"),
    password_file: Path | None = typer.Option(None, help="A file with it; else DESKHAND_ADMIN_PASSWORD, else a prompt"),
    database: str | None = Database,
    config: Path | None = Config,
) -> None:
    """Create or migrate the database, the account and its administrator; safe to repeat."""
    settings = settings_or_fail(config, database_url=database)
    if not account.strip():
        fail("--account: the account needs a name.")
    with told():
        email = checked_email(admin_email)
    first, last = _name(admin_name, email)
    said = with_engine(settings, lambda engine: _init(engine, account.strip(), email, first, last, password_file))
    typer.echo(said)


def _name(full: str, email: str) -> tuple[str, str]:
    if not full.strip():
        return name_from_email(email)
    first, _, last = full.strip().partition(" ")
    return first, last.strip()


async def _init(engine: Engine, account: str, email: str, first: str, last: str, password_file: Path | None) -> str:
    try:
        async with engine.chore() as writes:
            found, is_new = await found_account(writes, account)
    except Conflict:  # another init made one at the same moment
        async with engine.chore() as writes:
            found, is_new = await found_account(writes, account)
    async with engine.transaction(found.id) as tx:
        admin = await first_administrator(tx, email, first, last)
        known = await has_password(tx, admin)
    said = f"Account {found.name!r} (number {found.id}) {'is made' if is_new else 'was there already'}."
    if known:
        return f"{said}\n{admin.full_name} <{admin.email}> has a password already; it stays as it is."
    hashed = await hash_password(_password(password_file))
    async with engine.chore() as writes:
        await set_password(writes, admin, hashed)
    return (
        f"{said}\n{admin.full_name} <{admin.email}> administers it.\n"
        "Next: deskhand keys create --name NAME, then deskhand serve"
    )


def _password(file: Path | None) -> str:
    """The password from the file, the environment, or a prompt; a weak one is asked for again."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, UnicodeDecodeError) as wrong:
            fail(f"--password-file: {file} cannot be read ({wrong}).")
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    text: str = typer.prompt("Password for the administrator", hide_input=True, confirmation_prompt=True)
    with told():
        check_password(text)
    return text
