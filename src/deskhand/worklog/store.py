"""The statements on work hours."""

from typing import Any

import sqlalchemy as sa

from deskhand.core.work import WorkEntry
from deskhand.storage.engine import Tx
from deskhand.storage.schema import technician, work_hours
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of


class WorkEntryView(WorkEntry, frozen=True, kw_only=True):
    """An entry with its technician's name and address."""

    technician_email: str
    technician_first_name: str
    technician_last_name: str


_OF_TICKET = (
    work_hours.c.account_id == sa.bindparam("account_id"),
    work_hours.c.ticket_id == sa.bindparam("ticket_id"),
)
_VIEW = sa.select(
    *columns_of(WorkEntry, work_hours),
    technician.c.email.label("technician_email"),
    technician.c.first_name.label("technician_first_name"),
    technician.c.last_name.label("technician_last_name"),
).select_from(
    work_hours.join(
        technician,
        sa.and_(technician.c.account_id == work_hours.c.account_id, technician.c.id == work_hours.c.technician_id),
    )
)

INSERT = insert_of(WorkEntry, work_hours)
ONE: Statement[WorkEntryView] = Statement(
    _VIEW.where(work_hours.c.account_id == sa.bindparam("account_id"), work_hours.c.id == sa.bindparam("id")),
    WorkEntryView,
)
PAGE: Statement[WorkEntryView] = Statement(
    _VIEW.where(*_OF_TICKET).order_by(work_hours.c.id).limit(sa.bindparam("limit")).offset(sa.bindparam("offset")),
    WorkEntryView,
)
COUNT: Statement[Any] = Statement(sa.select(sa.func.count()).select_from(work_hours).where(*_OF_TICKET))


async def insert(tx: Tx, new: WorkEntry) -> None:
    await tx.run(INSERT, **row_of(new))
