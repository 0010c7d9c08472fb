"""Logging in by e-mail and password: who is known by the address, whose password fits, and the session.

The door calls the three one after the other: a read, the hashing between transactions, a chore.
"""

import asyncio
from collections.abc import Sequence

from deskhand.auth import password_store as store
from deskhand.auth.password_store import KnownLogIn
from deskhand.auth.passwords import fits, hash_password, is_outdated
from deskhand.auth.sessions import begin_session
from deskhand.core.directory import email_key
from deskhand.core.errors import Refusal
from deskhand.core.text import BadText, check_text
from deskhand.storage.engine import Read, Writes

LONGEST_EMAIL = 1000  # what is longer is nobody's


class Fit(KnownLogIn, frozen=True, kw_only=True):
    """A log-in whose password was given. `rehashed`: the same password with today's parameters, where they differ."""

    rehashed: str | None = None


async def known_log_ins(read: Read, email: str) -> list[KnownLogIn]:
    """Everybody, in whatever account, who has a password and this address."""
    try:
        key = check_text(email_key(email), LONGEST_EMAIL)
    except BadText:
        return []
    return await read.fetch(store.BY_EMAIL, email_key=key)


async def fitting(known: Sequence[KnownLogIn], password: str) -> list[Fit]:
    """Those whose password this is and who are active; takes as long for an address that nobody has.

    Several accounts may know the address: with one fit, log in; with more, let the person choose.
    """
    answers = await asyncio.gather(*(fits(one.argon2, password) for one in known)) if known else []
    if not known:
        await fits(None, password)
    return [await _fit(one, password) for one, right in zip(known, answers, strict=True) if right and one.active]


async def log_in(writes: Writes, fit: Fit, address: str, agent: str) -> str:
    """A session for a fitting log-in; the cookie's text. Refused when the password was changed since it was checked."""
    key = {"account_id": fit.account_id, "technician_id": fit.technician_id}
    if await writes.value(store.HASH, **key) != fit.argon2:
        raise wrong_log_in()
    if fit.rehashed is not None:
        await writes.run(store.REHASH, **key, before=fit.argon2, after=fit.rehashed)
    return await begin_session(writes, fit.account_id, fit.technician_id, address, agent)


def wrong_log_in() -> Refusal:
    """What an unknown address, a wrong password and an inactive technician are answered alike."""
    return Refusal("wrong_log_in", "Wrong log-in", "No active technician has this address and password")


async def _fit(known: KnownLogIn, password: str) -> Fit:
    rehashed = await _anew(password) if is_outdated(known.argon2) else None
    return Fit(**{name: getattr(known, name) for name in KnownLogIn.__struct_fields__}, rehashed=rehashed)


async def _anew(password: str) -> str | None:
    try:
        return await hash_password(password)
    except Refusal:  # kept from a time when shorter ones were good enough
        return None
