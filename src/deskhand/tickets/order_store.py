"""Orders of ticket lists as SQL, and how a list goes on after a given row: by keyset, whatever the page."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from deskhand.core.ticket import Priority, Status, Ticket
from deskhand.storage.schema import ticket
from deskhand.storage.types import Utc

OrderName = Literal["id", "created", "updated", "resolved", "due", "sla", "priority", "status", "status_changed"]


class Order(NamedTuple):
    """By which value a list is sorted, and whether the greatest comes first; the ticket's id decides between equals."""

    by: OrderName = "id"
    descending: bool = True

    def reversed(self) -> "Order":
        """The same from the other end."""
        return Order(self.by, not self.descending)


class Key(NamedTuple):
    """Where a list goes on: the sort value of the last row seen (None where it is not set) and its id."""

    value: Any
    id: int


NEWEST = Order()


def _rank(column: sa.Column[str], members: Any) -> sa.ColumnElement[int]:
    """A closed set's own order rather than the alphabet's, as literals so that no value needs binding."""
    listed = " ".join(f"WHEN '{member.value}' THEN {place}" for place, member in enumerate(members))
    return sa.literal_column(f"(CASE {column.name} {listed} END)", sa.BigInteger)


RANKS: dict[str, list[str]] = {
    "priority": [member.value for member in Priority],
    "status": [member.value for member in Status],
}
COLUMNS: dict[OrderName, sa.ColumnElement[Any]] = {
    "id": ticket.c.id,
    "created": ticket.c.created_at,
    "updated": ticket.c.last_activity_at,
    "resolved": ticket.c.resolved_at,
    "due": ticket.c.due_at,
    # The most urgent first: by when the first running clock is due.
    "sla": ticket.c.next_due_at,
    "priority": _rank(ticket.c.priority, Priority),
    "status": _rank(ticket.c.status, Status),
    "status_changed": ticket.c.status_changed_at,
}
NULLABLE: frozenset[OrderName] = frozenset({"resolved", "due", "sla"})


def fits(order: Order, value: Any) -> bool:
    """Whether a key may have this sort value in this order."""
    if order.by == "id":
        return value is None
    if order.by in RANKS:
        return isinstance(value, int)
    return isinstance(value, datetime) or (value is None and order.by in NULLABLE)


def clauses(order: Order) -> tuple[sa.ColumnElement[Any], ...]:
    """ORDER BY; what is not set comes last either way."""
    direction = sa.desc if order.descending else sa.asc
    if order.by == "id":
        return (direction(ticket.c.id),)
    column = COLUMNS[order.by]
    first = (column.is_(None),) if order.by in NULLABLE else ()
    return (*first, direction(column), direction(ticket.c.id))


def after(order: Order, *, value_set: bool) -> sa.ColumnElement[bool]:
    """The rows after a key; binds `key_value` (unless it is not set, or the order is by id) and `key_id`."""
    later_id = _beyond(order, ticket.c.id, sa.bindparam("key_id"))
    if order.by == "id":
        return later_id
    column = COLUMNS[order.by]
    if not value_set:
        return sa.and_(column.is_(None), later_id)
    bound = sa.bindparam("key_value", type_=Utc if isinstance(column.type, Utc) else sa.BigInteger)
    row, key = sa.tuple_(column, ticket.c.id), sa.tuple_(bound, sa.bindparam("key_id", type_=sa.BigInteger))
    later = _beyond(order, row, key)
    return sa.or_(later, column.is_(None)) if order.by in NULLABLE else later


def _beyond(order: Order, left: Any, right: Any) -> sa.ColumnElement[bool]:
    found: sa.ColumnElement[bool] = left < right if order.descending else left > right
    return found


def key_of(order: Order, row: Ticket) -> Key:
    """The key of a row in this order."""
    return Key(_value(order, row), row.id)


def _value(order: Order, row: Ticket) -> datetime | int | None:
    match order.by:
        case "id":
            return None
        case "created":
            return row.created_at
        case "updated":
            return row.last_activity_at
        case "resolved":
            return row.resolved_at
        case "due":
            return row.due_at
        case "sla":
            return row.next_due_at
        case "status_changed":
            return row.status_changed_at
        case "priority" | "status":
            return RANKS[order.by].index(getattr(row, order.by).value)
