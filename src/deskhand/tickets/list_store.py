"""The statements that read many tickets: a page of them, their total, and the names and texts for a page."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa

from deskhand.core.ticket import Status, Ticket
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ALIVE, account_clock, comment, contact, customer, sla_policy, technician, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import one_of
from deskhand.tickets.condition_store import Shape, depends_on_values, sql_of
from deskhand.tickets.order_store import Order, after, clauses


@lru_cache(512)
def page_of(kind: ReachKind, shape: Shape, order: Order) -> Statement[Ticket]:
    """The first page, for this reach, shape of conditions and order."""
    return Statement(
        sa.select(*columns_of(Ticket, ticket))
        .where(*_matching(kind, shape))
        .order_by(*clauses(order))
        .limit(sa.bindparam("limit")),
        Ticket,
        plan=plan_of(shape),
    )


@lru_cache(512)
def page_after(kind: ReachKind, shape: Shape, order: Order, value_set: bool) -> Statement[Ticket]:
    """The page after a key; it costs what the first page costs, however deep it lies."""
    return Statement(
        sa.select(*columns_of(Ticket, ticket))
        .where(*_matching(kind, shape), after(order, value_set=value_set))
        .order_by(*clauses(order))
        .limit(sa.bindparam("limit")),
        Ticket,
        plan=plan_of(shape),
    )


@lru_cache(512)
def page_at(kind: ReachKind, shape: Shape, order: Order) -> Statement[Ticket]:
    """The page at an offset: ids first, from an index, then the rows; twenty times cheaper than passing over rows."""
    ids = (
        sa.select(ticket.c.id)
        .where(*_matching(kind, shape))
        .order_by(*clauses(order))
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset"))
        .subquery("page")
    )
    own_account = ticket.c.account_id == sa.bindparam("account_id")
    return Statement(
        sa.select(*columns_of(Ticket, ticket))
        .select_from(ticket.join(ids, ticket.c.id == ids.c.id))
        .where(own_account)
        .order_by(*clauses(order)),
        Ticket,
        plan="custom",  # how far the page lies decides: PostgreSQL would read the whole table for any page
    )


@lru_cache(512)
def count_of(kind: ReachKind, shape: Shape) -> Statement[Any]:
    """How many tickets there are for this reach and shape of conditions."""
    matching = sa.select(sa.func.count()).select_from(ticket).where(*_matching(kind, shape))
    return Statement(matching, plan=plan_of(shape))


def plan_of(shape: Shape) -> Literal["generic", "custom"]:
    """The plan mode of statements with this shape; see `Statement`."""
    return "custom" if depends_on_values(shape) else "generic"


def _matching(kind: ReachKind, shape: Shape) -> tuple[Any, ...]:
    return (*visible_to(kind), ALIVE, *sql_of(shape))


class Totals(msgspec.Struct, frozen=True):
    """The account's tickets that lists show, by status, as its clock counts them."""

    open_tickets: int
    pending_tickets: int
    resolved_tickets: int
    closed_tickets: int

    def of(self, status: Status | None) -> int:
        """The number in this status, or in all four."""
        by_status = {
            Status.OPEN: self.open_tickets,
            Status.PENDING: self.pending_tickets,
            Status.RESOLVED: self.resolved_tickets,
            Status.CLOSED: self.closed_tickets,
        }
        return sum(by_status.values()) if status is None else by_status[status]


TOTALS: Statement[Totals] = Statement(
    sa.select(*(account_clock.c[name] for name in Totals.__struct_fields__)).where(
        account_clock.c.account_id == sa.bindparam("account_id")
    ),
    Totals,
)


class CustomerName(NamedTuple):
    """What a ticket shows of its customer. Tuples, here and below: a list unpacks two hundred of them."""

    id: int
    version: int
    name: str
    business_number: str


class PersonName(NamedTuple):
    """What a ticket shows of its contact or technician; technicians have no phone there."""

    id: int | None
    version: int | None
    email: str | None
    first_name: str | None
    last_name: str | None
    phone: str | None


class PolicyName(NamedTuple):
    """What a ticket shows of its SLA policy."""

    id: int | None
    version: int | None
    name: str | None


class Said(NamedTuple):
    """What a ticket shows of a comment."""

    id: int | None
    at: datetime | None
    text: str | None


NOBODY = PersonName(None, None, None, None, None, None)
NOTHING = Said(None, None, None)
NO_POLICY = PolicyName(None, None, None)


def _by_ids(table: sa.Table, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    own_account = table.c.account_id == sa.bindparam("account_id")
    return sa.select(*columns).where(own_account, one_of(table.c.id, "ids"))


# Rows come as plain tuples, in the order of the fields above.
CUSTOMER_NAMES: Statement[CustomerName] = Statement(
    _by_ids(customer, customer.c.id, customer.c.version, customer.c.name, customer.c.business_number)
)
POLICY_NAMES: Statement[PolicyName] = Statement(
    _by_ids(sla_policy, sla_policy.c.id, sla_policy.c.version, sla_policy.c.name)
)
CONTACT_NAMES: Statement[PersonName] = Statement(_by_ids(contact, *(contact.c[name] for name in PersonName._fields)))
TECHNICIAN_NAMES: Statement[PersonName] = Statement(
    _by_ids(
        technician,
        technician.c.id,
        technician.c.version,
        technician.c.email,
        technician.c.first_name,
        technician.c.last_name,
        sa.literal_column("''", sa.Text).label("phone"),
    )
)
SAID: Statement[Said] = Statement(_by_ids(comment, comment.c.id, comment.c["at"], comment.c.text))
