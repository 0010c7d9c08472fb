"""`deskhand init`: an account and its administrator."""

import os
import sys
from pathlib import Path

import typer

from deskhand.auth.passwords import check_password, has_password, hash_password, set_password
from deskhand.cli.run import Config, Database, fail, settings_or_fail, text_or_fail, told, with_engine
from deskhand.core.actor import Role
from deskhand.core.directory import Technician, checked_email, name_from_email
from deskhand.core.errors import Refusal
from deskhand.desk.found import first_administrator, found_account, list_accounts
from deskhand.directory.technician_store import by_email as technician_by_email
from deskhand.storage.engine import Engine
from deskhand.storage.errors import Conflict
from deskhand_client.cli.questions import ask

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
    name = text_or_fail("--account", account)
    with told():
        email = checked_email(admin_email)
    first, last = _name(admin_name, email)
    said = with_engine(settings, lambda engine: _init(engine, name, email, first, last, password_file))
    typer.echo(said)


def _name(full: str, email: str) -> tuple[str, str]:
    if not full.strip():
        return name_from_email(email)
    first, _, last = text_or_fail("--admin-name", full).partition(" ")
    return first, last.strip()


async def _init(engine: Engine, account: str, email: str, first: str, last: str, password_file: Path | None) -> str:
    # The password first: who gives up at the prompt, or gives a weak one, leaves nothing half made behind.
    hashed = "" if await _is_complete(engine, account, email) else await hash_password(_password(password_file))
    try:
        async with engine.chore() as writes:
            found, is_new = await found_account(writes, account)
    except Conflict:  # another init made one at the same moment
        async with engine.chore() as writes:
            found, is_new = await found_account(writes, account)
    async with engine.transaction(found.id) as tx:
        admin = await first_administrator(tx, email, first, last)
        if hashed:
            await set_password(tx, admin, hashed)
    said = f"Account {found.name!r} (number {found.id}) {'is made' if is_new else 'was there already'}."
    if not hashed:
        return f"{said}\n{admin.full_name} <{admin.email}> has a password already; it stays as it is."
    return (
        f"{said}\n{admin.full_name} <{admin.email}> {_part(admin)}.\n"
        "Next: deskhand keys create --name NAME, then deskhand serve"
    )


def _part(admin: Technician) -> str:
    """What the technician is to the account; an address that was there already keeps its role."""
    return "administers it" if admin.role == Role.ADMIN else f"keeps the role {admin.role}, and can log in now"


async def _is_complete(engine: Engine, account: str, email: str) -> bool:
    """Whether the account, its technician with this address and their password are all there already."""
    async with engine.read() as read:
        found = next((one for one in await list_accounts(read) if one.name == account), None)
        if found is None:
            return False
        admin = await technician_by_email(read, found.id, email)
        return admin is not None and await has_password(read, admin)


def _password(file: Path | None) -> str:
    """The password from the file, the environment, a prompt, or, where nobody can be asked, standard input."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as wrong:
            fail(f"--password-file: {file} cannot be read ({wrong.strerror}).")
        except UnicodeDecodeError:
            fail(f"--password-file: {file} holds no text.")
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if sys.stdin.isatty():
        return _asked_for()
    return sys.stdin.readline().rstrip("\r\n") or fail(
        f"There is no password; use --password-file or {PASSWORD_VARIABLE}, or run it where it can ask."
    )


def _asked_for() -> str:
    """A password from the keyboard, typed twice; a weak one is asked for again."""
    while True:
        text = ask("Password for the administrator", secret=True, twice=True)
        try:
            check_password(text)
        except Refusal as refusal:
            typer.echo(f"{refusal.detail}.", err=True)
        else:
            return text
