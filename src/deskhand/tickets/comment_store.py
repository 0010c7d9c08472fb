"""The statements that read a ticket's comments."""

from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.storage.schema import comment, contact, technician
from deskhand.storage.statement import Statement
from deskhand.storage.types import one_of


class CommentView(msgspec.Struct, frozen=True, kw_only=True):
    """A comment with its author's name and address, None for an integration's."""

    id: int
    ticket_id: int
    at: datetime
    technician_id: int | None
    contact_id: int | None
    internal: bool
    text: str
    email: str | None
    first_name: str | None
    last_name: str | None


_AUTHORS = comment.outerjoin(
    technician, sa.and_(technician.c.account_id == comment.c.account_id, technician.c.id == comment.c.technician_id)
).outerjoin(contact, sa.and_(contact.c.account_id == comment.c.account_id, contact.c.id == comment.c.contact_id))


def _either(name: str) -> sa.ColumnElement[Any]:
    return sa.func.coalesce(technician.c[name], contact.c[name]).label(name)


_VIEW = sa.select(
    *(comment.c[name] for name in ("id", "ticket_id", "at", "technician_id", "contact_id", "internal", "text")),
    _either("email"),
    _either("first_name"),
    _either("last_name"),
).select_from(_AUTHORS)

ONE: Statement[CommentView] = Statement(
    _VIEW.where(comment.c.account_id == sa.bindparam("account_id"), comment.c.id == sa.bindparam("id")), CommentView
)
SEVERAL: Statement[CommentView] = Statement(
    _VIEW.where(comment.c.account_id == sa.bindparam("account_id"), one_of(comment.c.id, "ids")), CommentView
)


@lru_cache(2)
def _of_ticket(with_internal: bool) -> tuple[sa.ColumnElement[bool], ...]:
    of_ticket = (
        comment.c.account_id == sa.bindparam("account_id"),
        comment.c.ticket_id == sa.bindparam("ticket_id"),
    )
    return of_ticket if with_internal else (*of_ticket, comment.c.internal.is_(sa.false()))


@lru_cache(2)
def page_of(with_internal: bool) -> Statement[CommentView]:
    """A page of a ticket's comments, oldest first."""
    return Statement(
        _VIEW.where(*_of_ticket(with_internal))
        .order_by(comment.c["at"], comment.c.id)
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        CommentView,
    )


@lru_cache(2)
def count_of(with_internal: bool) -> Statement[Any]:
    """How many comments a ticket has."""
    return Statement(sa.select(sa.func.count()).select_from(comment).where(*_of_ticket(with_internal)))
