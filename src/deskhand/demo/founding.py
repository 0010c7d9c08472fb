"""The demo desk: an account filled once, and a key and a password beside the database that stay the same."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from deskhand.auth.api_keys import KeyDraft, create_key, find_key, new_key_text
from deskhand.auth.passwords import fits, hash_password, password_of, set_password
from deskhand.core.actor import system
from deskhand.demo.fill import Progress, fill_account
from deskhand.demo.people import HOST
from deskhand.desk.found import found_account, list_accounts
from deskhand.desk.secrets import keep_secret, made_secret, read_secret
from deskhand.desk.store import Account
from deskhand.directory.read import list_technicians
from deskhand.directory.technician_store import by_email
from deskhand.storage.engine import Engine

DEMO_TICKETS = 500
DEMO_SEED = 1
DEMO_KEY_FILE = "demo.key"
DEMO_PASSWORD_FILE = "demo.password"  # noqa: S105 - the name of its file
# Short enough to be typed, and far too many to be guessed.
PASSWORD_BYTES = 12
# The demo's two years lie before this moment of the first start, so its clock begins long before them.
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Demo(NamedTuple):
    """What opens the demo; empty where there is nothing to open."""

    key: str = ""
    email: str = ""
    password: str = ""


async def ensure_demo(engine: Engine, name: str, progress: Progress) -> Account | None:
    """The demo's account, made and filled if the database has no account at all; None beside other accounts.

    Filling is one transaction, so an account without technicians is one whose filling was cut short: it is filled now.
    """
    async with engine.read() as read:
        accounts = await list_accounts(read)
    account = next((one for one in accounts if one.name == name), None)
    if account is None:
        if accounts:
            return None
        async with engine.chore() as writes:
            account, _ = await found_account(writes, name, begins=BEGINNING)
    async with engine.read() as read:
        technicians = await list_technicians(read, system(account.id), with_inactive=True, limit=1, offset=0)
    if not technicians.total:
        await fill_account(engine, account.id, tickets=DEMO_TICKETS, seed=DEMO_SEED, progress=progress)
    return account


async def demo_key(engine: Engine, account: Account, folder: Path) -> str:
    """The demo account's key: the one kept in the folder if it is still in force, else a new one, kept there."""
    kept = read_secret(folder, DEMO_KEY_FILE)
    if kept:
        async with engine.read() as read:
            found = await find_key(read, kept)
        if found is not None and found.revoked_at is None and found.account_id == account.id:
            return kept
    # The file first: a key that is in the database but in no file would be lost.
    text = new_key_text(account.id)
    keep_secret(folder, DEMO_KEY_FILE, text)
    async with engine.transaction(account.id) as tx:
        await create_key(tx, system(account.id), KeyDraft(name="demo"), text=text)
    return text


async def demo_log_in(engine: Engine, account: Account, folder: Path) -> tuple[str, str]:
    """Address and password of the demo's administrator, which work; two empty texts when somebody has let them go.

    The password stays the same: one that was changed on the desk is set back.
    """
    async with engine.read() as read:
        host = await by_email(read, account.id, HOST.email)
        hashed = await password_of(read, host) if host else None
    if host is None or not host.active:
        return "", ""
    password = made_secret(folder, DEMO_PASSWORD_FILE, PASSWORD_BYTES)
    if not await fits(hashed, password):
        hashed = await hash_password(password)
        async with engine.chore() as writes:
            await set_password(writes, host, hashed)
    return host.email, password
