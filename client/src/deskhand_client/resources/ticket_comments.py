"""What is said on tickets."""

from typing import Any

from deskhand_client.errors import BadArgument
from deskhand_client.operation import Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.record import read
from deskhand_client.records.ticket import Comment
from deskhand_client.server import Server
from deskhand_client.talk import Request, Talk, path, query


def comment_of(value: Any) -> Comment:
    """A comment from its JSON."""
    return read(Comment, value)


class TicketComments(Calls):
    """Calls on what is said on a ticket."""

    @listing
    def comments(self, ticket_id: int, *, per_page: int = MOST_PER_PAGE) -> Listing[Comment]:
        """What was said on a ticket, oldest first."""
        asked = query({"itemsInPage": per_page})
        return Listing(Request("GET", path("tickets", ticket_id, "comments"), asked), comment_of)

    @operation
    def comment(
        self,
        ticket_id: int,
        text: str,
        *,
        internal: bool = True,
        technician_id: int | None = None,
        contact_id: int | None = None,
        idempotency_key: str | None = None,
    ) -> Talk[Comment]:
        """Say something on a ticket: as an internal note, unless `internal` is false; then the customer sees it.

        The author is the key's technician, or whoever is named; what a contact says is never internal. Atera wants an
        author to be named, and answers without the comment: it comes back as it was sent. Raises BadArgument.
        """
        note = internal and contact_id is None
        body = {"CommentText": text, **self._author(technician_id, contact_id, note)}
        at = path("tickets", ticket_id, "comments")
        answer = (yield Request("POST", at, body=body, headers=self._keyed(idempotency_key))).thing()
        if "CommentID" in answer:
            return comment_of(answer)
        said_by = {"TechnicianContactID": technician_id, "EndUserID": contact_id}
        return comment_of({"TicketID": ticket_id, "CommentText": text, "IsInternal": note, **said_by})

    def _author(self, technician_id: int | None, contact_id: int | None, note: bool) -> dict[str, Any]:
        """Who says it, and to whom; the two servers are told alike, where both understand it."""
        if technician_id is not None and contact_id is not None:
            raise BadArgument("A comment has one author: pass technician_id or contact_id, not both")
        if contact_id is not None:
            return {"EnduserCommentDetails": {"EnduserId": contact_id}}
        if technician_id is not None:
            return {"TechnicianCommentDetails": {"TechnicianId": technician_id, "IsInternal": note}}
        if self._server == Server.ATERA:
            raise BadArgument("Atera wants a comment's author: pass technician_id or contact_id")
        return {"IsInternal": note}
