"""Links that set a password once: for whoever forgot theirs, or never had one."""

from datetime import datetime, timedelta

import msgspec

from deskhand.auth import password_store as store
from deskhand.auth.password_store import PasswordLink
from deskhand.auth.passwords import set_password
from deskhand.auth.secret_text import account_in, digest, new_text
from deskhand.core.directory import Technician
from deskhand.core.errors import Refusal
from deskhand.directory import login_store
from deskhand.storage.engine import Read, Writes

GOOD_FOR = timedelta(hours=24)
PATH = "/password/new"


async def make_password_link(writes: Writes, technician: Technician) -> str:
    """The text of a new link, good once within 24 hours; earlier ones of the technician end. Sessions stay.

    Refused for an inactive technician, who could not log in with it.
    """
    if not technician.active:
        raise Refusal("technician_inactive", "Technician inactive", "Make the technician active first")
    text = new_text(technician.account_id)
    link = PasswordLink(
        account_id=technician.account_id,
        sha256=digest(text),
        technician_id=technician.id,
        made_at=writes.now,
        expires_at=writes.now + GOOD_FOR,
    )
    await writes.run(login_store.END_LINKS, account_id=technician.account_id, technician_id=technician.id)
    await writes.run(store.INSERT_LINK, **msgspec.structs.asdict(link))
    return text


async def link_behind(read: Read, text: str, now: datetime) -> Technician | None:
    """Whose password a link may set; None when it was used, has run out or is none of ours."""
    account_id = account_in(text)
    if account_id is None:
        return None
    return await read.one(store.BEHIND_LINK, account_id=account_id, sha256=digest(text), now=now)


async def use_password_link(writes: Writes, text: str, hashed: str) -> Technician:
    """Set the password, for which the link and every session of the technician end. Refused when it is spent."""
    technician = await link_behind(writes, text, writes.now)
    # Of two that use it at once, one takes it away and the other finds nothing left.
    if technician is None or not await writes.run(
        store.TAKE_LINK, account_id=technician.account_id, sha256=digest(text)
    ):
        raise Refusal("password_link_spent", "Link spent", "This link was used or has run out; ask for a new one")
    await set_password(writes, technician, hashed)
    return technician
