"""The statement that finds a technician's entries by their span."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from deskhand.core.actor import Actor
from deskhand.core.time import EARLIEST
from deskhand.core.work import LONGEST_ENTRY, WorkEntry
from deskhand.storage.engine import Read
from deskhand.storage.reach import ReachKind, reach_params, visible_to
from deskhand.storage.schema import ticket, work_hours
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of


class OfTechnician(WorkEntry, frozen=True, kw_only=True):
    """An entry, and its ticket's number again where the actor may see the ticket."""

    visible_ticket_id: int | None


@lru_cache(8)
def between_of_kind(kind: ReachKind) -> Statement[OfTechnician]:
    """A technician's entries that share time with a span, on whichever ticket that is not deleted.

    No entry is longer than a day: so one range of starts holds them all.
    """
    alive = ticket.alias("alive")
    entries = work_hours.join(
        alive,
        sa.and_(
            alive.c.account_id == work_hours.c.account_id,
            alive.c.id == work_hours.c.ticket_id,
            alive.c.deleted_at.is_(None),
        ),
    ).outerjoin(
        ticket,
        sa.and_(
            ticket.c.account_id == work_hours.c.account_id, ticket.c.id == work_hours.c.ticket_id, *visible_to(kind)
        ),
    )
    instant = work_hours.c.starts_at.type
    return Statement(
        sa.select(*columns_of(WorkEntry, work_hours), ticket.c.id.label("visible_ticket_id"))
        .select_from(entries)
        .where(
            work_hours.c.account_id == sa.bindparam("account_id"),
            work_hours.c.technician_id == sa.bindparam("technician_id"),
            work_hours.c.starts_at > sa.bindparam("earliest", type_=instant),
            work_hours.c.starts_at < sa.bindparam("until", type_=instant),
            work_hours.c.ends_at > sa.bindparam("since", type_=instant),
            work_hours.c.deleted_at.is_(None),
        )
        # By nothing more, or SQLite takes the index of everybody's entries for the sake of the order.
        .order_by(work_hours.c.starts_at),
        OfTechnician,
    )


async def entries_between(
    read: Read, actor: Actor, technician_id: int, since: datetime, until: datetime
) -> Sequence[OfTechnician]:
    """The technician's entries that share time with since..until, by their start; those that only touch it do not."""
    found = await read.fetch(
        between_of_kind(type(actor.reach)),
        **reach_params(actor.account_id, actor.reach),
        technician_id=technician_id,
        earliest=max(since, EARLIEST) - LONGEST_ENTRY,
        since=since,
        until=until,
    )
    return sorted(found, key=lambda entry: (entry.starts_at, entry.id))
