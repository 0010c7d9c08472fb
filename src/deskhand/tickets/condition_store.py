"""Conditions on tickets as SQL: a shape, which picks the text of a statement, and the values that go into it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from deskhand.core.ticket import Status
from deskhand.search.match_store import matching
from deskhand.search.needle import Needle
from deskhand.storage.schema import ticket, ticket_tag
from deskhand.storage.schema.tickets import ACTIVE
from deskhand.storage.types import Utc, one_of

Form = Literal[
    "is", "any", "any_or_none", "from", "until", "outside", "none", "tagged", "words", "active", "both_active"
]
ACTIVE_STATUSES = frozenset({Status.OPEN.value, Status.PENDING.value})


class ShapeTerm(NamedTuple):
    """What a condition looks like without its value; statements are cached by tuples of these."""

    form: Form
    field: str
    negated: bool


class Condition(NamedTuple):
    """One condition: its shape, and the value for its bind."""

    shape: ShapeTerm
    value: Any


Shape = tuple[ShapeTerm, ...]

COLUMNS: dict[str, sa.Column[Any]] = {
    "id": ticket.c.id,
    "status": ticket.c.status,
    "priority": ticket.c.priority,
    "type": ticket.c.type,
    "impact": ticket.c.impact,
    "source": ticket.c.source,
    "customer": ticket.c.customer_id,
    "contact": ticket.c.contact_id,
    "technician": ticket.c.technician_id,
    "created": ticket.c.created_at,
    "updated": ticket.c.last_activity_at,
    "resolved": ticket.c.resolved_at,
    "closed": ticket.c.closed_at,
    "due": ticket.c.due_at,
    "next_due": ticket.c.next_due_at,
    "sla": ticket.c.sla_status,
    "status_changed": ticket.c.status_changed_at,
}


def any_of(field: str, values: Sequence[Any], *, or_none: bool = False, negated: bool = False) -> Condition:
    """The field is one of the values (or is not set); negated: none of them, and what is not set counts as none."""
    if field == "status" and not negated and ACTIVE_STATUSES.issuperset(values):
        # The few active tickets have an index of their own, which is used only where a statement says so.
        both = len(set(values)) > 1
        return Condition(ShapeTerm("both_active" if both else "active", field, False), None if both else values[0])
    if len(values) == 1 and not or_none:
        # Equality, not a list of one: an index on the field and the id then also gives the order.
        return Condition(ShapeTerm("is", field, negated), values[0])
    return Condition(ShapeTerm("any_or_none" if or_none else "any", field, negated), list(values))


def since(field: str, instant: datetime) -> Condition:
    """The date is at or after the instant."""
    return Condition(ShapeTerm("from", field, False), instant)


def before(field: str, instant: datetime) -> Condition:
    """The date is before the instant."""
    return Condition(ShapeTerm("until", field, False), instant)


def outside(field: str, start: datetime, end: datetime) -> Condition:
    """The date is before `start`, at or after `end`, or not set."""
    return Condition(ShapeTerm("outside", field, False), (start, end))


def not_set(field: str, *, negated: bool = False) -> Condition:
    """The field is not set (negated: it is)."""
    return Condition(ShapeTerm("none", field, negated), None)


def tagged(keys: Sequence[str], *, negated: bool = False) -> Condition:
    """The ticket has any of these tags, case folded (negated: none of them)."""
    return Condition(ShapeTerm("tagged", "tags", negated), list(keys))


def having(needle: Needle, *, negated: bool = False) -> Condition:
    """The ticket is among the needle's hits (negated: it is not); in whatever order the list has."""
    return Condition(ShapeTerm("words", "words", negated), needle)


def split(conditions: Sequence[Condition]) -> tuple[Shape, dict[str, Any]]:
    """The shape of all conditions together, in an order of its own, and the values by the names of their binds."""
    ordered = sorted(conditions, key=lambda condition: condition.shape)
    values: dict[str, Any] = {}
    for place, condition in enumerate(ordered):
        if condition.shape.form == "outside":
            values[f"{_bind(place)}_start"], values[f"{_bind(place)}_end"] = condition.value
        elif condition.shape.form not in ("none", "both_active"):
            values[_bind(place)] = condition.value
    return tuple(condition.shape for condition in ordered), values


def sql_of(shape: Shape) -> list[sa.ColumnElement[bool]]:
    """The conditions of a shape; the binds are named as `split` names their values."""
    return [_sql(term, _bind(place)) for place, term in enumerate(shape)]


def is_active(shape: Shape) -> bool:
    """Whether only tickets that somebody has to do something about match."""
    return any(term.form in ("active", "both_active") for term in shape)


def depends_on_values(shape: Shape) -> bool:
    """Whether the best plan depends on the values: lists of them match few rows or nearly all."""
    return any(term.form in ("any", "any_or_none", "tagged") for term in shape)


def _bind(place: int) -> str:
    return f"is_{place}"


def _sql(term: ShapeTerm, bind: str) -> sa.ColumnElement[bool]:
    if term.form in ("tagged", "words"):
        found = _with_tag(bind) if term.form == "tagged" else matching(bind)
        return ~found if term.negated else found
    column = COLUMNS[term.field]
    match term.form:
        case "both_active":
            return sa.and_(ACTIVE)
        case "active":
            return sa.and_(ACTIVE, column == sa.bindparam(bind, type_=column.type))
        case "from":
            return column >= sa.bindparam(bind, type_=Utc)
        case "until":
            return column < sa.bindparam(bind, type_=Utc)
        case "outside":
            start, end = (sa.bindparam(f"{bind}_{side}", type_=Utc) for side in ("start", "end"))
            return sa.or_(column < start, column >= end, column.is_(None))
        case "none":
            return column.is_not(None) if term.negated else column.is_(None)
        case "any_or_none":
            among = one_of(column, bind)
            return sa.and_(column.is_not(None), ~among) if term.negated else sa.or_(column.is_(None), among)
    among = column == sa.bindparam(bind, type_=column.type) if term.form == "is" else one_of(column, bind)
    if not term.negated:
        return among
    # NULL is not among anything, but SQL would not say so.
    return sa.or_(column.is_(None), ~among) if column.nullable else ~among


def _with_tag(bind: str) -> sa.ColumnElement[bool]:
    own = ticket_tag.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger)
    return ticket.c.id.in_(sa.select(ticket_tag.c.ticket_id).where(own, one_of(ticket_tag.c.tag_key, bind)))
