"""The statements on calendars, policies and their assignment to customers."""

from typing import Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.calendar import Calendar
from deskhand.core.fields import name_key
from deskhand.core.policy import Assignment, Policy
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import account, account_clock, customer, sla_assignment, sla_calendar, sla_policy, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of, update_of
from deskhand.storage.types import Utc, literal, one_of


class Settings(msgspec.Struct, frozen=True):
    """What the account decided about its tickets."""

    resolve_before_close: bool
    pause_first_response: bool
    auto_close_days: int


SETTINGS: Statement[Settings] = Statement(
    sa.select(account.c.resolve_before_close, account.c.pause_first_response, account.c.auto_close_days).where(
        account.c.id == sa.bindparam("account_id")
    ),
    Settings,
)

# The last event that changed any of an account's rules.
RULES: Statement[int] = Statement(
    sa.select(account_clock.c.rules).where(account_clock.c.account_id == sa.bindparam("account_id"))
)

_THERE = literal("deleted_at IS NULL")


Stored = TypeVar("Stored", Calendar, Policy)


class Kept(Generic[Stored]):
    """The statements that calendars and policies share: both have a name that no other one has."""

    def __init__(self, struct: type[Stored], table: sa.Table) -> None:
        own = table.c.account_id == sa.bindparam("account_id")
        every = sa.select(*columns_of(struct, table)).where(own)
        there = every.where(_THERE)
        # Deleted policies too: tickets that have one keep it.
        self.all: Statement[Stored] = Statement(every, struct)
        self.one: Statement[Stored] = Statement(there.where(table.c.id == sa.bindparam("id")), struct)
        self.by_name: Statement[Stored] = Statement(there.where(table.c.name_key == sa.bindparam("name_key")), struct)
        self.page: Statement[Stored] = Statement(
            there.order_by(table.c.id.desc()).limit(sa.bindparam("limit")).offset(sa.bindparam("offset")), struct
        )
        self.count: Statement[Any] = Statement(sa.select(sa.func.count()).select_from(table).where(own, _THERE))
        self._insert = insert_of(struct, table, "name_key")
        self._update = update_of(struct, table, "name_key")

    async def get(self, read: Read, account_id: int, id: int) -> Stored | None:
        """The one with this id, unless it was deleted."""
        return await read.one(self.one, account_id=account_id, id=id)

    async def named(self, read: Read, account_id: int, name: str) -> Stored | None:
        """The one of this name, case folded."""
        return await read.one(self.by_name, account_id=account_id, name_key=name_key(name))

    async def insert(self, tx: Tx, new: Stored) -> None:
        await tx.run(self._insert, **row_of(new), name_key=name_key(new.name))

    async def update(self, tx: Tx, changed: Stored) -> None:
        await tx.run(self._update, **row_of(changed), name_key=name_key(changed.name))


CALENDARS = Kept(Calendar, sla_calendar)
POLICIES = Kept(Policy, sla_policy)

_ASSIGNED = sa.select(*columns_of(Assignment, sla_assignment)).where(
    sla_assignment.c.account_id == sa.bindparam("account_id"), sla_assignment.c.policy_id.is_not(None)
)
ASSIGNMENTS: Statement[Assignment] = Statement(_ASSIGNED, Assignment)
ASSIGNED_TO: Statement[Assignment] = Statement(
    _ASSIGNED.where(one_of(sla_assignment.c.policy_id, "ids")).order_by(sla_assignment.c.customer_id), Assignment
)
_NEW = insert(sla_assignment).values(
    account_id=sa.bindparam("account_id"), customer_id=sa.bindparam("customer_id"), policy_id=sa.bindparam("policy_id")
)
ASSIGN: Statement[Any] = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["account_id", "customer_id"], set_={"policy_id": _NEW.excluded.policy_id}
    )
)
CUSTOMERS_THERE: Statement[Any] = Statement(
    sa.select(customer.c.id).where(
        customer.c.account_id == sa.bindparam("account_id"),
        one_of(customer.c.id, "ids"),
        customer.c.archived_at.is_(None),
    )
)
POLICIES_WITH: Statement[Policy] = Statement(
    sa.select(*columns_of(Policy, sla_policy)).where(
        sla_policy.c.account_id == sa.bindparam("account_id"), sla_policy.c.calendar_id == sa.bindparam("calendar_id")
    ),
    Policy,
)

_UNFINISHED = (
    ticket.c.account_id == sa.bindparam("account_id"),
    ticket.c.deleted_at.is_(None),
    ticket.c.merged_into.is_(None),
    literal("status <> 'Closed'"),
)
# Every ticket that is not closed: the account's decisions changed. The sweep reckons them anew.
SWEEP_ALL: Statement[Any] = Statement(
    sa.update(ticket).where(*_UNFINISHED).values(sweep_at=sa.bindparam("now", type_=Utc))
)
SWEEP_OF: Statement[Any] = Statement(
    sa.update(ticket)
    .where(*_UNFINISHED, one_of(ticket.c.policy_id, "ids"))
    .values(sweep_at=sa.bindparam("now", type_=Utc)),
    plan="custom",
)
