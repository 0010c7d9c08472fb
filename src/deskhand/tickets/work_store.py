"""The statement on a ticket's work hours that the ticket's own totals need; all others are worklog's."""

import sqlalchemy as sa

from deskhand.core.work import Worked
from deskhand.storage.engine import Tx
from deskhand.storage.schema import work_hours
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of

WORKED_ON: Statement[Worked] = Statement(
    sa.select(*columns_of(Worked, work_hours)).where(
        work_hours.c.account_id == sa.bindparam("account_id"),
        work_hours.c.ticket_id == sa.bindparam("ticket_id"),
        work_hours.c.deleted_at.is_(None),
    ),
    Worked,
)


async def worked_on(tx: Tx, ticket_id: int) -> list[Worked]:
    """The spans of all entries on a ticket."""
    return await tx.fetch(WORKED_ON, account_id=tx.account_id, ticket_id=ticket_id)
