"""The statements that count the views of the inbox."""

from functools import lru_cache

import msgspec
import sqlalchemy as sa

from deskhand.core.ticket import SlaStatus, Status
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ALIVE, ticket
from deskhand.storage.schema.tickets import ACTIVE
from deskhand.storage.statement import Statement


class ActiveCounts(msgspec.Struct, frozen=True):
    """Of the tickets that are Open or Pending."""

    mine: int
    unassigned: int
    breached: int
    warning: int


class StatusCounts(msgspec.Struct, frozen=True):
    """Of all tickets."""

    open: int
    pending: int
    resolved: int
    all: int


COUNTED = (Status.OPEN, Status.PENDING, Status.RESOLVED)


def _where(condition: sa.ColumnElement[bool], name: str) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, sa.literal_column("1", sa.BigInteger)))).label(name)


@lru_cache(8)
def active_counts(kind: ReachKind) -> Statement[ActiveCounts]:
    """How many active tickets there are in each view: one pass through their own index, and no rows."""
    return Statement(
        sa.select(
            _where(ticket.c.technician_id == sa.bindparam("me", type_=sa.BigInteger), "mine"),
            _where(ticket.c.technician_id.is_(None), "unassigned"),
            _where(ticket.c.sla_status == SlaStatus.BREACHED.value, "breached"),
            _where(ticket.c.sla_status == SlaStatus.WARNING.value, "warning"),
        )
        .where(*visible_to(kind), ALIVE, ACTIVE)
        .with_hint(ticket, "INDEXED BY ticket_active_idx", "sqlite"),
        ActiveCounts,
    )


@lru_cache(8)
def status_counts(kind: ReachKind) -> Statement[StatusCounts]:
    """What an account's clock says only of all its tickets: how many of those within a limited reach there are."""
    return Statement(
        sa.select(
            *(_where(ticket.c.status == status.value, status.value.lower()) for status in COUNTED),
            sa.func.count().label("all"),
        ).where(*visible_to(kind), ALIVE),
        StatusCounts,
        plan="custom",
    )
