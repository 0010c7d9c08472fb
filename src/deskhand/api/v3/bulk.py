"""Many changes in one request: each with its own result, all in one transaction."""

from typing import Any

import msgspec

from deskhand.api.call import Call
from deskhand.api.errors import refused
from deskhand.api.kinds import read_id
from deskhand.api.routes import Route
from deskhand.api.shape import BadRequest, Field, said_wrong
from deskhand.api.v3.shapes.ticket import CHANGED_TICKET, NEW_TICKET, TicketSaved, show_saved
from deskhand.api.v3.tickets import draft_of
from deskhand.core.errors import Refusal
from deskhand.http.door import Answer
from deskhand.storage.engine import Tx
from deskhand.tickets.bulk import MOST_AT_ONCE
from deskhand.tickets.change import change_ticket
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.open import open_ticket
from deskhand.tickets.read import read_ticket


class Change(msgspec.Struct, frozen=True):
    """One wanted change: of which ticket (None: a new one), whether it is to be deleted, and the fields as sent.

    `wrong` is what its result will say when its ticket's number can be none.
    """

    ticket_id: int | None
    delete: bool
    fields: dict[str, Any]
    wrong: BadRequest | None = None


class ManyChanges:
    """The body: a list of changes, or an object with them as `items`."""

    fields: tuple[Field, ...] = ()

    def read(self, body: Any) -> tuple[Change, ...]:
        """The changes. Raises BadRequest when the body is no list, or too long a one."""
        listed = next((v for k, v in body.items() if k.lower() == "items"), None) if isinstance(body, dict) else body
        if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_AT_ONCE:
            raise BadRequest("Invalid body", f"Send a list of 1 to {MOST_AT_ONCE} changes", "invalid_body")
        return tuple(_change(place, wanted) for place, wanted in enumerate(listed))

    def wire_name(self, attribute: str) -> str:
        """What the wire calls an attribute of a change."""
        return CHANGED_TICKET.wire_name(attribute)

    def schema(self) -> dict[str, Any]:
        """The body's JSON Schema."""
        properties = {**NEW_TICKET.schema()["properties"], **CHANGED_TICKET.schema()["properties"]}
        item = {
            "type": "object",
            "properties": {
                "TicketID": {"type": "integer", "description": "Without it a ticket is opened."},
                "Delete": {"type": "boolean", "description": "True: delete the ticket."},
                **properties,
            },
        }
        listed = {"type": "array", "items": item, "minItems": 1, "maxItems": MOST_AT_ONCE}
        return {"type": "object", "properties": {"items": listed}, "required": ["items"]}


class BulkResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one change: the ticket as it is now, or what was wrong; both null after a delete."""

    Index: int
    Status: int
    TicketID: int | None
    Ticket: TicketSaved | None = None
    Error: msgspec.Raw | None = None


class BulkAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One result per change, in the order they were sent."""

    items: list[BulkResult]
    Succeeded: int
    Failed: int


def _change(place: int, wanted: Any) -> Change:
    if not isinstance(wanted, dict):
        raise BadRequest("Invalid body", f"items[{place}]: expected an object", "invalid_body")
    lowered = {str(name).lower(): value for name, value in wanted.items()}
    ticket_id = lowered.get("ticketid")
    number = read_id(ticket_id) if ticket_id is not None else None
    wrong = None
    if ticket_id is not None and number is None:
        wrong = BadRequest("Invalid ticket ID", f"items[{place}].TicketID: a whole number from 1", "invalid_ticket_id")
    return Change(number, lowered.get("delete") is True, wanted, wrong)


async def change_many(call: Call, tx: Tx) -> BulkAnswer:
    """Each change as the single calls would do it; one that is refused leaves no trace and does not stop the others."""
    results = [await _one(call, tx, place, change) for place, change in enumerate(call.draft(CHANGES))]
    failed = sum(result.Error is not None for result in results)
    return BulkAnswer(items=results, Succeeded=len(results) - failed, Failed=failed)


async def _one(call: Call, tx: Tx, place: int, change: Change) -> BulkResult:
    try:
        if change.wrong is not None:
            raise change.wrong
        async with tx.attempt():
            return await _done(call, tx, place, change)
    except Refusal as refusal:
        shape = NEW_TICKET if change.ticket_id is None else CHANGED_TICKET
        answer = refused(refusal, shape.wire_name(refusal.field) if refusal.field else None)
    except BadRequest as wrong:
        answer = said_wrong(wrong)
    return _failed(place, change, answer)


async def _done(call: Call, tx: Tx, place: int, change: Change) -> BulkResult:
    if change.ticket_id is not None and change.delete:
        await delete_ticket(tx, call.actor, change.ticket_id)
        return BulkResult(Index=place, Status=200, TicketID=change.ticket_id)
    if change.ticket_id is None:
        ticket = await open_ticket(tx, call.actor, draft_of(NEW_TICKET.read(change.fields)))
    else:
        ticket = await change_ticket(tx, call.actor, change.ticket_id, CHANGED_TICKET.read(change.fields))
    saved = show_saved(await read_ticket(tx, call.actor, ticket.id))
    return BulkResult(Index=place, Status=201 if change.ticket_id is None else 200, TicketID=ticket.id, Ticket=saved)


def _failed(place: int, change: Change, answer: Answer) -> BulkResult:
    return BulkResult(Index=place, Status=answer.status, TicketID=change.ticket_id, Error=msgspec.Raw(answer.body))


CHANGES = ManyChanges()

ROUTES = (
    Route(
        methods=("POST",),
        path="/tickets/bulk",
        scope="tickets:write",
        writer=change_many,
        answer=BulkAnswer,
        body=CHANGES,
        summary=f"Open, update or delete up to {MOST_AT_ONCE} tickets, each with its own result",
        tag="Tickets",
        example={"items": [{"TicketID": 54321, "TicketPriority": "High"}, {"TicketID": 54322, "Delete": True}]},
    ),
)
