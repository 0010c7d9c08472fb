"""How tickets belong together, as the domain's rules have it."""

from dataclasses import replace

from tests.features.machine.things import Ticket
from tests.features.machine.viewers import Viewer
from tests.features.machine.world import Actor, Json, Refused, World

Relation = tuple[str, int] | None


def relation(world: World, viewer: Viewer, ticket: Ticket) -> Relation:
    """What a ticket is related to, as far as one may see: its parent or, without one, its first child."""
    parent = world.tickets.get(ticket.parent_id or 0)
    if parent and not parent.deleted and viewer.sees(parent):
        return "Parent", parent.id
    children = [t.id for t in children_of(world, ticket) if viewer.sees(t)]
    return ("Child", children[0]) if children else None


def children_of(world: World, ticket: Ticket) -> list[Ticket]:
    """The children that are still there, oldest first."""
    return [t for t in reversed(world.alive) if t.parent_id == ticket.id]


def relate(world: World, actor: Actor, ticket_id: int, body: Json) -> None:
    """One ticket is another's parent or child from now on."""
    ticket = world.ticket(ticket_id)
    actor.need("ticket")
    other = world.tickets.get(body["RelatedTicketId"])
    if other is None or other.deleted:
        raise Refused((400, "ticket_not_found"))
    if other is ticket:
        raise Refused((400, "relation_circle"))
    child, parent = (ticket, other) if body["RelationType"] == "Parent" else (other, ticket)
    if child.parent_id == parent.id:
        return
    if child.parent_id is not None:
        raise Refused((400, "relation_exists"))
    above = parent
    while above.parent_id is not None:
        above = world.tickets[above.parent_id]
        if above is child:
            raise Refused((400, "relation_circle"))
    _link(world, actor, "ticket.linked", child, parent.id)
    _touch(world, parent)


def unrelate(world: World, actor: Actor, ticket_id: int, kind: str) -> None:
    """A ticket has no parent, or no children, any more."""
    ticket = world.ticket(ticket_id)
    actor.need("ticket")
    found = [ticket] if kind == "Parent" else children_of(world, ticket)
    parent = world.tickets.get(ticket.parent_id or 0) if kind == "Parent" else ticket
    found = [child for child in found if child.parent_id is not None]
    if not found:
        raise Refused((404, "relation_not_found"))
    for child in found:
        _link(world, actor, "ticket.unlinked", child, None)
    if parent and not parent.deleted:
        _touch(world, parent)


def _link(world: World, actor: Actor, kind: str, child: Ticket, parent_id: int | None) -> None:
    before = replace(child)
    child.parent_id = parent_id
    world.record(actor, kind, before, child)


def _touch(world: World, parent: Ticket) -> None:
    """What the parent shows has changed, too."""
    parent.version, parent.last_activity_at = world.seq, world.now
