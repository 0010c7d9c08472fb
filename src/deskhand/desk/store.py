"""The statements on accounts themselves."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.storage.schema import account, account_clock, technician
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One MSP."""

    id: int
    name: str
    created_at: datetime


_ALL = sa.select(account.c.id, account.c.name, account.c.created_at)

ALL: Statement[Account] = Statement(_ALL.order_by(account.c.id), Account)
BY_NAME: Statement[Account] = Statement(_ALL.where(account.c.name == sa.bindparam("name")), Account)
NEXT_ID: Statement[Any] = Statement(sa.select(sa.func.coalesce(sa.func.max(account.c.id), 0) + 1))
INSERT: Statement[Any] = Statement(
    sa.insert(account).values(
        id=sa.bindparam("id"), name=sa.bindparam("name"), created_at=sa.bindparam("created_at", type_=Utc)
    )
)
INSERT_CLOCK: Statement[Any] = Statement(
    sa.insert(account_clock).values(account_id=sa.bindparam("account_id"), instant=sa.bindparam("instant", type_=Utc))
)
# Over all accounts, and for nobody in particular: whether the installation has an owner yet.
ANYBODY: Statement[Any] = Statement(sa.select(technician.c.id).limit(1))
ANYBODY_IN: Statement[Any] = Statement(
    sa.select(technician.c.id).where(technician.c.account_id == sa.bindparam("account_id")).limit(1)
)
RENAME: Statement[Any] = Statement(
    sa.update(account)
    .where(account.c.id == sa.bindparam("account_id"))
    .values(name=sa.bindparam("name", type_=sa.Text))
)
