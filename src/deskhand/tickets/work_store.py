"""The statements on tickets' work hours that the tickets' own totals need; all others are worklog's."""

from collections.abc import Sequence

import sqlalchemy as sa

from deskhand.core.work import Worked
from deskhand.storage.engine import Tx
from deskhand.storage.schema import work_hours
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import one_of

WORKED_ON: Statement[Worked] = Statement(
    sa.select(*columns_of(Worked, work_hours)).where(
        work_hours.c.account_id == sa.bindparam("account_id"),
        work_hours.c.ticket_id == sa.bindparam("ticket_id"),
        work_hours.c.deleted_at.is_(None),
    ),
    Worked,
)


class WorkedOn(Worked, frozen=True):
    """The same, on which ticket and where."""

    ticket_id: int
    on_site: bool


WORKED_ON_EACH: Statement[WorkedOn] = Statement(
    sa.select(*columns_of(WorkedOn, work_hours)).where(
        work_hours.c.account_id == sa.bindparam("account_id"),
        one_of(work_hours.c.ticket_id, "ticket_ids"),
        work_hours.c.deleted_at.is_(None),
    ),
    WorkedOn,
)


async def worked_on(tx: Tx, ticket_id: int) -> list[Worked]:
    """The spans of all entries on a ticket."""
    return await tx.fetch(WORKED_ON, account_id=tx.account_id, ticket_id=ticket_id)


async def worked_on_each(tx: Tx, ticket_ids: Sequence[int]) -> dict[int, list[WorkedOn]]:
    """The spans of all entries on several tickets."""
    found: dict[int, list[WorkedOn]] = {number: [] for number in ticket_ids}
    for entry in await tx.fetch(WORKED_ON_EACH, account_id=tx.account_id, ticket_ids=list(ticket_ids)):
        found[entry.ticket_id].append(entry)
    return found
