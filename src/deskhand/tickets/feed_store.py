"""The statement that tells which tickets of the feed an actor may see."""

from functools import lru_cache

import sqlalchemy as sa

from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ticket
from deskhand.storage.statement import Statement
from deskhand.storage.types import one_of


@lru_cache(8)
def visible_of(kind: ReachKind) -> Statement[int]:
    """Of these tickets the ids of those within a reach; deleted and merged ones too, since their events say so."""
    return Statement(sa.select(ticket.c.id).where(*visible_to(kind), one_of(ticket.c.id, "ids")))
