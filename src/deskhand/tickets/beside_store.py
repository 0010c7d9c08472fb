"""The statements on the active tickets of one customer or contact."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from deskhand.core.ticket import Priority, SlaStatus, Status
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ticket
from deskhand.storage.schema.tickets import ALIVE
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import literal

Whose = Literal["customer_id", "contact_id"]
# Said by what they are not: SQLite would else take all the account's active tickets, by the index on the status.
ACTIVE = literal("ticket.status NOT IN ('Resolved', 'Closed')")


class ActiveTicket(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a ticket beside another one."""

    id: int
    title: str
    status: Status
    priority: Priority
    contact_id: int | None
    technician_id: int | None
    created_at: datetime
    next_due_at: datetime | None
    sla_status: SlaStatus | None


def _active(kind: ReachKind, whose: Whose) -> tuple[Any, ...]:
    return (
        *visible_to(kind),
        ticket.c[whose] == sa.bindparam("whose"),
        ticket.c.id != sa.bindparam("but"),
        ALIVE,
        ACTIVE,
    )


@lru_cache(16)
def newest_of(kind: ReachKind, whose: Whose) -> Statement[ActiveTicket]:
    """The newest active tickets of a customer or contact, but for one."""
    return Statement(
        sa.select(*columns_of(ActiveTicket, ticket))
        .where(*_active(kind, whose))
        .order_by(ticket.c.id.desc())
        .limit(sa.bindparam("limit")),
        ActiveTicket,
    )


@lru_cache(16)
def count_of(kind: ReachKind, whose: Whose) -> Statement[Any]:
    """How many there are."""
    return Statement(sa.select(sa.func.count()).select_from(ticket).where(*_active(kind, whose)))
