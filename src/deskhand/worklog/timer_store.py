"""The statements on timers."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.timer import Timer
from deskhand.storage.engine import Read, Tx, Writes
from deskhand.storage.schema import timer
from deskhand.storage.statement import Statement
from deskhand.storage.statements import get_of, row_of

GET = get_of(Timer, timer)
# PostgreSQL's ON CONFLICT is SQLite's too, to the letter.
_NEW = insert(timer).values({name: sa.bindparam(name, type_=timer.c[name].type) for name in Timer.__struct_fields__})
PUT: Statement[Any] = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["account_id", "id"],
        set_={name: _NEW.excluded[name] for name in Timer.__struct_fields__ if name not in ("account_id", "id")},
    )
)
# Beside the account's clock: a timer that was stopped or started anew meanwhile keeps what that made of it.
ACTIVE: Statement[Any] = Statement(
    sa.update(timer)
    .where(
        timer.c.account_id == sa.bindparam("account_id"),
        timer.c.id == sa.bindparam("id"),
        timer.c.active_at == sa.bindparam("known", type_=timer.c.active_at.type),
    )
    .values(active_at=sa.bindparam("now", type_=timer.c.active_at.type))
)


async def get(read: Read, account_id: int, technician_id: int) -> Timer | None:
    """The technician's timer, if there was ever anything to keep of it."""
    return await read.one(GET, account_id=account_id, id=technician_id)


async def put(tx: Tx, changed: Timer) -> None:
    await tx.run(PUT, **row_of(changed))


async def note_active(writes: Writes, known: Timer, now: datetime) -> None:
    await writes.run(ACTIVE, account_id=known.account_id, id=known.id, known=known.active_at, now=now)
