"""The statements that write tickets and comments, or read them by key."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.actor import Actor
from deskhand.core.ticket import Comment, Ticket
from deskhand.core.words import folded
from deskhand.storage.engine import Read, Tx
from deskhand.storage.reach import ReachKind, reach_params, visible_to
from deskhand.storage.schema import comment, contact, customer, sla_policy, technician, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, get_of, insert_of, row_of, update_of
from deskhand.storage.types import one_of
from deskhand.tickets.view import TicketView

INSERT = insert_of(Ticket, ticket, "title_key")
UPDATE = update_of(Ticket, ticket, "title_key")
INSERT_COMMENT = insert_of(Comment, comment)
UPDATE_COMMENT = update_of(Comment, comment)
GET_COMMENT = get_of(Comment, comment)
DELETE_COMMENT: Statement[object] = Statement(
    sa.delete(comment).where(comment.c.account_id == sa.bindparam("account_id"), comment.c.id == sa.bindparam("id"))
)


class SaidOn(msgspec.Struct, frozen=True):
    """What a ticket keeps of its public comments, under the names that it has there."""

    first_comment_id: int | None = None
    last_contact_comment_id: int | None = None
    last_technician_comment_id: int | None = None
    first_response_at: datetime | None = None


class Saying(msgspec.Struct, frozen=True):
    """Who has said something on a ticket in public, and when."""

    ticket_id: int
    id: int
    at: datetime
    technician_id: int | None
    contact_id: int | None


# In the order in which they were said; that of their ids may be another, where they were imported.
SAID_ON: Statement[Saying] = Statement(
    sa.select(*columns_of(Saying, comment))
    .where(
        comment.c.account_id == sa.bindparam("account_id"),
        one_of(comment.c.ticket_id, "ticket_ids"),
        comment.c.internal.is_(sa.false()),
    )
    .order_by(comment.c["at"], comment.c.id),
    Saying,
)


@lru_cache(8)
def one_of_kind(kind: ReachKind) -> Statement[Ticket]:
    """One ticket by id within a reach; merged ones are found, deleted ones are not."""
    return Statement(
        sa.select(*columns_of(Ticket, ticket)).where(
            *visible_to(kind), ticket.c.id == sa.bindparam("id"), ticket.c.deleted_at.is_(None)
        ),
        Ticket,
    )


@lru_cache(8)
def several_of_kind(kind: ReachKind) -> Statement[Ticket]:
    """Tickets by ids within a reach; merged ones are found, deleted ones are not."""
    return Statement(
        sa.select(*columns_of(Ticket, ticket)).where(
            *visible_to(kind), one_of(ticket.c.id, "ids"), ticket.c.deleted_at.is_(None)
        ),
        Ticket,
    )


@lru_cache(8)
def view_of_kind(kind: ReachKind) -> Statement[TicketView]:
    """One ticket with names and texts in one round trip: joins cost less than six statements for a single row."""
    first, by_contact, by_technician = (comment.alias(name) for name in ("first", "by_contact", "by_technician"))
    rows = (
        ticket.join(customer, _same(ticket.c.customer_id, customer))
        .outerjoin(contact, _same(ticket.c.contact_id, contact))
        .outerjoin(technician, _same(ticket.c.technician_id, technician))
        .outerjoin(sla_policy, _same(ticket.c.policy_id, sla_policy))
        .outerjoin(first, _same(ticket.c.first_comment_id, first))
        .outerjoin(by_contact, _same(ticket.c.last_contact_comment_id, by_contact))
        .outerjoin(by_technician, _same(ticket.c.last_technician_comment_id, by_technician))
    )
    return Statement(
        sa.select(
            *columns_of(Ticket, ticket),
            customer.c.version.label("customer_version"),
            contact.c.version.label("contact_version"),
            technician.c.version.label("technician_version"),
            sla_policy.c.version.label("policy_version"),
            customer.c.name.label("customer_name"),
            customer.c.business_number.label("customer_business_number"),
            contact.c.email.label("contact_email"),
            contact.c.first_name.label("contact_first_name"),
            contact.c.last_name.label("contact_last_name"),
            contact.c.phone.label("contact_phone"),
            technician.c.email.label("technician_email"),
            technician.c.first_name.label("technician_first_name"),
            technician.c.last_name.label("technician_last_name"),
            first.c.text.label("first_comment"),
            by_contact.c.text.label("last_contact_comment"),
            by_contact.c["at"].label("last_contact_comment_at"),
            by_technician.c.text.label("last_technician_comment"),
            by_technician.c["at"].label("last_technician_comment_at"),
            sla_policy.c.name.label("policy_name"),
        )
        .select_from(rows)
        .where(*visible_to(kind), ticket.c.id == sa.bindparam("id"), ticket.c.deleted_at.is_(None)),
        TicketView,
    )


def _same(ticket_column: sa.Column[int], other: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(other.c.account_id == ticket.c.account_id, other.c.id == ticket_column)


async def get(read: Read, actor: Actor, ticket_id: int) -> Ticket | None:
    """The ticket's row, if the actor may see it."""
    return await read.one(one_of_kind(type(actor.reach)), **reach_params(actor.account_id, actor.reach), id=ticket_id)


async def get_several(read: Read, actor: Actor, ids: Sequence[int]) -> list[Ticket]:
    """Those of the tickets that the actor may see, in no order."""
    params = reach_params(actor.account_id, actor.reach)
    return await read.fetch(several_of_kind(type(actor.reach)), **params, ids=list(ids))


async def get_view(read: Read, actor: Actor, ticket_id: int) -> TicketView | None:
    """The ticket with names and texts, if the actor may see it."""
    return await read.one(view_of_kind(type(actor.reach)), **reach_params(actor.account_id, actor.reach), id=ticket_id)


async def insert(tx: Tx, new: Ticket) -> None:
    await tx.run(INSERT, **written(new))


async def update(tx: Tx, changed: Ticket) -> None:
    await tx.run(UPDATE, **written(changed))


def written(ticket: Ticket) -> dict[str, Any]:
    """The row of a ticket: all that it is, and what lists are sorted by."""
    return {**row_of(ticket), "title_key": title_key(ticket.title)}


def title_key(title: str) -> str:
    """As much of a title as lists are sorted by: between equals the id decides."""
    return folded(title)[:60]


async def insert_comment(tx: Tx, new: Comment) -> None:
    await tx.run(INSERT_COMMENT, **row_of(new))


async def update_comment(tx: Tx, changed: Comment) -> None:
    await tx.run(UPDATE_COMMENT, **row_of(changed))


async def get_comment(read: Read, account_id: int, comment_id: int) -> Comment | None:
    return await read.one(GET_COMMENT, account_id=account_id, id=comment_id)


async def delete_comment(tx: Tx, gone: Comment) -> None:
    await tx.run(DELETE_COMMENT, account_id=gone.account_id, id=gone.id)


async def said_on(tx: Tx, ticket_id: int) -> SaidOn:
    """What a ticket keeps of the public comments that it has."""
    return (await said_on_each(tx, [ticket_id]))[ticket_id]


async def said_on_each(tx: Tx, ticket_ids: Sequence[int]) -> dict[int, SaidOn]:
    """The same of several tickets."""
    found: dict[int, list[Saying]] = {number: [] for number in ticket_ids}
    for saying in await tx.fetch(SAID_ON, account_id=tx.account_id, ticket_ids=list(ticket_ids)):
        found[saying.ticket_id].append(saying)
    return {number: _said(sayings) for number, sayings in found.items()}


def _said(sayings: Sequence[Saying]) -> SaidOn:
    by_contact = [saying.id for saying in sayings if saying.contact_id is not None]
    by_technician = [saying for saying in sayings if saying.technician_id is not None]
    return SaidOn(
        first_comment_id=sayings[0].id if sayings else None,
        last_contact_comment_id=by_contact[-1] if by_contact else None,
        last_technician_comment_id=by_technician[-1].id if by_technician else None,
        first_response_at=by_technician[0].at if by_technician else None,
    )
