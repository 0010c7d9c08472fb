"""The statements on notifications."""

from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.actor import ActorKind, Everything
from deskhand.core.notifications import NotificationKind
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import comment, contact, event, notification, technician, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc, literal, one_of


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notification as it is shown: what happened on which ticket, and who did it (no name: the desk, or a key).

    `seq` is its event's; `comment_id` is set where something was said.
    """

    seq: int
    kind: NotificationKind
    ticket_id: int
    title: str
    at: datetime
    read_at: datetime | None
    actor_kind: ActorKind
    first_name: str | None
    last_name: str | None
    comment_id: int | None


class Assigned(msgspec.Struct, frozen=True):
    """Who has a ticket now."""

    id: int
    technician_id: int | None


class Said(msgspec.Struct, frozen=True):
    """The text of a comment."""

    id: int
    text: str


# PostgreSQL's ON CONFLICT is SQLite's too, to the letter. The same event calls nobody twice.
RING: Statement[Any] = Statement(
    insert(notification)
    .values(
        {one.name: sa.bindparam(one.name, type_=one.type) for one in notification.c if one.name != "read_at"},
    )
    .on_conflict_do_nothing(index_elements=["account_id", "technician_id", "seq"])
)
ASSIGNED: Statement[Assigned] = Statement(
    sa.select(ticket.c.id, ticket.c.technician_id).where(*visible_to(Everything), one_of(ticket.c.id, "ids")), Assigned
)
SAID: Statement[Said] = Statement(
    sa.select(comment.c.id, comment.c.text).where(
        comment.c.account_id == sa.bindparam("account_id"), one_of(comment.c.id, "ids")
    ),
    Said,
)

_OWN = (
    notification.c.account_id == sa.bindparam("account_id"),
    notification.c.technician_id == sa.bindparam("technician_id"),
)
_UNREAD = literal("notification.read_at IS NULL")
_READ = sa.update(notification).where(*_OWN, literal("read_at IS NULL")).values(read_at=sa.bindparam("now", type_=Utc))
READ_UPTO: Statement[Any] = Statement(_READ.where(notification.c.seq <= sa.bindparam("upto")))
READ_THESE: Statement[Any] = Statement(_READ.where(one_of(notification.c.seq, "seqs")))
READ_TICKET: Statement[Any] = Statement(_READ.where(notification.c.ticket_id == sa.bindparam("ticket_id")))
UNREAD_OF_TICKET: Statement[Any] = Statement(
    sa.select(sa.func.count())
    .select_from(notification)
    .where(*_OWN, _UNREAD, notification.c.ticket_id == sa.bindparam("ticket_id"))
)
UNREAD_AMONG: Statement[int] = Statement(
    sa.select(notification.c.ticket_id).distinct().where(*_OWN, _UNREAD, one_of(notification.c.ticket_id, "ids"))
)


def _same(table: sa.FromClause, id: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.account_id == notification.c.account_id, table.c.id == id)


_SAID_STILL: sa.Select[Any] = (
    sa.select(sa.literal_column("1")).where(_same(comment, notification.c.comment_id)).correlate(notification)
)
_NOT_TAKEN_BACK = sa.or_(notification.c.comment_id.is_(None), _SAID_STILL.exists())


def _within(kind: ReachKind) -> tuple[sa.ColumnElement[bool], ...]:
    """On tickets that the technician may see and that are still there, as is what was said."""
    return (*visible_to(kind), *_OWN, ticket.c.deleted_at.is_(None), _NOT_TAKEN_BACK)


@lru_cache(8)
def unread_of(kind: ReachKind) -> Statement[Any]:
    """How many there are that were not read."""
    return Statement(
        sa.select(sa.func.count())
        .select_from(notification.join(ticket, _same(ticket, notification.c.ticket_id)))
        .where(*_within(kind), _UNREAD)
    )


@lru_cache(16)
def page_of(kind: ReachKind, unread_only: bool) -> Statement[Notice]:
    """The newest before a sequence, with the ticket's title and the name of who did it."""
    spoke = comment.c.id.is_not(None)
    by_technician = sa.case((event.c.actor_kind == ActorKind.TECHNICIAN.value, event.c.actor_id))
    by_contact = sa.case((event.c.actor_kind == ActorKind.CONTACT.value, event.c.actor_id))
    rows = (
        notification.join(ticket, _same(ticket, notification.c.ticket_id))
        .join(event, sa.and_(event.c.account_id == notification.c.account_id, event.c.seq == notification.c.seq))
        .outerjoin(comment, _same(comment, notification.c.comment_id))
        # What somebody wrote down for another one was said by that other one.
        .outerjoin(technician, _same(technician, sa.case((spoke, comment.c.technician_id), else_=by_technician)))
        .outerjoin(contact, _same(contact, sa.case((spoke, comment.c.contact_id), else_=by_contact)))
    )
    shown = sa.select(
        notification.c.seq,
        notification.c.kind,
        notification.c.ticket_id,
        ticket.c.title,
        notification.c["at"],
        notification.c.read_at,
        event.c.actor_kind,
        sa.func.coalesce(technician.c.first_name, contact.c.first_name).label("first_name"),
        sa.func.coalesce(technician.c.last_name, contact.c.last_name).label("last_name"),
        notification.c.comment_id,
    ).select_from(rows)
    conditions = (*_within(kind), notification.c.seq < sa.bindparam("before"), *((_UNREAD,) if unread_only else ()))
    return Statement(shown.where(*conditions).order_by(notification.c.seq.desc()).limit(sa.bindparam("limit")), Notice)
