"""The statements on technicians."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from deskhand.core.directory import Technician, email_key
from deskhand.core.words import folded
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import technician
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, get_of, insert_of, row_of, update_of
from deskhand.storage.types import one_of

_ACCOUNT = technician.c.account_id == sa.bindparam("account_id")
_LIST = sa.select(*columns_of(Technician, technician)).where(_ACCOUNT)

GET = get_of(Technician, technician)
INSERT = insert_of(Technician, technician, "email_key", "name_key")
UPDATE = update_of(Technician, technician, "email_key", "name_key")
BY_IDS: Statement[Technician] = Statement(_LIST.where(one_of(technician.c.id, "ids")), Technician)
BY_EMAIL: Statement[Technician] = Statement(
    _LIST.where(technician.c.email_key == sa.bindparam("email_key")), Technician
)
ALL: Statement[Technician] = Statement(_LIST, Technician)
ACTIVE_ADMINS: Statement[Any] = Statement(
    sa.select(sa.func.count())
    .select_from(technician)
    .where(_ACCOUNT, technician.c.role == "admin", technician.c.active.is_(sa.true()))
)


async def get(read: Read, account_id: int, technician_id: int) -> Technician | None:
    return await read.one(GET, account_id=account_id, id=technician_id)


async def by_email(read: Read, account_id: int, email: str) -> Technician | None:
    """The technician with this address, case folded, active or not."""
    return await read.one(BY_EMAIL, account_id=account_id, email_key=email_key(email))


async def insert(tx: Tx, new: Technician) -> None:
    await tx.run(INSERT, **row_of(new), **_keys(new))


async def update(tx: Tx, changed: Technician) -> None:
    await tx.run(UPDATE, **row_of(changed), **_keys(changed))


def _keys(one: Technician) -> dict[str, str]:
    return {"email_key": email_key(one.email), "name_key": folded(one.full_name)}


@lru_cache(8)
def _conditions(with_inactive: bool) -> tuple[sa.ColumnElement[bool], ...]:
    return (_ACCOUNT,) if with_inactive else (_ACCOUNT, technician.c.active.is_(sa.true()))


@lru_cache(8)
def page_of(with_inactive: bool) -> Statement[Technician]:
    """A page of technicians, newest id first."""
    return Statement(
        sa.select(*columns_of(Technician, technician))
        .where(*_conditions(with_inactive))
        .order_by(technician.c.id.desc())
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        Technician,
    )


@lru_cache(8)
def count_of(with_inactive: bool) -> Statement[Any]:
    """How many technicians there are."""
    return Statement(sa.select(sa.func.count()).select_from(technician).where(*_conditions(with_inactive)))
