"""Choosing between accounts: a short-lived text says that this password fitted there, so that it is typed once."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from deskhand.auth import password_store as store
from deskhand.auth.log_in import Fit
from deskhand.auth.password_store import KnownLogIn
from deskhand.storage.engine import Read

GOOD_FOR = timedelta(minutes=5)
LONGEST = 200


def choice_text(secret: str, fit: KnownLogIn, now: datetime) -> str:
    """What stands behind one account's button in the chooser; good for five minutes, while the password is the same."""
    ends = int((now + GOOD_FOR).timestamp())
    return f"{fit.account_id}.{fit.technician_id}.{ends}.{_signature(secret, fit, ends)}"


async def chosen(read: Read, secret: str, text: str, now: datetime) -> Fit | None:
    """The log-in that a choice stands for, ready for `log_in`; None when it is not ours, too old or not so any more."""
    parts = text[:LONGEST].split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in parts[:3]):
        return None
    account_id, technician_id, ends = map(int, parts[:3])
    known = await read.one(store.BY_TECHNICIAN, account_id=account_id, technician_id=technician_id)
    if known is None or not known.active or ends <= now.timestamp():
        return None
    ours = hmac.compare_digest(_signature(secret, known, ends).encode(), parts[3].encode("utf-8", "replace"))
    return Fit(**{name: getattr(known, name) for name in KnownLogIn.__struct_fields__}) if ours else None


def _signature(secret: str, known: KnownLogIn, ends: int) -> str:
    said = f"log-in {known.account_id} {known.technician_id} {ends} {known.argon2}"
    return base64.urlsafe_b64encode(hmac.digest(secret.encode(), said.encode(), hashlib.sha256)).decode().rstrip("=")
