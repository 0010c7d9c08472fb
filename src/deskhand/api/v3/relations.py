"""Relations between tickets: make one, take it back."""

from deskhand.api.call import Call
from deskhand.api.routes import Route
from deskhand.api.v3.shapes.relation import NEW_RELATION, RELATION_TYPE, RelationSaved
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.storage.engine import Tx
from deskhand.tickets.relate import relate, unrelate


async def add(call: Call, tx: Tx) -> RelationSaved:
    draft, ticket_id = call.draft(NEW_RELATION), call.ids["ticket_id"]
    await relate(tx, call.actor, ticket_id, draft)
    assert draft.related_id is not None  # a relation without it is refused  # noqa: S101
    assert draft.type is not None  # noqa: S101
    return RelationSaved(
        ActionID=ticket_id, TicketID=ticket_id, RelatedTicketId=draft.related_id, RelationType=draft.type
    )


async def remove(call: Call, tx: Tx) -> Deleted:
    await unrelate(tx, call.actor, call.ids["ticket_id"], call.said("relation_type", RELATION_TYPE))
    return Deleted(ActionID=call.ids["ticket_id"])


ROUTES = (
    Route(
        methods=("POST",),
        path="/tickets/{ticket_id}/relations",
        scope="tickets:write",
        writer=add,
        answer=RelationSaved,
        status=201,
        body=NEW_RELATION,
        summary="Relate a ticket to its parent or child",
        tag="Tickets",
        example={"RelatedTicketId": 54320, "RelationType": "Parent"},
    ),
    Route(
        methods=("DELETE",),
        path="/tickets/{ticket_id}/relations/{relation_type}",
        scope="tickets:write",
        writer=remove,
        answer=Deleted,
        summary="Take a ticket from its parent, or its children from it",
        tag="Tickets",
        example_texts={"relation_type": "Parent"},
    ),
)
