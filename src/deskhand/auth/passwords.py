"""Passwords of technicians, kept as argon2 hashes."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from deskhand.auth import password_store as store
from deskhand.core.directory import Technician, email_key
from deskhand.core.errors import Refusal
from deskhand.directory import login_store
from deskhand.storage.engine import Read, Writes

SHORTEST = 10
# Verified where there is no hash to verify, so that an unknown address takes as long as a wrong password.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$d3YIHfTerTU6q0TQQiA/HA$uOtYoKW9WYj7qqYHuOabdjJWrG8GkGkQIV4P43CCm7w"

_HASHER = PasswordHasher()
# Threads of their own, and few: each hash takes 64 MiB and a core, and nothing else shall wait behind them.
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="argon2")


def check_password(text: str) -> None:
    """Refuse a password that is too short to be one."""
    if len(text) < SHORTEST:
        raise Refusal(
            "password_too_short",
            "Password too short",
            f"Choose one of at least {SHORTEST} characters; a few words make a good one",
            field="password",
        )


async def hash_password(text: str) -> str:
    """The argon2 hash, made in a thread since it takes tens of milliseconds; never inside a transaction."""
    check_password(text)
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, text)


async def fits(hashed: str | None, text: str) -> bool:
    """Whether the text is the password behind the hash, told in a thread; never inside a transaction.

    Without a hash the answer is no, after the same time.
    """
    told = await asyncio.get_running_loop().run_in_executor(_THREADS, _verify, hashed or NOBODYS, text)
    return told and hashed is not None


def _verify(hashed: str, text: str) -> bool:
    try:
        return _HASHER.verify(hashed, text)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def is_outdated(hashed: str) -> bool:
    """Whether a hash was made with other parameters than new ones are."""
    return _HASHER.check_needs_rehash(hashed)


async def set_password(writes: Writes, technician: Technician, hashed: str, keep: str = "") -> None:
    """Keep a technician's password and let their address find the account when logging in.

    Every session of theirs ends, but the one of the hash `keep`, and so do links to set the password.
    """
    key = {"account_id": technician.account_id, "technician_id": technician.id}
    await writes.run(store.PUT_PASSWORD, **key, argon2=hashed, changed_at=writes.now)
    await writes.run(store.PUT_LOGIN, **key, email_key=email_key(technician.email))
    await login_store.end_all(writes, technician.account_id, technician.id, keep)


async def password_of(read: Read, technician: Technician) -> str | None:
    """The technician's hash; None when they never set a password."""
    found: str | None = await read.value(store.HASH, account_id=technician.account_id, technician_id=technician.id)
    return found


async def has_password(read: Read, technician: Technician) -> bool:
    """Whether the technician has ever set one."""
    return await password_of(read, technician) is not None
