"""Reading how tickets belong together."""

from collections.abc import Sequence

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.ticket import Related, Ticket
from deskhand.storage.engine import Read
from deskhand.storage.reach import reach_params
from deskhand.tickets import relation_store as store


class Relation(msgspec.Struct, frozen=True):
    """A ticket that another one is related to, and what it is to that one."""

    type: Related
    ticket_id: int


async def relations_of(read: Read, actor: Actor, tickets: Sequence[Ticket]) -> dict[int, Relation]:
    """The relation of each ticket that has one, by its id: to its parent or, without one, to its first child.

    Two statements, however many tickets there are; what the actor may not see is not told.
    """
    if not tickets:
        return {}
    kind, params = type(actor.reach), reach_params(actor.account_id, actor.reach)
    children = await read.fetch(store.first_children_of(kind), **params, ids=sorted(ticket.id for ticket in tickets))
    found = {child.parent_id: Relation(Related.CHILD, child.id) for child in children}
    parents = sorted({ticket.parent_id for ticket in tickets if ticket.parent_id is not None})
    visible = set(await read.fetch(store.visible_of(kind), **params, ids=parents)) if parents else set()
    return found | {t.id: Relation(Related.PARENT, t.parent_id) for t in tickets if t.parent_id in visible}
