"""The statements by which a technician's log-in follows the technician: the address, and what ends with the work."""

from typing import Any

import sqlalchemy as sa

from deskhand.core.directory import Technician, email_key
from deskhand.storage.engine import Tx, Writes
from deskhand.storage.schema import login, password_link, session
from deskhand.storage.statement import Statement

MOVE: Statement[Any] = Statement(
    sa.update(login)
    .where(login.c.email_key == sa.bindparam("before"), login.c.account_id == sa.bindparam("account_id"))
    .values(email_key=sa.bindparam("after", type_=sa.Text))
)


def _delete_of(table: sa.Table, *more: sa.ColumnElement[bool]) -> Statement[Any]:
    own = (table.c.account_id == sa.bindparam("account_id"), table.c.technician_id == sa.bindparam("technician_id"))
    return Statement(sa.delete(table).where(*own, *more))


END_SESSIONS = _delete_of(session, session.c.sha256 != sa.bindparam("keep"))
END_LINKS = _delete_of(password_link)


async def follow(tx: Tx, before: Technician, after: Technician) -> None:
    """Let the log-in of a technician who was changed have the new address, and end with their work."""
    old, new = email_key(before.email), email_key(after.email)
    if old != new:
        await tx.run(MOVE, account_id=before.account_id, before=old, after=new)
    if before.active and not after.active:
        await end_all(tx, before.account_id, before.id)


async def end_all(writes: Writes, account_id: int, technician_id: int, keep: str = "") -> None:
    """End every session of a technician but the one of this hash, and every link that could set their password."""
    await writes.run(END_SESSIONS, account_id=account_id, technician_id=technician_id, keep=keep)
    await writes.run(END_LINKS, account_id=account_id, technician_id=technician_id)
