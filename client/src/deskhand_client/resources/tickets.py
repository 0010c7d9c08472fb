"""Tickets: read, open, change, delete; and beside that everything that is listed, said, worked and attached."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskhand_client.errors import BadArgument
from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.record import read
from deskhand_client.records.ticket import BulkResult, Ticket
from deskhand_client.resources.changed import changed
from deskhand_client.resources.sent import UNSET, Id, Moment, Text, Unset, sent_as
from deskhand_client.resources.ticket_comments import TicketComments
from deskhand_client.resources.ticket_files import TicketFiles
from deskhand_client.resources.ticket_lists import TicketLists
from deskhand_client.resources.ticket_relations import TicketRelations
from deskhand_client.resources.ticket_work import TicketWork
from deskhand_client.server import Server
from deskhand_client.talk import Answer, Request, Talk, path, query

Tags = Sequence[str] | Unset | None

ON_CREATE_ATERA_TAKES_NO = ("customer_id", "due_at", "tags")
ON_UPDATE_ATERA_TAKES_NO = ("description", "customer_id", "contact_id", "due_at", "tags", "if_version")
CLEARED_BY_NONE = ("technician_id", "due_at")


class TicketChanges(Calls):
    """Calls on one ticket, and on many at once."""

    @operation
    def get(self, ticket_id: int, *, relations: bool = False) -> Talk[Ticket]:
        """One ticket; with `relations` also what it is parent or child of. Raises NotFound."""
        asked = query({"includeRelations": True if relations else None})
        return _ticket_in((yield Request("GET", path("tickets", ticket_id), asked)))

    @operation
    def create(
        self,
        title: str,
        *,
        description: str = "",
        customer_id: Id = None,
        contact_id: Id = None,
        contact_email: Text = None,
        contact_first_name: Text = None,
        contact_last_name: Text = None,
        contact_phone: Text = None,
        status: Text = UNSET,
        priority: Text = UNSET,
        type: Text = UNSET,
        impact: Text = UNSET,
        technician_id: Id = None,
        technician_email: Text = None,
        due_at: Moment = UNSET,
        tags: Tags = UNSET,
        idempotency_key: str | None = None,
    ) -> Talk[Ticket]:
        """Open a ticket, and give it as it is then.

        It needs a requester: `contact_id`, `customer_id`, or `contact_email`, which finds the contact or makes one.
        Atera wants a `description`, and takes no `customer_id`, `due_at` and `tags`. Raises BadRequest, whose `errors`
        name the field.

        `idempotency_key` is a text of your own: whoever sends the same call with the same key within a day, after a
        crash, say, opens no second ticket. Without one, only this call itself is safe.
        """
        said = locals()
        self._takes_no({name: said[name] for name in ON_CREATE_ATERA_TAKES_NO})
        if self._server == Server.ATERA and not description:
            raise BadArgument("Atera wants a new ticket to have a description: pass description")
        body = sent_as(Ticket, said)
        answer = yield Request("POST", "tickets", body=body, headers=self._keyed(idempotency_key))
        return (yield from changed(self._server, answer, "tickets", _ticket_in))

    @operation
    def update(
        self,
        ticket_id: int,
        *,
        title: Text = UNSET,
        description: Text = UNSET,
        status: Text = UNSET,
        priority: Text = UNSET,
        type: Text = UNSET,
        impact: Text = UNSET,
        technician_id: Id = UNSET,
        technician_email: Text = UNSET,
        customer_id: Id = UNSET,
        contact_id: Id = UNSET,
        due_at: Moment = UNSET,
        tags: Tags = UNSET,
        if_version: str | None = None,
    ) -> Talk[Ticket]:
        """Change what is said of a ticket, and give it as it is then; everything else stays.

        `technician_id=None` takes it from whoever has it, `due_at=None` gives its due date back to the SLA; elsewhere
        None says nothing. `if_version` is the `version` it was read with: raises ChangedMeanwhile where somebody has
        changed it since. Atera takes no `description`, `customer_id`, `contact_id`, `due_at`, `tags` and `if_version`.
        """
        said = locals()
        self._takes_no({name: said[name] for name in ON_UPDATE_ATERA_TAKES_NO})
        body = sent_as(Ticket, said, cleared_by_none=CLEARED_BY_NONE)
        headers = {} if if_version is None else {"If-Match": if_version}
        answer = yield self._change(path("tickets", ticket_id), body, headers)
        return (yield from changed(self._server, answer, "tickets", _ticket_in, known=ticket_id))

    @operation
    def version(self, ticket_id: int) -> Talk[str]:
        """The ticket's version, as a ticket that was read by itself has it too; see `if_version` of `update`."""
        self._deskhand_only("versions of tickets")
        return (yield Request("GET", path("tickets", ticket_id))).headers.get("etag", "")

    @operation
    def delete(self, ticket_id: int) -> Talk[None]:
        """Delete a ticket. Raises NotFound."""
        yield Request("DELETE", path("tickets", ticket_id))

    @operation
    def bulk(
        self, changes: Sequence[Mapping[str, Any]], *, idempotency_key: str | None = None
    ) -> Talk[list[BulkResult]]:
        """Up to 500 changes in the API's names: with a TicketID a change, with Delete a delete, else a new ticket.

        Each has its own result, in their order; one that is refused does not stop the others.
        """
        self._deskhand_only("call for many changes at once", "send them one by one")
        body = [dict(change) for change in changes]
        answer = yield Request("POST", "tickets/bulk", body=body, headers=self._keyed(idempotency_key))
        return [read(BulkResult, one) for one in answer.items()]


class TicketCalls(TicketChanges, TicketLists, TicketComments, TicketWork, TicketFiles, TicketRelations):
    """Calls on tickets."""


class Tickets(TicketCalls, Blocking):
    """Calls on tickets, blocking."""


class AsyncTickets(TicketCalls, Awaiting):
    """Calls on tickets, to be awaited."""


def _ticket_in(answer: Answer) -> Ticket:
    """The ticket that an answer is about, with its version, which stands beside it."""
    return read(Ticket, {**answer.thing(), "ETag": answer.headers.get("etag")})
