"""The statements on departments."""

from typing import Any

import sqlalchemy as sa

from deskhand.core.directory import Contact, Department
from deskhand.core.fields import name_key
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import contact, department
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of, update_of
from deskhand.storage.types import one_of

# The condition is the partial unique index's own text, so that the index serves it.
_THERE = (department.c.account_id == sa.bindparam("account_id"), sa.text("deleted_at IS NULL"))
_LIST = sa.select(*columns_of(Department, department)).where(*_THERE)

INSERT = insert_of(Department, department, "name_key")
UPDATE = update_of(Department, department, "name_key")
GET: Statement[Department] = Statement(_LIST.where(department.c.id == sa.bindparam("id")), Department)
BY_IDS: Statement[Department] = Statement(_LIST.where(one_of(department.c.id, "ids")), Department)
BY_NAME: Statement[Department] = Statement(_LIST.where(department.c.name_key == sa.bindparam("name_key")), Department)
PAGE: Statement[Department] = Statement(
    _LIST.order_by(department.c.id.desc()).limit(sa.bindparam("limit")).offset(sa.bindparam("offset")), Department
)
COUNT: Statement[Any] = Statement(sa.select(sa.func.count()).select_from(department).where(*_THERE))
MEMBERS: Statement[Contact] = Statement(
    sa.select(*columns_of(Contact, contact))
    .where(contact.c.account_id == sa.bindparam("account_id"), contact.c.department_id == sa.bindparam("department_id"))
    .order_by(contact.c.id),
    Contact,
)


async def get(read: Read, account_id: int, department_id: int) -> Department | None:
    return await read.one(GET, account_id=account_id, id=department_id)


async def by_name(read: Read, account_id: int, name: str) -> Department | None:
    """The department of this name, case folded."""
    return await read.one(BY_NAME, account_id=account_id, name_key=name_key(name.strip()))


async def insert(tx: Tx, new: Department) -> None:
    await tx.run(INSERT, **row_of(new), name_key=name_key(new.name))


async def update(tx: Tx, changed: Department) -> None:
    await tx.run(UPDATE, **row_of(changed), name_key=name_key(changed.name))
