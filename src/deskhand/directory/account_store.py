"""The statements on the account's own settings."""

import sqlalchemy as sa

from deskhand.core.directory import Account
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import account
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of

_OWN = account.c.id == sa.bindparam("account_id")

GET: Statement[Account] = Statement(sa.select(*columns_of(Account, account)).where(_OWN), Account)
_SETTINGS = ("time_zone", "resolve_before_close", "pause_first_response", "auto_close_days", "work_overlap")
SET: Statement[object] = Statement(
    sa.update(account).where(_OWN).values({name: sa.bindparam(name, type_=account.c[name].type) for name in _SETTINGS})
)


async def get(read: Read, account_id: int) -> Account:
    """The account, which is there: somebody acts in it."""
    found = await read.one(GET, account_id=account_id)
    assert found is not None  # noqa: S101
    return found


async def update(tx: Tx, changed: Account) -> None:
    await tx.run(SET, account_id=tx.account_id, **{name: getattr(changed, name) for name in _SETTINGS})
