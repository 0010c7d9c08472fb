"""Sessions: begun after a log-in, found behind a cookie, listed and ended by whose they are."""

from datetime import datetime, timedelta

import msgspec

from deskhand.auth import session_store as store
from deskhand.auth.secret_text import account_in, digest, new_text
from deskhand.auth.session_store import Session, SessionRow
from deskhand.core.actor import Actor, ActorKind
from deskhand.core.directory import Technician
from deskhand.core.errors import Missing
from deskhand.core.preference import Preference
from deskhand.directory import login_store
from deskhand.storage.engine import Read, Writes

# A session that is not used ends after the first, any session after the second.
UNUSED = timedelta(days=14)
LONGEST = timedelta(days=90)
NOTED_EVERY = timedelta(minutes=1)
LONGEST_AGENT = 200


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who is behind a cookie, and in which account."""

    actor: Actor
    technician: Technician
    session: Session
    preference: Preference
    account_name: str
    account_zone: str


async def begin_session(writes: Writes, account_id: int, technician_id: int, address: str, agent: str) -> str:
    """A new session of somebody who has proved who they are; the text for their cookie, kept nowhere.

    `address` and `agent` are what they came with, for the list of sessions. Sessions of theirs that ran out are
    forgotten here, so that no job has to.
    """
    now, text = writes.now, new_text(account_id)
    await writes.run(store.FORGET_EXPIRED, account_id=account_id, technician_id=technician_id, now=now)
    new = Session(
        account_id=account_id,
        sha256=digest(text),
        technician_id=technician_id,
        created_at=now,
        seen_at=now,
        expires_at=now + UNUSED,
        address=address[:LONGEST_AGENT],
        agent=_tidy(agent),
    )
    await writes.run(store.INSERT, **msgspec.structs.asdict(new))
    return text


def _tidy(agent: str) -> str:
    """What a browser says of itself, as a database can keep it: PostgreSQL takes no NUL."""
    return "".join(sign for sign in agent[:LONGEST_AGENT] if sign.isprintable())


async def session_behind(read: Read, text: str, now: datetime) -> Visitor | None:
    """Who is behind a cookie's text; None when its session ended or its technician is inactive. One statement."""
    account_id = account_in(text)
    if account_id is None:
        return None
    found = await read.one(store.BEHIND, account_id=account_id, sha256=digest(text), now=now)
    return _visitor(found) if found else None


def should_note(session: Session, now: datetime) -> bool:
    """Whether it is time to keep that the session is in use: at most once a minute."""
    return now - session.seen_at >= NOTED_EVERY


async def note_seen(chore: Writes, session: Session) -> None:
    """Keep that the session is in use, which puts off its end; housekeeping."""
    ends = min(chore.now + UNUSED, session.created_at + LONGEST)
    key = {"account_id": session.account_id, "sha256": session.sha256}
    await chore.run(store.SEEN, **key, known=session.seen_at, seen_at=chore.now, expires_at=ends)


async def list_sessions(read: Read, actor: Actor, now: datetime) -> list[Session]:
    """Where the actor is logged in, last used first."""
    return await read.fetch(
        store.OF_TECHNICIAN, account_id=actor.account_id, technician_id=actor.technician_id, now=now
    )


async def end_session(writes: Writes, actor: Actor, sha256: str) -> None:
    """End one of the actor's sessions: log out, here or elsewhere. Missing when there is no such one."""
    key = {"account_id": actor.account_id, "technician_id": actor.technician_id}
    # No database takes every text that a form may bring.
    if not sha256.isalnum() or not await writes.run(store.END, **key, sha256=sha256):
        raise Missing("Session", "There is no such session of yours; it may have ended already")


async def end_others(writes: Writes, actor: Actor, but: str) -> None:
    """End all of the actor's sessions but the one of this hash."""
    if actor.technician_id is not None:
        await login_store.end_all(writes, actor.account_id, actor.technician_id, but)


def _visitor(row: SessionRow) -> Visitor:
    technician = Technician(
        account_id=row.account_id,
        id=row.technician_id,
        version=row.version,
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        role=row.role,
        active=True,
        created_at=row.hired_at,
        modified_at=row.changed_at,
    )
    actor = Actor(
        account_id=row.account_id,
        kind=ActorKind.TECHNICIAN,
        name=technician.full_name,
        person_id=technician.id,
        role=row.role,
    )
    session = Session(**{name: getattr(row, name) for name in Session.__struct_fields__})
    preference = Preference(**{name: getattr(row, name) for name in Preference.__struct_fields__})
    return Visitor(
        actor=actor,
        technician=technician,
        session=session,
        preference=preference,
        account_name=row.account_name,
        account_zone=row.account_zone,
    )
