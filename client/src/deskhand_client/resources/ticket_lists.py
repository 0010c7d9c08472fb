"""Lists of tickets: searched, filtered, or by what has changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskhand_client.errors import NotSupported
from deskhand_client.operation import Calls, listing
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.record import read
from deskhand_client.records.ticket import Ticket
from deskhand_client.server import Server
from deskhand_client.talk import Request, query

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

Texts = str | Sequence[str] | None
Ids = int | Sequence[int] | None


def ticket_of(value: Any) -> Ticket:
    """A ticket from its JSON."""
    return read(Ticket, value)


class TicketLists(Calls):
    """Calls that list tickets."""

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

        Atera filters by one `status` and one `customer_id` only; the others raise NotSupported there.
        """
        said = locals()
        asked = {name: value for name in FILTERS if (value := said[name]) is not None}
        if self._server == Server.ATERA:
            _refuse_what_atera_ignores(asked)
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
        asked = {} if self._server == Server.ATERA else {"modifiedAfter": when}
        return _tickets("tickets/statusmodified", asked, per_page)


def _refuse_what_atera_ignores(asked: Mapping[str, Any]) -> None:
    """Raise NotSupported: Atera ignores what it does not know, and would give all of them."""
    if unknown := asked.keys() - ATERA_FILTERS:
        raise NotSupported(
            f"Atera does not filter tickets by {', '.join(sorted(unknown))}, and would give all of them; "
            "leave it out and look at each ticket"
        )
    several = [name for name, value in asked.items() if not isinstance(value, str | int) and len(value) != 1]
    if several:
        raise NotSupported(f"Atera filters tickets by one {' and one '.join(several)}; ask for each by itself")


def _tickets(at: str, asked: Mapping[str, Any], per_page: int) -> Listing[Ticket]:
    return Listing(Request("GET", at, query({**asked, "itemsInPage": per_page})), ticket_of)
