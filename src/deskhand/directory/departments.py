"""Use cases on departments: create, change, delete, read."""

import msgspec
from msgspec import UNSET

from deskhand.core.actor import Actor, Everything
from deskhand.core.directory import Department
from deskhand.core.drafts import Maybe, apply
from deskhand.core.errors import Forbidden, Missing, Refusal, Taken
from deskhand.core.events import EventKind
from deskhand.core.fields import LONGEST_NAME
from deskhand.core.history import compare, says_something
from deskhand.core.permissions import Verb, require
from deskhand.directory import department_store as store
from deskhand.directory.contacts import keep_change
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class DepartmentDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a department."""

    name: Maybe[str] = UNSET
    description: Maybe[str] = UNSET


async def read_department(read: Read, actor: Actor, department_id: int) -> Department:
    """One department. Raises Missing."""
    require(actor, Verb.CONTACT_READ)
    found = await store.get(read, actor.account_id, department_id)
    if found is None:
        raise Missing("Department")
    return found


async def create_department(tx: Tx, actor: Actor, draft: DepartmentDraft) -> Department:
    """A new department. Refused without a name, or when the account has one of this name."""
    _require_write(actor)
    return await add_department(tx, actor, apply(draft, blank_department(tx)))


async def add_department(tx: Tx, actor: Actor, new: Department) -> Department:
    """Check and record a department, allowed by whoever calls; without an id it gets the next one."""
    new = await _checked(tx, new)
    new = msgspec.structs.replace(new, id=new.id or tx.next_id("other"))
    seq = await log.append(tx, actor, EventKind.DEPARTMENT_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.insert(tx, new)
    return new


async def change_department(tx: Tx, actor: Actor, department_id: int, draft: DepartmentDraft) -> Department:
    """Change what the draft names. Nothing changed: no event."""
    before = await read_department(tx, actor, department_id)
    _require_write(actor)
    after = await _checked(tx, apply(draft, before))
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.DEPARTMENT_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=tx.now)
    await store.update(tx, after)
    return after


async def delete_department(tx: Tx, actor: Actor, department_id: int) -> None:
    """Take a department away: its contacts belong to none any more, and its name is free again."""
    before = await read_department(tx, actor, department_id)
    _require_write(actor)
    for contact in await tx.fetch(store.MEMBERS, account_id=tx.account_id, department_id=department_id):
        await keep_change(tx, actor, contact, msgspec.structs.replace(contact, department_id=None))
    after = msgspec.structs.replace(before, deleted_at=tx.now)
    seq = await log.append(tx, actor, EventKind.DEPARTMENT_DELETED, before.id, before=before, after=after)
    await store.update(tx, msgspec.structs.replace(after, version=seq))


def _require_write(actor: Actor) -> None:
    require(actor, Verb.CONTACT_WRITE)
    if not isinstance(actor.reach, Everything):
        raise Forbidden("Departments are the whole account's; this takes a key that is not limited to some customers")


def blank_department(tx: Tx) -> Department:
    """A department of which nothing has been said yet."""
    return Department(
        account_id=tx.account_id,
        id=0,
        version=0,
        name="",
        description="",
        created_at=tx.now,
        modified_at=tx.now,
        deleted_at=None,
    )


async def _checked(tx: Tx, department: Department) -> Department:
    """The department with its name tidied; refused when none is left, or when another one has it."""
    name = " ".join(department.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(
            "name_required",
            "Name required",
            f"A department needs a name of 1 to {LONGEST_NAME} characters",
            field="name",
        )
    other = await store.by_name(tx, tx.account_id, name)
    if other is not None and other.id != department.id:
        raise Taken(
            "department_exists",
            "Department already exists",
            f"Department {other.id} is called {other.name}; use that one, or another name",
            field="name",
        )
    return msgspec.structs.replace(department, name=name)
