"""What the account's log has recorded, as tests compare it."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.events import EventData
from deskhand.storage.engine import Engine
from deskhand.storage.schema import event
from deskhand.storage.statement import Statement
from tests.cast import Office


class Line(msgspec.Struct, frozen=True):
    """One event, its data still JSON."""

    seq: int
    at: datetime
    kind: str
    thing_id: int
    ticket_id: int | None
    actor_kind: str
    actor_id: int | None
    data: str

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Per changed field its value before and after."""
        return msgspec.json.decode(self.data, type=EventData).changes

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that it set."""
        return msgspec.json.decode(self.data, type=EventData).texts


LOG: Statement[Line] = Statement(
    sa.select(*(event.c[name] for name in Line.__struct_fields__))
    .where(event.c.account_id == sa.bindparam("account_id"))
    .order_by(event.c.seq),
    Line,
)


async def log_of(engine: Engine, account_id: int) -> list[Line]:
    """Every event of an account, oldest first."""
    async with engine.read() as read:
        return await read.fetch(LOG, account_id=account_id)


async def history_of(office: Office, ticket_id: int) -> list[Line]:
    """Every event of a ticket, oldest first."""
    return [line for line in await log_of(office.engine, office.cast.account_id) if line.ticket_id == ticket_id]


def status_moves(history: list[Line]) -> list[tuple[Any, Any]]:
    """The moves between statuses that a history tells of."""
    return [line.changes["status"] for line in history if line.kind == "ticket.status_changed"]
