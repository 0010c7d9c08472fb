"""Work on tickets: what was logged, logging it, and what it comes to."""

from datetime import datetime

from deskhand_client.operation import Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.record import read
from deskhand_client.records.work import Durations, WorkHours
from deskhand_client.resources.changed import action_id
from deskhand_client.resources.work_hours import WORK_HOURS, entry
from deskhand_client.talk import Request, Talk, path, query


class TicketWork(Calls):
    """Calls on the work of a ticket."""

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
        idempotency_key: str | None = None,
    ) -> Talk[WorkHours]:
        """Log work on a ticket. Without `technician_id` it is the key's technician's, else the ticket's.

        `warnings` of what comes back say where it overlaps other work, if the account wants to be told. Atera answers
        without the entry: it comes back as it was sent, under its id.
        """
        body = entry(start, end, notes=notes, billable=billable, on_site=on_site, technician_id=technician_id)
        at = path("tickets", ticket_id, "workhours")
        answer = (yield Request("POST", at, body=body, headers=self._keyed(idempotency_key))).thing()
        if "WorkHoursID" in answer or "WorkHourID" in answer:
            return WORK_HOURS(answer)
        return WORK_HOURS({**body, "TicketID": ticket_id, "WorkHoursID": action_id(answer)})

    @operation
    def durations(self, ticket_id: int) -> Talk[Durations]:
        """What the ticket's work comes to, in decimal hours: what is billed, and what is not."""
        return read(Durations, (yield Request("GET", path("tickets", ticket_id, "workhours"))).thing())
