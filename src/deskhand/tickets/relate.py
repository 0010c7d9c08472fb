"""Relating tickets to each other, one as the parent of another, and taking that back."""

import msgspec

from deskhand.core.actor import Actor
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import EventKind
from deskhand.core.permissions import Verb, require
from deskhand.core.ticket import Related, Ticket
from deskhand.events import log
from deskhand.storage.engine import Tx
from deskhand.storage.reach import reach_params
from deskhand.tickets import relation_store, store
from deskhand.tickets.change import refuse_merged, touched
from deskhand.tickets.read import visible_ticket

# Far more than anybody needs, and few enough to be looked through while the account's clock is held.
MOST_LEVELS = 100


class RelationDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a relation: the other ticket, and what it is to this one."""

    related_id: int | None = None
    type: Related | None = None


async def relate(tx: Tx, actor: Actor, ticket_id: int, draft: RelationDraft) -> None:
    """Make a ticket another one's child or parent. Said again, it changes nothing; closed tickets take it too.

    Refused when the other is not to be seen, when the child has another parent, and when it would close a circle.
    """
    ticket = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.TICKET_WRITE)
    refuse_merged(ticket)
    if draft.type is None:
        raise Refusal("relation_type_required", "RelationType required", "Send Parent or Child", field="type")
    other = await _other(tx, actor, ticket, draft)
    child, parent = (ticket, other) if draft.type == Related.PARENT else (other, ticket)
    if child.parent_id == parent.id:
        return
    if child.parent_id is not None:
        raise Refusal(
            "relation_exists",
            "Relation already exists",
            f"Ticket {child.id} already has a parent; remove that relation first",
            field="related_id",
        )
    await _refuse_circle(tx, child, parent)
    after = msgspec.structs.replace(child, parent_id=parent.id)
    seq = await log.append(tx, actor, EventKind.TICKET_LINKED, child.id, ticket_id=child.id, before=child, after=after)
    await store.update(tx, touched(after, tx, actor, seq))
    await store.update(tx, touched(parent, tx, actor, seq))


async def unrelate(tx: Tx, actor: Actor, ticket_id: int, type: Related) -> None:
    """Take a ticket from its parent, or from it all its children that the actor may see. Missing when there is none."""
    ticket = await visible_ticket(tx, actor, ticket_id)
    require(actor, Verb.TICKET_WRITE)
    refuse_merged(ticket)
    children = [ticket] if type == Related.PARENT else await _children(tx, actor, ticket)
    seq = 0
    for child in children:
        if child.parent_id is None:
            continue
        after = msgspec.structs.replace(child, parent_id=None)
        seq = await log.append(
            tx, actor, EventKind.TICKET_UNLINKED, child.id, ticket_id=child.id, before=child, after=after
        )
        await store.update(tx, touched(after, tx, actor, seq))
    if not seq:
        raise Missing("Relation", f"Ticket {ticket.id} has no {type.value.lower()}")
    await _touch_parent(tx, actor, ticket, type, seq)


async def _other(tx: Tx, actor: Actor, ticket: Ticket, draft: RelationDraft) -> Ticket:
    other = None if draft.related_id is None else await store.get(tx, actor, draft.related_id)
    if other is None:
        raise Refusal(
            "ticket_not_found",
            "Ticket not found",
            "RelatedTicketId names no ticket of this account",
            field="related_id",
        )
    refuse_merged(other)
    if other.id == ticket.id:
        raise Refusal("relation_circle", "Invalid relation", "A ticket cannot be related to itself", field="related_id")
    return other


async def _refuse_circle(tx: Tx, child: Ticket, parent: Ticket) -> None:
    above = parent.parent_id
    for _ in range(MOST_LEVELS):
        if above is None:
            return
        if above == child.id:
            raise Refusal(
                "relation_circle",
                "Invalid relation",
                f"Ticket {parent.id} already lies below ticket {child.id}",
                field="related_id",
            )
        above = await tx.value(relation_store.PARENT_OF, account_id=tx.account_id, id=above)
    raise Refusal(
        "relation_too_deep", "Invalid relation", f"More than {MOST_LEVELS} tickets lie above it", field="related_id"
    )


async def _children(tx: Tx, actor: Actor, ticket: Ticket) -> list[Ticket]:
    params = reach_params(actor.account_id, actor.reach)
    return await tx.fetch(relation_store.children_of(type(actor.reach)), **params, parent_id=ticket.id)


async def _touch_parent(tx: Tx, actor: Actor, ticket: Ticket, type: Related, seq: int) -> None:
    """What the parent shows has changed too, whoever of the two was spoken of."""
    parent = ticket
    if type == Related.PARENT:
        found = await store.get(tx, actor, ticket.parent_id or 0)
        if found is None:
            return
        parent = found
    await store.update(tx, touched(parent, tx, actor, seq))
