"""How tickets belong together, on the wire. RelationType says what the related ticket is to the one that is read."""

from typing import TypeVar

import msgspec

from deskhand.api.kinds import Choice, Reference
from deskhand.api.shape import Field, Shape
from deskhand.api.v3.shapes.ticket import TicketPlain
from deskhand.core.ticket import Related
from deskhand.tickets.relate import RelationDraft
from deskhand.tickets.relations import Relation

RELATION_TYPE = Choice(Related, "relation type")
RELATED = Reference("related ticket", "Ticket not found")


class RelationSaved(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a new relation."""

    ActionID: int
    TicketID: int
    RelatedTicketId: int
    RelationType: Related


NEW_RELATION = Shape(
    RelationDraft,
    (
        Field("related_id", "RelatedTicketId", RELATED, about="The other ticket."),
        Field("type", "RelationType", RELATION_TYPE, about="What the other ticket is to this one."),
    ),
    required=("RelatedTicketId", "RelationType"),
)


T = TypeVar("T", bound=TicketPlain)


def with_relation(shown: T, relation: Relation | None) -> T:
    """A ticket with what it is related to, as `includeRelations` asks for."""
    if relation is None:
        return msgspec.structs.replace(shown, RelationType="None")
    return msgspec.structs.replace(shown, RelationType=relation.type.value, RelatedTicketId=relation.ticket_id)
