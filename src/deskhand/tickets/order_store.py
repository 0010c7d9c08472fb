"""Orders of ticket lists as SQL, and how a list goes on after a given row: by keyset, whatever the page."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from deskhand.core.ticket import Priority, Status, Ticket, TicketType
from deskhand.storage.schema import contact, customer, technician, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc

OrderName = Literal[
    "id",
    "created",
    "updated",
    "resolved",
    "due",
    "sla",
    "priority",
    "status",
    "status_changed",
    "type",
    "title",
    "customer",
    "requester",
    "assignee",
]


class Order(NamedTuple):
    """By which value a list is sorted, and whether the greatest comes first; the ticket's id decides between equals."""

    by: OrderName = "id"
    descending: bool = True

    def reversed(self) -> "Order":
        """The same from the other end."""
        return Order(self.by, not self.descending)


class Key(NamedTuple):
    """Where a list goes on: the sort value of the last row seen (None where it is not set) and its id.

    Of orders by a person the value is the folded name and the person's id.
    """

    value: Any
    id: int


NEWEST = Order()


def _rank(column: sa.Column[str], members: Sequence[str]) -> sa.ColumnElement[int]:
    """A closed set's own order rather than the alphabet's, as literals so that no value needs binding."""
    listed = " ".join(f"WHEN '{member}' THEN {place}" for place, member in enumerate(members))
    return sa.literal_column(f"(CASE {column.name} {listed} END)", sa.BigInteger)


def _members(closed: type[StrEnum]) -> list[str]:
    return [member.value for member in closed]


RANKS: dict[OrderName, list[str]] = {
    "priority": _members(Priority),
    "status": _members(Status),
    "type": _members(TicketType),
}
COLUMNS: dict[OrderName, sa.ColumnElement[Any]] = {
    "id": ticket.c.id,
    "created": ticket.c.created_at,
    "updated": ticket.c.last_activity_at,
    "resolved": ticket.c.resolved_at,
    "due": ticket.c.due_at,
    # The most urgent first: by when the first running clock is due.
    "sla": ticket.c.next_due_at,
    "title": ticket.c.title_key,
    "status_changed": ticket.c.status_changed_at,
    **{by: _rank(ticket.c[by], members) for by, members in RANKS.items()},
}
# Those that may be not set, by the condition that tells. (A list by the last change of status asks for those only.)
NULLABLE: dict[OrderName, str] = {
    "resolved": "resolved",
    "due": "due",
    "sla": "next_due",
    "requester": "contact",
    "assignee": "technician",
}
# Those that go by the name of somebody, whose id the ticket has.
PEOPLE: dict[OrderName, tuple[sa.Table, str]] = {
    "customer": (customer, "customer_id"),
    "requester": (contact, "contact_id"),
    "assignee": (technician, "technician_id"),
}


def _name_key(table: sa.Table) -> Statement[Any]:
    own = (table.c.account_id == sa.bindparam("account_id"), table.c.id == sa.bindparam("id"))
    return Statement(sa.select(table.c.name_key).where(*own))


NAME_KEYS = {by: _name_key(table) for by, (table, _) in PEOPLE.items()}


def fits(order: Order, value: Any) -> bool:
    """Whether a key may have this sort value in this order."""
    if order.by == "id":
        return value is None
    if value is None:
        return order.by in NULLABLE
    if order.by in PEOPLE:
        return isinstance(value, tuple) and tuple(map(type, value)) == (str, int)
    return isinstance(value, int if order.by in RANKS else str if order.by == "title" else datetime)


def clauses(order: Order) -> tuple[sa.ColumnElement[Any], ...]:
    """ORDER BY of a whole list; what is not set comes last either way."""
    if order.by not in NULLABLE:
        return plain_clauses(order)
    column = ticket.c[PEOPLE[order.by][1]] if order.by in PEOPLE else COLUMNS[order.by]
    return (column.is_(None), *plain_clauses(order))


def plain_clauses(order: Order, *, sorting: bool = False) -> tuple[sa.ColumnElement[Any], ...]:
    """ORDER BY where all have a value, so that an index may have this very order."""
    direction = sa.desc if order.descending else sa.asc
    return tuple(direction(column) for column in sorted_by(order, sorting=sorting))


def sorted_by(order: Order, *, sorting: bool = False) -> tuple[sa.ColumnElement[Any], ...]:
    """The columns of an order, the id last; for `sorting` few rows, no index on names is to be gone along."""
    if order.by in PEOPLE:
        person = PEOPLE[order.by][0]
        # What is no column cannot be had from an index.
        name = person.c.name_key + sa.literal_column("''", sa.Text) if sorting else person.c.name_key
        return (name, person.c.id, ticket.c.id)
    return (ticket.c.id,) if order.by == "id" else (COLUMNS[order.by], ticket.c.id)


def after(order: Order, *, sorting: bool = False) -> tuple[sa.ColumnElement[bool], ...]:
    """The rows after a key, of those that have a value; the binds are those of `key_params`."""
    columns = sorted_by(order, sorting=sorting)
    binds = [sa.bindparam(name, type_=_typed(c)) for name, c in zip(_names(order), columns, strict=True)]
    if len(columns) == 1:
        return (_beyond(order, columns[0], binds[0]),)
    later = _beyond(order, sa.tuple_(*columns), sa.tuple_(*binds))
    if order.by not in PEOPLE or sorting:
        return (later,)
    # An index on the names alone does not serve the tuple, half of which is in another table.
    return (columns[0] <= binds[0] if order.descending else columns[0] >= binds[0], later)


def key_params(order: Order, key: Key) -> dict[str, Any]:
    """A key as parameters."""
    values = (*key.value, key.id) if order.by in PEOPLE else (key.id,) if order.by == "id" else (key.value, key.id)
    return dict(zip(_names(order), values, strict=True))


def _names(order: Order) -> tuple[str, ...]:
    if order.by in PEOPLE:
        return ("key_value", "key_person", "key_id")
    return ("key_id",) if order.by == "id" else ("key_value", "key_id")


def _typed(column: sa.ColumnElement[Any]) -> Any:
    return column.type if isinstance(column.type, (Utc, sa.Text)) else sa.BigInteger()


def _beyond(order: Order, left: Any, right: Any) -> sa.ColumnElement[bool]:
    found: sa.ColumnElement[bool] = left < right if order.descending else left > right
    return found


VALUES: dict[OrderName, str] = {
    "created": "created_at",
    "updated": "last_activity_at",
    "resolved": "resolved_at",
    "due": "due_at",
    "sla": "next_due_at",
    "status_changed": "status_changed_at",
}


def value_of(order: Order, row: Ticket) -> datetime | int | None:
    """The sort value of a row, where the row itself has it: not of orders by a text."""
    if order.by in RANKS:
        return RANKS[order.by].index(getattr(row, order.by).value)
    value: datetime | None = getattr(row, VALUES[order.by]) if order.by in VALUES else None
    return value
