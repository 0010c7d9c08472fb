"""Tickets: list, search, read, open, change, comment, relate, attach."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from deskhand_client.errors import ConfigurationError, NotSupported, UnreadableAnswer
from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.record import read
from deskhand_client.records.ticket import Attachment, BulkResult, Comment, Ticket
from deskhand_client.records.work import Durations, WorkHours
from deskhand_client.resources.sent import UNSET, Unset, sent
from deskhand_client.resources.work_hours import WORK_HOURS, entry
from deskhand_client.server import Server
from deskhand_client.talk import Request, Talk, Upload, path, query

# What a list of tickets may be narrowed by, under the API's names; `ATERA_FILTERS` is what Atera understands.
FILTERS = {
    "q": "q",
    "text": "text",
    "status": "ticketStatus",
    "priority": "ticketPriority",
    "type": "ticketType",
    "impact": "ticketImpact",
    "source": "ticketSource",
    "sla_status": "slaStatus",
    "customer_id": "customerId",
    "contact_id": "endUserId",
    "technician": "technicianId",
    "tags": "tags",
    "ids": "ids",
    "created_from": "createdFrom",
    "created_to": "createdTo",
    "updated_from": "updatedFrom",
    "updated_to": "updatedTo",
    "resolved_from": "resolvedFrom",
    "resolved_to": "resolvedTo",
    "due_from": "dueFrom",
    "due_before": "dueBefore",
    "sort": "sort",
}
ATERA_FILTERS = frozenset({"status", "customer_id"})

# `list` is the name of a call in the class below.
Results = list[BulkResult]
Links = list[str]

Texts = str | Sequence[str] | None
Ids = int | Sequence[int] | None


def ticket_of(value: Any) -> Ticket:
    """A ticket from its JSON."""
    return read(Ticket, value)


def comment_of(value: Any) -> Comment:
    """A comment from its JSON."""
    return read(Comment, value)


def read_ticket(ticket_id: int, *, relations: bool = False) -> Talk[Ticket]:
    """One ticket. Raises NotFound."""
    asked = query({"includeRelations": True if relations else None})
    return ticket_of((yield Request("GET", path("tickets", ticket_id), asked)).value())


class TicketCalls(Calls):
    """Calls on tickets."""

    @listing
    def list(
        self,
        *,
        q: str | None = None,
        text: str | None = None,
        status: Texts = None,
        priority: Texts = None,
        type: Texts = None,
        impact: Texts = None,
        source: Texts = None,
        sla_status: Texts = None,
        customer_id: Ids = None,
        contact_id: Ids = None,
        technician: int | str | None = None,
        tags: Texts = None,
        ids: Ids = None,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        updated_from: datetime | None = None,
        updated_to: datetime | None = None,
        resolved_from: datetime | None = None,
        resolved_to: datetime | None = None,
        due_from: datetime | None = None,
        due_before: datetime | None = None,
        sort: str | None = None,
        relations: bool = False,
        per_page: int = MOST_PER_PAGE,
    ) -> Listing[Ticket]:
        """Tickets, newest first, read page by page as they are walked.

        `q` is the query language (`status:open priority:high customer:"Acme" outlook`), `text` only words. Several
        values of one filter mean any of them. `technician` is an id, "me" or "none". `sort` is id, created, updated,
        resolved, due, sla, priority or status, with `-` before it the greatest first. `..._from` and `due_from` are
        inclusive, `..._to` and `due_before` not.

        Atera filters by `status` and `customer_id` only; the others raise NotSupported there.
        """
        said = locals()
        asked = {name: value for name in FILTERS if (value := said[name]) is not None}
        if self.server == Server.ATERA and (unknown := asked.keys() - ATERA_FILTERS):
            raise NotSupported(
                f"Atera does not filter tickets by {', '.join(sorted(unknown))}, and would give all of them; "
                "leave it out and look at each ticket"
            )
        params = {FILTERS[name]: value for name, value in asked.items()}
        return _tickets("tickets", {**params, "includeRelations": True if relations else None}, per_page)

    @listing
    def modified_since(self, when: datetime, *, per_page: int = MOST_PER_PAGE) -> Listing[Ticket]:
        """Tickets with activity at or after an instant, oldest activity first."""
        return _tickets("tickets/lastmodified", {"date": when, "includeComments": True}, per_page)

    @listing
    def status_modified_since(self, when: datetime, *, per_page: int = MOST_PER_PAGE) -> Listing[Ticket]:
        """Tickets whose status changed at or after an instant, oldest change first.

        Atera knows no such instant here and gives those that are resolved or closed; look at their dates.
        """
        return _tickets("tickets/statusmodified", {"modifiedAfter": when}, per_page)

    @operation
    def get(self, ticket_id: int, *, relations: bool = False) -> Talk[Ticket]:
        """One ticket; with `relations` also what it is parent or child of. Raises NotFound."""
        return read_ticket(ticket_id, relations=relations)

    @operation
    def create(
        self,
        title: str,
        *,
        description: str = "",
        customer_id: int | None = None,
        contact_id: int | None = None,
        contact_email: str | None = None,
        contact_first_name: str | None = None,
        contact_last_name: str | None = None,
        contact_phone: str | None = None,
        status: str | Unset = UNSET,
        priority: str | Unset = UNSET,
        type: str | Unset = UNSET,
        impact: str | Unset = UNSET,
        technician_id: int | None = None,
        technician_email: str | None = None,
        due_at: datetime | Unset = UNSET,
        tags: Sequence[str] | Unset = UNSET,
    ) -> Talk[Ticket]:
        """Open a ticket, and give it as it is then.

        It needs a requester: `contact_id`, `customer_id`, or `contact_email`, which finds the contact or makes one.
        Atera takes no `customer_id`, `due_at` and `tags`. Raises BadRequest, whose `errors` name the field.
        """
        self._say_no({"customer_id": customer_id, "due_at": due_at, "tags": tags})
        body = sent(
            {
                "TicketTitle": title,
                "Description": description,
                "CustomerID": _said(customer_id),
                "EndUserID": _said(contact_id),
                "EndUserEmail": _said(contact_email),
                "EndUserFirstName": _said(contact_first_name),
                "EndUserLastName": _said(contact_last_name),
                "EndUserPhone": _said(contact_phone),
                "TicketStatus": status,
                "TicketPriority": priority,
                "TicketType": type,
                "TicketImpact": impact,
                "TechnicianContactID": _said(technician_id),
                "TechnicianEmail": _said(technician_email),
                "DueDate": due_at,
                "Tags": tags if isinstance(tags, Unset) else list(tags),
            }
        )
        answer = (yield Request("POST", "tickets", body=body)).thing()
        return ticket_of(answer) if "TicketID" in answer else (yield from read_ticket(_action_id(answer)))

    @operation
    def update(
        self,
        ticket_id: int,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        status: str | Unset = UNSET,
        priority: str | Unset = UNSET,
        type: str | Unset = UNSET,
        impact: str | Unset = UNSET,
        technician_id: int | Unset | None = UNSET,
        technician_email: str | Unset = UNSET,
        customer_id: int | Unset = UNSET,
        contact_id: int | Unset = UNSET,
        due_at: datetime | Unset | None = UNSET,
        tags: Sequence[str] | Unset = UNSET,
        if_version: str | None = None,
    ) -> Talk[Ticket]:
        """Change what is said of a ticket, and give it as it is then; everything else stays.

        `technician_id=None` takes it from whoever has it, `due_at=None` gives its due date back to the SLA.
        `if_version` is the ETag it was read with: raises ChangedMeanwhile where somebody changed it since. Atera takes
        no `description`, `customer_id`, `contact_id`, `due_at`, `tags` and `if_version`.
        """
        self._say_no(
            {
                "description": description,
                "customer_id": customer_id,
                "contact_id": contact_id,
                "due_at": due_at,
                "tags": tags,
                "if_version": if_version,
            }
        )
        body = sent(
            {
                "TicketTitle": title,
                "Description": description,
                "TicketStatus": status,
                "TicketPriority": priority,
                "TicketType": type,
                "TicketImpact": impact,
                "TechnicianContactID": technician_id,
                "TechnicianEmail": technician_email,
                "CustomerID": customer_id,
                "EndUserID": contact_id,
                "DueDate": due_at,
                "Tags": tags if isinstance(tags, Unset) else list(tags),
            }
        )
        headers = {} if if_version is None else {"If-Match": if_version}
        answer = (yield Request("PUT", path("tickets", ticket_id), body=body, headers=headers)).value()
        if isinstance(answer, dict) and "TicketID" in answer:
            return ticket_of(answer)
        return (yield from read_ticket(ticket_id))

    @operation
    def version(self, ticket_id: int) -> Talk[str]:
        """The ticket's version, to be sent back as `if_version`."""
        self.deskhand_only("versions of tickets")
        return (yield Request("GET", path("tickets", ticket_id))).headers.get("etag", "")

    @operation
    def delete(self, ticket_id: int) -> Talk[None]:
        """Delete a ticket. Raises NotFound."""
        yield Request("DELETE", path("tickets", ticket_id))

    @operation
    def bulk(self, changes: Sequence[Mapping[str, Any]]) -> Talk[Results]:
        """Up to 500 changes in the API's names: with a TicketID a change, with Delete a delete, else a new ticket.

        Each has its own result, in their order; one that is refused does not stop the others.
        """
        self.deskhand_only("call for many changes at once", "send them one by one")
        body = (yield Request("POST", "tickets/bulk", body=[dict(change) for change in changes])).thing()
        return [read(BulkResult, one) for one in body["items"]]

    @listing
    def comments(self, ticket_id: int, *, per_page: int = MOST_PER_PAGE) -> Listing[Comment]:
        """What was said on a ticket, oldest first."""
        return Listing(
            Request("GET", path("tickets", ticket_id, "comments"), query({"itemsInPage": per_page})), comment_of
        )

    @operation
    def comment(
        self,
        ticket_id: int,
        text: str,
        *,
        internal: bool = True,
        technician_id: int | None = None,
        contact_id: int | None = None,
    ) -> Talk[Comment]:
        """Say something on a ticket: as an internal note, unless `internal` is false; then the customer sees it.

        The author is the key's technician, or whoever is named. Atera wants one to be named, and answers without the
        comment: it comes back as it was sent.
        """
        author: dict[str, Any] = {}
        if contact_id is not None:
            author = {"EnduserCommentDetails": {"EnduserId": contact_id}}
        elif technician_id is not None:
            author = {"TechnicianCommentDetails": {"TechnicianId": technician_id, "IsInternal": internal}}
        elif self.server == Server.ATERA:
            raise ConfigurationError("Atera wants a comment's author: pass technician_id or contact_id")
        if self.server == Server.DESKHAND and contact_id is None:
            author["IsInternal"] = internal
        body = {"CommentText": text, **author}
        answer = (yield Request("POST", path("tickets", ticket_id, "comments"), body=body)).thing()
        if "CommentID" in answer:
            return comment_of(answer)
        said_by = {"TechnicianContactID": technician_id, "EndUserID": contact_id}
        note = internal and contact_id is None
        return comment_of({"TicketID": ticket_id, "CommentText": text, "IsInternal": note, **said_by})

    @listing
    def work_hours(self, ticket_id: int, *, per_page: int = MOST_PER_PAGE) -> Listing[WorkHours]:
        """The work logged on a ticket."""
        request = Request("GET", path("tickets", ticket_id, "workhoursrecords"), query({"itemsInPage": per_page}))
        return Listing(request, WORK_HOURS)

    @operation
    def log_work(
        self,
        ticket_id: int,
        start: datetime,
        end: datetime,
        *,
        notes: str = "",
        billable: bool = True,
        on_site: bool = False,
        technician_id: int | None = None,
    ) -> Talk[WorkHours]:
        """Log work on a ticket. Without `technician_id` it is the key's technician's, else the ticket's.

        `warnings` of what comes back say where it overlaps other work, if the account wants to be told.
        """
        body = entry(start, end, notes=notes, billable=billable, on_site=on_site, technician_id=technician_id)
        answer = (yield Request("POST", path("tickets", ticket_id, "workhours"), body=body)).thing()
        if "WorkHoursID" in answer or "WorkHourID" in answer:
            return WORK_HOURS(answer)
        return WORK_HOURS({**body, "TicketID": ticket_id, "WorkHoursID": _action_id(answer)})

    @operation
    def durations(self, ticket_id: int) -> Talk[Durations]:
        """What the ticket's work comes to, in decimal hours: what is billed, and what is not."""
        return read(Durations, (yield Request("GET", path("tickets", ticket_id, "workhours"))).value())

    @operation
    def relate(self, ticket_id: int, other_id: int, relation: Literal["Parent", "Child"]) -> Talk[None]:
        """Make the other ticket this one's parent, or its child."""
        body = {"RelatedTicketId": other_id, "RelationType": relation}
        yield Request("POST", path("tickets", ticket_id, "relations"), body=body)

    @operation
    def unrelate(self, ticket_id: int, relation: Literal["Parent", "Child"]) -> Talk[None]:
        """Take the ticket from its parent, or its children from it."""
        yield Request("DELETE", path("tickets", ticket_id, "relations", relation))

    @operation
    def attachments(self, ticket_id: int) -> Talk[Links]:
        """Links to the ticket's files; each is good for 15 minutes, and needs no key."""
        links = (yield Request("GET", path("tickets", ticket_id, "attachments"))).value()
        if not isinstance(links, list):
            raise UnreadableAnswer("The server answered no list of links")
        return [str(link) for link in links]

    @operation
    def attach(
        self, ticket_id: int, name: str, content: bytes, media_type: str = "application/octet-stream"
    ) -> Talk[Attachment]:
        """Attach a file to a ticket, 25 MB at most."""
        self.deskhand_only("call to attach files")
        request = Request("POST", path("tickets", ticket_id, "attachments"), upload=Upload(name, content, media_type))
        return read(Attachment, (yield request).value())

    def _say_no(self, said: Mapping[str, Any]) -> None:
        """Raise NotSupported where something is said that Atera would silently leave out."""
        if self.server == Server.ATERA:
            unknown = [name for name, value in said.items() if value is not UNSET and value is not None]
            if unknown:
                raise NotSupported(f"Atera takes no {', '.join(unknown)} here")


class Tickets(TicketCalls, Blocking):
    """Calls on tickets, blocking."""


class AsyncTickets(TicketCalls, Awaiting):
    """Calls on tickets, to be awaited."""


def _tickets(at: str, asked: Mapping[str, Any], per_page: int) -> Listing[Ticket]:
    return Listing(Request("GET", at, query({**asked, "itemsInPage": per_page})), ticket_of)


def _said(value: Any) -> Any:
    return UNSET if value is None else value


def _action_id(answer: Mapping[str, Any]) -> int:
    """The id that an answer of Atera's names; it comes as a text."""
    try:
        return int(answer.get("ActionID") or "")
    except ValueError as error:
        raise UnreadableAnswer("The server said that it was done, and not under which id") from error
