"""The first run: while nobody works here yet, whoever holds the one-time token makes account and administrator.

The door calls `begin_founding` in a chore, then `finish_founding` in a transaction of the account it gives. Who is
killed in between leaves an account without technicians, and the next one goes on with it under the name they give;
so do two at once, and the account's clock lets one of them be first. The other is refused.
"""

import hmac
from pathlib import Path

import msgspec

from deskhand.auth.passwords import set_password
from deskhand.core.actor import system
from deskhand.core.directory import Technician, checked_email, checked_zone, name_from_email
from deskhand.core.errors import Refusal, Taken
from deskhand.core.text import BadText, check_text
from deskhand.desk import store
from deskhand.desk.found import first_administrator, found_account, list_accounts
from deskhand.desk.secrets import drop_secret, made_secret, read_secret
from deskhand.desk.store import Account
from deskhand.directory.account import AccountDraft, change_account
from deskhand.storage.engine import Read, Tx, Writes

TOKEN_FILE = "first-run.secret"  # noqa: S105 - the name of its file
PATH = "/first-run"
LONGEST_NAME = 200


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """What the first run asks for, besides the password. Without a name, the address gives it; the zone is UTC."""

    account_name: str
    email: str
    first_name: str = ""
    last_name: str = ""
    time_zone: str = ""


def first_run_token(folder: Path) -> str:
    """The token that opens the first run, one for all processes with this folder; OSError if it cannot be kept."""
    return made_secret(folder, TOKEN_FILE)


def opens_first_run(folder: Path, token: str) -> bool:
    """Whether this is the token. That nobody works here yet is for `is_founded` to say."""
    kept = read_secret(folder, TOKEN_FILE)
    return bool(kept) and hmac.compare_digest(kept.encode(), token.encode("utf-8", "replace"))


def end_first_run(folder: Path) -> None:
    """Forget the token, which opens nothing any more."""
    drop_secret(folder, TOKEN_FILE)


async def is_founded(read: Read) -> bool:
    """Whether any account has a technician. One without is half made, and the first run goes on with it."""
    return await read.value(store.ANYBODY) is not None


def checked_founding(draft: Founding) -> Founding:
    """The draft in the form in which it is kept. Refused when a name or the address will not do."""
    email = checked_email(_checked_name(draft.email, "email"))
    account_name = _checked_name(draft.account_name, "account_name")
    first, last = _checked_name(draft.first_name, "first_name"), _checked_name(draft.last_name, "last_name")
    if not account_name:
        raise Refusal(
            "account_name_required", "Account name required", "Say what your company is called", field="account_name"
        )
    if not first and not last:
        first, last = name_from_email(email)
    zone = checked_zone(draft.time_zone) if draft.time_zone else ""
    return Founding(account_name=account_name, email=email, first_name=first, last_name=last, time_zone=zone)


async def begin_founding(writes: Writes, draft: Founding) -> Account:
    """The account that will be the draft's: new, or one that was left half made. The door repeats it on a Conflict.

    Refused when somebody works here already.
    """
    name = checked_founding(draft).account_name
    if await is_founded(writes):
        raise _already_founded()
    half_made = await list_accounts(writes)
    if half_made:
        return next((one for one in half_made if one.name == name), half_made[0])
    return (await found_account(writes, name, first=True))[0]


async def finish_founding(tx: Tx, draft: Founding, hashed: str) -> Technician:
    """Account, administrator and password at once, or none of it. Refused when another was first."""
    draft = checked_founding(draft)
    if await tx.value(store.ANYBODY_IN, account_id=tx.account_id) is not None:
        raise _already_founded()
    await tx.run(store.RENAME, account_id=tx.account_id, name=draft.account_name)
    admin = await first_administrator(tx, draft.email, draft.first_name, draft.last_name)
    if draft.time_zone:
        await change_account(tx, system(tx.account_id, "founding"), AccountDraft(time_zone=draft.time_zone))
    await set_password(tx, admin, hashed)
    return admin


def _already_founded() -> Taken:
    return Taken("already_founded", "Already founded", "This desk has its administrator; log in instead")


def _checked_name(text: str, field: str) -> str:
    try:
        tidy = check_text(text.strip(), LONGEST_NAME)
    except BadText as wrong:
        raise Refusal("invalid_name", "Invalid name", str(wrong), field=field) from None
    if not tidy.isprintable():
        raise Refusal("invalid_name", "Invalid name", "A name is one line of letters and signs", field=field)
    return tidy
