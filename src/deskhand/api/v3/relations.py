"""Relations between tickets: make one, take it back."""

from deskhand.api.call import Call
from deskhand.api.errors import FieldError
from deskhand.api.kinds import BadValue
from deskhand.api.routes import Route
from deskhand.api.shape import BadRequest
from deskhand.api.v3.shapes.relation import NEW_RELATION, RELATION_TYPE, RelationSaved
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.ticket import Related
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
    await unrelate(tx, call.actor, call.ids["ticket_id"], _type(call.texts["relation_type"]))
    return Deleted(ActionID=call.ids["ticket_id"])


def _type(text: str) -> Related:
    try:
        return Related(RELATION_TYPE.read(text))
    except BadValue as bad:
        errors = [FieldError("RelationType", str(bad))]
        raise BadRequest(bad.message, f"RelationType: {bad}", bad.code, errors) from None


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
