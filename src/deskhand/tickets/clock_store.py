"""The statements by which clocks are swept, foreseen and previewed."""

from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.ticket import Ticket
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ALIVE, ticket
from deskhand.storage.schema.tickets import RUNNING, SWEEP
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import Utc, literal, one_of


class Due(msgspec.Struct, frozen=True):
    """A ticket that the sweep is to look at."""

    account_id: int
    id: int
    sweep_at: datetime


# Over all accounts: the sweep is the installation's. Its index holds nothing but tickets that wait for a moment. The
# latest come first, so that what falls due now does not stand behind the thousands that a change of policy has queued.
DUE: Statement[Due] = Statement(
    sa.select(ticket.c.account_id, ticket.c.id, ticket.c.sweep_at)
    .where(SWEEP, ticket.c.sweep_at <= sa.bindparam("now", type_=Utc))
    .order_by(ticket.c.sweep_at.desc())
    .limit(sa.bindparam("limit")),
    Due,
)
POSTPONE: Statement[Any] = Statement(
    sa.update(ticket)
    .where(ticket.c.account_id == sa.bindparam("account_id"), ticket.c.id == sa.bindparam("id"))
    .values(sweep_at=sa.bindparam("later", type_=Utc))
)


@lru_cache(8)
def due_until(kind: ReachKind) -> Statement[Ticket]:
    """The tickets with a running clock that is due by an instant, or was already, the earliest first."""
    return Statement(
        sa.select(*columns_of(Ticket, ticket))
        .where(*visible_to(kind), ALIVE, RUNNING, ticket.c.next_due_at <= sa.bindparam("until", type_=Utc))
        .order_by(ticket.c.next_due_at)
        .limit(sa.bindparam("limit")),
        Ticket,
        plan="custom",  # the instant decides whether a few rows match or nearly all
    )


# A page of those that a change of policies moves, by id.
UNFINISHED_WITH: Statement[Ticket] = Statement(
    sa.select(*columns_of(Ticket, ticket))
    .where(
        ticket.c.account_id == sa.bindparam("account_id"),
        ALIVE,
        literal("status <> 'Closed'"),
        one_of(ticket.c.policy_id, "ids"),
        ticket.c.id > sa.bindparam("after"),
    )
    .order_by(ticket.c.id)
    .limit(sa.bindparam("limit")),
    Ticket,
    plan="custom",
)
