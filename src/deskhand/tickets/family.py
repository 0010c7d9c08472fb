"""Reading a ticket's family: the ticket that it is part of, and those that are part of it."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Ticket
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import relation_store, store


class Family(msgspec.Struct, frozen=True):
    """A ticket's parent and children, as far as the actor may see them."""

    parent: Ticket | None
    children: Sequence[Ticket]


async def family_of(read: Read, actor: Actor, ticket: Ticket) -> Family:
    """The family of a ticket that the actor may see: two statements at most."""
    require(actor, Verb.TICKET_READ)
    parent = None if ticket.parent_id is None else await store.get(read, actor, ticket.parent_id)
    params = reach_params(actor.account_id, actor.reach)
    children = await read.fetch(relation_store.children_of(type(actor.reach)), **params, parent_id=ticket.id)
    return Family(parent, children)
