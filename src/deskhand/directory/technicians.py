"""Use cases on technicians: create, change, make inactive."""

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor, Role
from deskhand.core.directory import Technician, checked_email, email_key, name_from_email
from deskhand.core.drafts import Maybe, apply
from deskhand.core.errors import Missing, Refusal, Taken
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.permissions import Verb, require
from deskhand.directory import login_store
from deskhand.directory import technician_store as store
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class TechnicianDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a technician. Without names, the address gives them."""

    email: Maybe[str] = UNSET
    first_name: Maybe[str] = UNSET
    last_name: Maybe[str] = UNSET
    role: Maybe[Role] = UNSET
    active: Maybe[bool] = UNSET


async def visible_technician(read: Read, actor: Actor, technician_id: int) -> Technician:
    """The technician, active or not; Missing otherwise."""
    found = await store.get(read, actor.account_id, technician_id)
    if found is None:
        raise Missing("Technician")
    return found


async def create_technician(tx: Tx, actor: Actor, draft: TechnicianDraft) -> Technician:
    """A new technician. Refused without an address, or when the account has a technician with it."""
    require(actor, Verb.TECHNICIAN_WRITE)
    return await add_technician(tx, actor, apply(draft, blank_technician(tx)))


async def add_technician(tx: Tx, actor: Actor, new: Technician) -> Technician:
    """Check and record a technician, allowed by whoever calls; without an id it gets the next one."""
    if not new.email.strip():
        raise Refusal("email_required", "Email required", "A technician needs an e-mail address", field="email")
    new = await _checked(tx, new, None)
    if not new.full_name:
        first, last = name_from_email(new.email)
        new = msgspec.structs.replace(new, first_name=first, last_name=last)
    new = msgspec.structs.replace(new, id=new.id or tx.next_id("person"))
    seq = await log.append(tx, actor, EventKind.TECHNICIAN_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.insert(tx, new)
    return new


async def change_technician(tx: Tx, actor: Actor, technician_id: int, draft: TechnicianDraft) -> Technician:
    """Change what the draft names; the log-in follows. Refused when no active administrator would be left."""
    before = await visible_technician(tx, actor, technician_id)
    require(actor, Verb.TECHNICIAN_WRITE)
    after = await _checked(tx, apply(draft, before), before)
    if not says_something(compare(before, after)):
        return before
    await _keep_an_administrator(tx, before, after)
    seq = await log.append(tx, actor, EventKind.TECHNICIAN_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await store.update(tx, after)
    await login_store.follow(tx, before, after)
    return after


async def deactivate_technician(tx: Tx, actor: Actor, technician_id: int) -> Technician:
    """Make a technician inactive: still named where they worked, given no new work."""
    return await change_technician(tx, actor, technician_id, TechnicianDraft(active=False))


def blank_technician(tx: Tx) -> Technician:
    """A technician of whom nothing has been said yet."""
    return Technician(
        account_id=tx.account_id,
        id=0,
        version=0,
        email="",
        first_name="",
        last_name="",
        role=Role.TECHNICIAN,
        active=True,
        created_at=tx.now,
        modified_at=tx.now,
    )


async def _keep_an_administrator(tx: Tx, before: Technician, after: Technician) -> None:
    was, is_one = (t.role == Role.ADMIN and t.active for t in (before, after))
    if was and not is_one and await tx.value(store.ACTIVE_ADMINS, account_id=tx.account_id) < 2:
        raise Refusal(
            "last_administrator",
            "The last administrator stays",
            "Make another technician an administrator first",
            field="role" if after.active else "active",
        )


async def _checked(tx: Tx, technician: Technician, before: Technician | None) -> Technician:
    email = checked_email(technician.email)
    if before is None or email_key(before.email) != email_key(email):
        other = await store.by_email(tx, tx.account_id, email)
        if other is not None:
            raise Taken(
                "email_taken",
                "Email already in use",
                f"Technician {other.id} has this address; change that one instead",
                field="email",
            )
    return msgspec.structs.replace(technician, email=email)
