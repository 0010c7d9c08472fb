"""The statements on the account's own settings."""

import sqlalchemy as sa

from deskhand.core.directory import Account
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import account
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of

_OWN = account.c.id == sa.bindparam("account_id")

GET: Statement[Account] = Statement(sa.select(*columns_of(Account, account)).where(_OWN), Account)
SET_ZONE: Statement[object] = Statement(sa.update(account).where(_OWN).values(time_zone=sa.bindparam("time_zone")))


async def get(read: Read, account_id: int) -> Account:
    """The account, which is there: somebody acts in it."""
    found = await read.one(GET, account_id=account_id)
    assert found is not None  # noqa: S101
    return found


async def set_zone(tx: Tx, time_zone: str) -> None:
    await tx.run(SET_ZONE, account_id=tx.account_id, time_zone=time_zone)
