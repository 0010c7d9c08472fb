"""Reading tickets: one in full, pages of them, and what was said on one."""

from collections.abc import Sequence
from typing import Any

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Missing
from deskhand.core.permissions import Verb, may, require
from deskhand.core.ticket import Ticket
from deskhand.storage.engine import Read
from deskhand.tickets import comment_store, store
from deskhand.tickets.view import TicketView


class Page(msgspec.Struct, frozen=True):
    """Some rows of a longer list, and how many there are in all."""

    rows: Sequence[Any]
    total: int


async def read_ticket(read: Read, actor: Actor, ticket_id: int) -> TicketView:
    """One ticket with names and texts. Raises Missing when there is none that the actor may see."""
    require(actor, Verb.TICKET_READ)
    found = await store.get_view(read, actor, ticket_id)
    if found is None:
        raise Missing("Ticket")
    return found


async def visible_ticket(read: Read, actor: Actor, ticket_id: int) -> Ticket:
    """One ticket's row, for use cases. Raises Missing when there is none that the actor may see."""
    found = await store.get(read, actor, ticket_id)
    if found is None:
        raise Missing("Ticket")
    return found


async def list_comments(read: Read, actor: Actor, ticket_id: int, *, limit: int, offset: int) -> Page:
    """A page of what was said on a ticket, oldest first; internal notes only for those who may see them."""
    require(actor, Verb.COMMENT_READ)
    await visible_ticket(read, actor, ticket_id)
    internal = may(actor, Verb.COMMENT_READ_INTERNAL)
    of = {"account_id": actor.account_id, "ticket_id": ticket_id}
    rows = await read.fetch(comment_store.page_of(internal), **of, limit=limit, offset=offset)
    return Page(rows, await read.value(comment_store.count_of(internal), **of))


async def read_comment(read: Read, actor: Actor, comment_id: int) -> comment_store.CommentView:
    """One comment with its author's name, as the door shows it to whoever wrote it."""
    found = await read.one(comment_store.ONE, account_id=actor.account_id, id=comment_id)
    if found is None:
        raise Missing("Comment")
    return found
