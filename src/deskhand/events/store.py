"""The statements on the event log and on the texts that it refers to."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.actor import ActorKind
from deskhand.core.events import EventKind
from deskhand.core.history import NOUNS
from deskhand.storage.schema import (
    attachment,
    canned_reply,
    comment,
    contact,
    custom_field,
    custom_value,
    customer,
    customer_folder,
    department,
    event,
    saved_view,
    sla_calendar,
    sla_policy,
    technician,
    ticket,
    ticket_template,
    timer,
    wording,
    work_hours,
)
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of
from deskhand.storage.types import one_of


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is stored: its data still JSON."""

    account_id: int
    seq: int
    at: datetime
    kind: EventKind
    thing_id: int
    ticket_id: int | None
    actor_kind: ActorKind
    actor_id: int | None
    key_id: int | None
    via: str | None
    data: str


class WordingRow(msgspec.Struct, frozen=True, kw_only=True):
    """The text that a thing's field had until the event `seq`."""

    thing_id: int
    field: str
    seq: int
    text: str


AFTER: Statement[EventRow] = Statement(
    sa.select(*columns_of(EventRow, event))
    .where(event.c.account_id == sa.bindparam("account_id"), event.c.seq > sa.bindparam("seq"))
    .order_by(event.c.seq)
    .limit(sa.bindparam("limit")),
    EventRow,
)

LAST: Statement[Any] = Statement(
    sa.select(sa.func.max(event.c.seq)).where(event.c.account_id == sa.bindparam("account_id"))
)
INSTANT: Statement[Any] = Statement(
    sa.select(event.c["at"]).where(event.c.account_id == sa.bindparam("account_id"), event.c.seq == sa.bindparam("seq"))
)
# A range of the log, which is its primary key; nobody does so much in a day that an index of his own would pay.
OF_TECHNICIAN: Statement[EventRow] = Statement(
    sa.select(*columns_of(EventRow, event))
    .where(
        event.c.account_id == sa.bindparam("account_id"),
        event.c.seq >= sa.bindparam("first"),
        event.c.seq < sa.bindparam("beyond"),
        event.c.actor_kind == ActorKind.TECHNICIAN.value,
        event.c.actor_id == sa.bindparam("technician_id"),
        event.c.ticket_id.is_not(None),
    )
    .order_by(event.c.seq),
    EventRow,
)

KEEP_WORDING: Statement[object] = Statement(
    sa.insert(wording).values({column.name: sa.bindparam(column.name, type_=column.type) for column in wording.c})
)

_later = wording.alias("later")
# The first that a field had after `last`: of all the later ones only this says what an event up to `last` set.
_FIRST_LATER = (
    sa.select(sa.func.min(_later.c.seq))
    .where(
        *(_later.c[name] == wording.c[name] for name in ("account_id", "noun", "thing_id", "field")),
        _later.c.seq > sa.bindparam("last"),
    )
    .scalar_subquery()
)
WORDINGS: Statement[WordingRow] = Statement(
    sa.select(*columns_of(WordingRow, wording))
    .where(
        wording.c.account_id == sa.bindparam("account_id"),
        wording.c.noun == sa.bindparam("noun"),
        one_of(wording.c.thing_id, "ids"),
        wording.c.seq >= sa.bindparam("first"),
        sa.or_(wording.c.seq <= sa.bindparam("last"), wording.c.seq == _FIRST_LATER),
    )
    .order_by(wording.c.seq),
    WordingRow,
)

_TABLES: dict[str, sa.Table] = {
    "ticket": ticket,
    "comment": comment,
    "work_hours": work_hours,
    "timer": timer,
    "customer": customer,
    "contact": contact,
    "technician": technician,
    "department": department,
    "custom_field": custom_field,
    "custom_value": custom_value,
    "attachment": attachment,
    "folder": customer_folder,
    "calendar": sla_calendar,
    "policy": sla_policy,
    "view": saved_view,
    "canned_reply": canned_reply,
    "ticket_template": ticket_template,
}


def _present(noun: str) -> Statement[tuple[Any, ...]]:
    """The id and the texts, in the order of `NOUNS`, that things of this noun have now."""
    table = _TABLES[noun]
    return Statement(
        sa.select(table.c.id, *(table.c[field] for field in NOUNS[noun].texts)).where(
            table.c.account_id == sa.bindparam("account_id"), one_of(table.c.id, "ids")
        )
    )


PRESENT: dict[str, Statement[tuple[Any, ...]]] = {noun: _present(noun) for noun in _TABLES}
OF_TICKET_AFTER: Statement[EventRow] = Statement(
    sa.select(*columns_of(EventRow, event))
    .where(
        event.c.account_id == sa.bindparam("account_id"),
        event.c.ticket_id == sa.bindparam("ticket_id"),
        event.c.seq > sa.bindparam("seq"),
    )
    .order_by(event.c.seq)
    .limit(sa.bindparam("limit")),
    EventRow,
)
OF_TICKETS: Statement[EventRow] = Statement(
    sa.select(*columns_of(EventRow, event))
    .where(event.c.account_id == sa.bindparam("account_id"), one_of(event.c.ticket_id, "ticket_ids"))
    .order_by(event.c.seq),
    EventRow,
)
OF_TICKET_BEFORE: Statement[EventRow] = Statement(
    sa.select(*columns_of(EventRow, event))
    .where(
        event.c.account_id == sa.bindparam("account_id"),
        event.c.ticket_id == sa.bindparam("ticket_id"),
        event.c.seq < sa.bindparam("seq"),
    )
    .order_by(event.c.seq.desc())
    .limit(sa.bindparam("limit")),
    EventRow,
)
