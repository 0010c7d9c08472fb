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
from deskhand.tickets.condition_store import Shape, depends_on_values, is_active, sql_of
from deskhand.tickets.order_store import NEWEST, PEOPLE, Order, after, clauses, plain_clauses


@lru_cache(512)
def page_of(kind: ReachKind, shape: Shape, order: Order, *, goes_on: bool = False) -> Statement[Ticket]:
    """The first page of those that have a value, or the one that `goes_on` after a key: it costs the same."""
    active = is_active(shape)
    where = (*_matching(kind, shape), *(after(order, sorting=active) if goes_on else ()))
    if order.by not in PEOPLE and not active:
        page = sa.select(*columns_of(Ticket, ticket)).where(*where)
        page = page.order_by(*plain_clauses(order)).limit(sa.bindparam("limit"))
        return Statement(page, Ticket, plan=plan_of(shape))
    # Ids first: they are sorted within indexes, and only a page of rows is read.
    ids = sa.select(ticket.c.id).select_from(_with_person(ticket, order)).where(*where)
    ids = ids.order_by(*plain_clauses(order, sorting=active)).limit(sa.bindparam("limit"))
    # Custom, since one who does not know how short a page is puts the whole list in order.
    plan = "custom" if order.by in PEOPLE else plan_of(shape)
    return Statement(_rows_of(kind, _by_index(ids, shape, order), order, plain_clauses(order)), Ticket, plan=plan)


def _by_index(select: Any, shape: Shape, order: Order = NEWEST) -> Any:
    """The select with the indexes it goes by on SQLite, which does not know how many tickets match."""
    if is_active(shape):
        return _hinted(select, (ticket, "ticket_active_idx"))
    if order.by in PEOPLE and all(term.field == "status" for term in shape):
        person, column = PEOPLE[order.by]
        of_person = f"ticket_{column.removesuffix('_id')}_idx"
        return _hinted(select, (person, f"{person.name}_name_key_idx"), (ticket, of_person))
    return select


def _hinted(select: Any, *hints: tuple[sa.Table, str]) -> Any:
    for table, index in hints:
        select = select.with_hint(table, f"INDEXED BY {index}", "sqlite")
    return select


def _with_person(rows: Any, order: Order, *, outer: bool = False) -> Any:
    """Tickets with the person whose name they are sorted by, where they are."""
    if order.by not in PEOPLE:
        return rows
    person, column = PEOPLE[order.by]
    same_account = person.c.account_id == sa.bindparam("account_id")
    return rows.join(person, sa.and_(same_account, person.c.id == ticket.c[column]), isouter=outer)


def _rows_of(kind: ReachKind, ids: Any, order: Order, order_by: Any) -> Any:
    """The rows of a page of ids, in the same order."""
    page = ids.subquery("page")
    rows = _with_person(ticket.join(page, ticket.c.id == page.c.id), order, outer=True)
    found = sa.select(*columns_of(Ticket, ticket)).select_from(rows).where(*visible_to(kind))
    return found.order_by(*order_by)


@lru_cache(512)
def page_at(kind: ReachKind, shape: Shape, order: Order) -> Statement[Ticket]:
    """The page at an offset: ids first, from an index, then the rows; twenty times cheaper than passing over rows."""
    ids = (
        sa.select(ticket.c.id)
        .select_from(_with_person(ticket, order, outer=True))
        .where(*_matching(kind, shape))
        .order_by(*clauses(order))
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset"))
    )
    # Custom, for how far the page lies decides: PostgreSQL would read the whole table for any page.
    return Statement(_rows_of(kind, ids, order, clauses(order)), Ticket, plan="custom")


@lru_cache(512)
def count_of(kind: ReachKind, shape: Shape) -> Statement[Any]:
    """How many tickets there are for this reach and shape of conditions."""
    matching = sa.select(sa.func.count()).select_from(ticket).where(*_matching(kind, shape))
    return Statement(_by_index(matching, shape), plan=plan_of(shape))


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
