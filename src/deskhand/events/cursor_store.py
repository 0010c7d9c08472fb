"""The statements by which the log is handed on: which accounts are behind, and how far each consumer has come."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.storage.schema import event_cursor, wake
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc, literal


class Behind(msgspec.Struct, frozen=True):
    """An account with events that not everybody has been handed; `seq` is its last one."""

    account_id: int
    seq: int


class Cursor(msgspec.Struct, frozen=True):
    """How far a consumer has come in an account's log, and until when it rests because it failed."""

    seq: int
    retry_at: datetime | None


_OF = (
    event_cursor.c.account_id == sa.bindparam("account_id"),
    event_cursor.c.consumer == sa.bindparam("consumer"),
)

# From its index, which holds nobody else.
BEHIND: Statement[Behind] = Statement(
    sa.select(wake.c.account_id, wake.c.seq)
    .where(literal("seq > handed"), wake.c.account_id > sa.bindparam("after"))
    .order_by(wake.c.account_id)
    .limit(sa.bindparam("limit")),
    Behind,
)
HANDED: Statement[Any] = Statement(
    sa.update(wake)
    .where(wake.c.account_id == sa.bindparam("account_id"), wake.c.handed < sa.bindparam("seq"))
    .values(handed=sa.bindparam("seq"))
)
_CURSOR = sa.select(event_cursor.c.seq, event_cursor.c.retry_at).where(*_OF)
CURSOR: Statement[Cursor] = Statement(_CURSOR, Cursor)
# So that of two workers one waits for the other, and finds its work done.
LOCK: Statement[Cursor] = Statement(_CURSOR.with_for_update(), Cursor)
# PostgreSQL's ON CONFLICT is SQLite's too, to the letter.
BEGIN: Statement[Any] = Statement(
    insert(event_cursor)
    .values(account_id=sa.bindparam("account_id"), consumer=sa.bindparam("consumer"), seq=sa.bindparam("seq"))
    .on_conflict_do_nothing(index_elements=["account_id", "consumer"])
)
MOVE: Statement[Any] = Statement(sa.update(event_cursor).where(*_OF).values(seq=sa.bindparam("to"), retry_at=None))
REST: Statement[Any] = Statement(
    sa.update(event_cursor).where(*_OF).values(retry_at=sa.bindparam("retry_at", type_=Utc))
)
