"""API keys: made, listed, revoked, and turned into the actor that stands behind a request."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from deskhand.auth import store
from deskhand.auth.secret_text import digest
from deskhand.auth.store import ApiKey, KeyWithTechnician
from deskhand.core.actor import EVERYTHING, Actor, ActorKind, TheseCustomers
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import EventKind
from deskhand.core.permissions import SCOPES, Verb, require
from deskhand.directory.active import active_technician
from deskhand.events import log
from deskhand.storage.engine import Read, Tx, Writes

PER_MINUTE = 700
USE_NOTED_EVERY = timedelta(minutes=1)


class KeyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a key. Without a technician it acts as an integration; without scopes it has them all."""

    name: str
    technician_email: str | None = None
    scopes: tuple[str, ...] | None = None
    per_minute: int = PER_MINUTE


async def create_key(tx: Tx, actor: Actor, draft: KeyDraft, text: str | None = None) -> tuple[ApiKey, str]:
    """A new key and its text, which is shown this once: only its SHA-256 is kept.

    A door may bring the text (the demo's key is kept in a file before it is created).
    """
    require(actor, Verb.ACCOUNT_ADMIN)
    unknown = sorted(set(draft.scopes or ()) - set(SCOPES))
    if unknown:
        raise Refusal("invalid_scope", f"Unknown scope {unknown[0]}", f"Scopes are: {', '.join(SCOPES)}", field="scope")
    technician = await active_technician(tx, None, draft.technician_email) if draft.technician_email else None
    text = text or new_key_text(tx.account_id)
    key = ApiKey(
        account_id=tx.account_id,
        id=tx.next_id("other"),
        name=draft.name,
        sha256=digest(text),
        technician_id=technician.id if technician else None,
        scopes=None if draft.scopes is None else msgspec.json.encode(draft.scopes).decode(),
        customers=None,
        per_minute=draft.per_minute,
        created_at=tx.now,
        expires_at=None,
        revoked_at=None,
        last_used_at=None,
    )
    await tx.run(store.INSERT_KEY, **msgspec.structs.asdict(key))
    await log.append(tx, actor, EventKind.KEY_CREATED, key.id)
    return key, text


def new_key_text(account_id: int) -> str:
    """The text of a new key: it names its account, so that one look finds it, and carries 256 random bits."""
    return f"dh_{account_id}_{secrets.token_urlsafe(32)}"


async def list_keys(read: Read, actor: Actor) -> Sequence[KeyWithTechnician]:
    """Every key of the account, revoked ones too."""
    require(actor, Verb.ACCOUNT_ADMIN)
    return await read.fetch(store.ALL_KEYS, account_id=actor.account_id)


async def revoke_key(tx: Tx, actor: Actor, key_id: int) -> None:
    """End a key for good; within a second every process refuses it. Raises Missing when no such key is in force."""
    require(actor, Verb.ACCOUNT_ADMIN)
    if not await tx.run(store.REVOKE, account_id=tx.account_id, id=key_id, revoked_at=tx.now):
        raise Missing("Key", "There is no such key in force; `deskhand keys list` shows them")
    await log.append(tx, actor, EventKind.KEY_REVOKED, key_id)


def account_of(text: str) -> int | None:
    """The account that a key's text names, before anything is looked up; None when it is no key of ours."""
    parts = text.split("_", 2)
    if len(parts) != 3 or parts[0] != "dh" or not parts[1].isascii() or not parts[1].isdigit() or len(parts[1]) > 18:
        return None
    return int(parts[1])


async def find_key(read: Read, text: str) -> KeyWithTechnician | None:
    """The stored key behind a text, in force or not."""
    account_id = account_of(text)
    if account_id is None:
        return None
    return await read.one(store.BY_HASH, account_id=account_id, sha256=digest(text))


def actor_behind(key: KeyWithTechnician, now: datetime) -> Actor | None:
    """Who acts with this key; None when it is revoked, expired, or its technician is no longer active."""
    if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now):
        return None
    if key.technician_id is not None and not key.technician_active:
        return None
    customers = None if key.customers is None else msgspec.json.decode(key.customers, type=tuple[int, ...])
    return Actor(
        account_id=key.account_id,
        kind=ActorKind.INTEGRATION if key.technician_id is None else ActorKind.TECHNICIAN,
        name=key.name,
        person_id=key.technician_id,
        role=key.technician_role,
        scopes=None if key.scopes is None else msgspec.json.decode(key.scopes, type=frozenset[str]),
        key_id=key.id,
        reach=EVERYTHING if customers is None else TheseCustomers(customers),
    )


async def note_use(chore: Writes, key: ApiKey) -> None:
    """Keep when a key was last used; housekeeping, at most once a minute per key and outside the account's log."""
    await chore.run(store.USED, account_id=key.account_id, id=key.id, last_used_at=chore.now)
