"""The statements on how tickets belong together."""

from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.ticket import Ticket
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ALIVE, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import one_of


class FirstChild(msgspec.Struct, frozen=True):
    """The first of a ticket's children."""

    parent_id: int
    id: int


# For no actor: a circle must be seen even where it leaves somebody's reach, and deleted tickets may come back.
PARENT_OF: Statement[Any] = Statement(
    sa.select(ticket.c.parent_id).where(
        ticket.c.account_id == sa.bindparam("account_id"), ticket.c.id == sa.bindparam("id")
    )
)


@lru_cache(8)
def visible_of(kind: ReachKind) -> Statement[int]:
    """Which of these tickets lists show within a reach."""
    return Statement(sa.select(ticket.c.id).where(*visible_to(kind), ALIVE, one_of(ticket.c.id, "ids")))


@lru_cache(8)
def first_children_of(kind: ReachKind) -> Statement[FirstChild]:
    """The first child of each of these tickets, of those that lists show within a reach."""
    return Statement(
        sa.select(ticket.c.parent_id, sa.func.min(ticket.c.id).label("id"))
        .where(*visible_to(kind), ALIVE, one_of(ticket.c.parent_id, "ids"))
        .group_by(ticket.c.parent_id),
        FirstChild,
    )


@lru_cache(8)
def children_of(kind: ReachKind) -> Statement[Ticket]:
    """The children of a ticket that lists show within a reach."""
    return Statement(
        sa.select(*columns_of(Ticket, ticket))
        .where(*visible_to(kind), ALIVE, ticket.c.parent_id == sa.bindparam("parent_id"))
        .order_by(ticket.c.id),
        Ticket,
    )
