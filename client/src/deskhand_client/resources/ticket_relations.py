"""Tickets that belong together: one is the parent of others."""

from typing import Literal

from deskhand_client.operation import Calls, operation
from deskhand_client.talk import Request, Talk, path

Relation = Literal["Parent", "Child"]


class TicketRelations(Calls):
    """Calls on how tickets belong together."""

    @operation
    def relate(self, ticket_id: int, other_id: int, relation: Relation) -> Talk[None]:
        """Make the other ticket this one's parent, or its child."""
        body = {"RelatedTicketId": other_id, "RelationType": relation}
        yield Request("POST", path("tickets", ticket_id, "relations"), body=body)

    @operation
    def unrelate(self, ticket_id: int, relation: Relation) -> Talk[None]:
        """Take the ticket from its parent, or its children from it."""
        yield Request("DELETE", path("tickets", ticket_id, "relations", relation))
