"""The statements on work hours."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from deskhand.core.work import WorkEntry
from deskhand.storage.engine import Tx
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import technician, ticket, work_hours
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of, update_of


class WorkEntryView(WorkEntry, frozen=True, kw_only=True):
    """An entry with its technician's name and address."""

    technician_email: str
    technician_first_name: str
    technician_last_name: str


class WorkRecordView(WorkEntryView, frozen=True, kw_only=True):
    """An entry with whom its ticket is for, too."""

    customer_id: int
    contact_id: int | None


_OF_TICKET = (
    work_hours.c.account_id == sa.bindparam("account_id"),
    work_hours.c.ticket_id == sa.bindparam("ticket_id"),
    work_hours.c.deleted_at.is_(None),
)
_COLUMNS = (
    *columns_of(WorkEntry, work_hours),
    technician.c.email.label("technician_email"),
    technician.c.first_name.label("technician_first_name"),
    technician.c.last_name.label("technician_last_name"),
)
_WITH_TECHNICIAN = work_hours.join(
    technician,
    sa.and_(technician.c.account_id == work_hours.c.account_id, technician.c.id == work_hours.c.technician_id),
)
_VIEW = sa.select(*_COLUMNS).select_from(_WITH_TECHNICIAN)

INSERT = insert_of(WorkEntry, work_hours)
UPDATE = update_of(WorkEntry, work_hours)
ONE: Statement[WorkEntryView] = Statement(
    _VIEW.where(work_hours.c.account_id == sa.bindparam("account_id"), work_hours.c.id == sa.bindparam("id")),
    WorkEntryView,
)
PAGE: Statement[WorkEntryView] = Statement(
    _VIEW.where(*_OF_TICKET).order_by(work_hours.c.id).limit(sa.bindparam("limit")).offset(sa.bindparam("offset")),
    WorkEntryView,
)
COUNT: Statement[Any] = Statement(sa.select(sa.func.count()).select_from(work_hours).where(*_OF_TICKET))
PAGE_BILLABLE: Statement[WorkEntryView] = Statement(
    _VIEW.where(*_OF_TICKET, work_hours.c.billable.is_(sa.true()))
    .order_by(work_hours.c.id)
    .limit(sa.bindparam("limit"))
    .offset(sa.bindparam("offset")),
    WorkEntryView,
)
COUNT_BILLABLE: Statement[Any] = Statement(
    sa.select(sa.func.count()).select_from(work_hours).where(*_OF_TICKET, work_hours.c.billable.is_(sa.true()))
)


@lru_cache(32)
def _records(kind: ReachKind, shape: frozenset[str]) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on all entries within a reach, from or up to an instant, but those of deleted tickets."""
    found = [*visible_to(kind), ticket.c.deleted_at.is_(None), work_hours.c.deleted_at.is_(None)]
    if "from" in shape:
        found.append(work_hours.c.starts_at >= sa.bindparam("from_instant", type_=work_hours.c.starts_at.type))
    if "to" in shape:
        found.append(work_hours.c.ends_at <= sa.bindparam("to_instant", type_=work_hours.c.ends_at.type))
    return tuple(found)


_TO_TICKET = sa.and_(ticket.c.account_id == work_hours.c.account_id, ticket.c.id == work_hours.c.ticket_id)


@lru_cache(32)
def page_of_records(kind: ReachKind, shape: frozenset[str]) -> Statement[WorkRecordView]:
    """A page of all entries for this reach and shape of filter, latest start first."""
    return Statement(
        sa.select(*_COLUMNS, ticket.c.customer_id, ticket.c.contact_id)
        .select_from(_WITH_TECHNICIAN.join(ticket, _TO_TICKET))
        .where(*_records(kind, shape))
        .order_by(work_hours.c.starts_at.desc(), work_hours.c.id.desc())
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        WorkRecordView,
    )


@lru_cache(32)
def count_of_records(kind: ReachKind, shape: frozenset[str]) -> Statement[Any]:
    """How many entries there are for this reach and shape of filter."""
    return Statement(
        sa.select(sa.func.count()).select_from(work_hours.join(ticket, _TO_TICKET)).where(*_records(kind, shape))
    )


@lru_cache(8)
def record_of_kind(kind: ReachKind) -> Statement[WorkRecordView]:
    """One entry by id on a ticket within a reach; deleted ones and those of deleted tickets are not found."""
    return Statement(
        sa.select(*_COLUMNS, ticket.c.customer_id, ticket.c.contact_id)
        .select_from(_WITH_TECHNICIAN.join(ticket, _TO_TICKET))
        .where(*_records(kind, frozenset()), work_hours.c.id == sa.bindparam("id")),
        WorkRecordView,
    )


async def insert(tx: Tx, new: WorkEntry) -> None:
    await tx.run(INSERT, **row_of(new))


async def update(tx: Tx, changed: WorkEntry) -> None:
    await tx.run(UPDATE, **row_of(changed))
