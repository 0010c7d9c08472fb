"""Passwords of technicians, kept as argon2 hashes."""

import asyncio

from argon2 import PasswordHasher

from deskhand.auth import store
from deskhand.core.directory import Technician, email_key
from deskhand.core.errors import Refusal
from deskhand.storage.engine import Read, Writes

SHORTEST = 10


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
    return await asyncio.to_thread(PasswordHasher().hash, text)


async def set_password(writes: Writes, technician: Technician, hashed: str) -> None:
    """Keep a technician's password and let their address find the account when logging in."""
    key = {"account_id": technician.account_id, "technician_id": technician.id}
    known = await writes.value(store.HAS_PASSWORD, **key) is not None
    statement = store.UPDATE_PASSWORD if known else store.INSERT_PASSWORD
    await writes.run(statement, **key, argon2=hashed, changed_at=writes.now)
    address = {"email_key": email_key(technician.email), "account_id": technician.account_id}
    if await writes.value(store.HAS_LOGIN, **address) is None:
        await writes.run(store.INSERT_LOGIN, **address, technician_id=technician.id)


async def has_password(read: Read, technician: Technician) -> bool:
    """Whether the technician has ever set one."""
    found = await read.value(store.HAS_PASSWORD, account_id=technician.account_id, technician_id=technician.id)
    return found is not None
