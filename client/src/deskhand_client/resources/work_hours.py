"""Entries of work: everybody's, and changing one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.record import read
from deskhand_client.records.work import WorkHours as Entry
from deskhand_client.resources.sent import UNSET, Unset, sent
from deskhand_client.talk import Request, Talk, path, query


def _entry_of(value: Any) -> Entry:
    return read(Entry, value)


# How an entry is read from its JSON.
WORK_HOURS: Callable[[Any], Entry] = _entry_of


def entry(
    start: datetime,
    end: datetime,
    *,
    notes: str | Unset = UNSET,
    billable: bool | Unset = UNSET,
    on_site: bool | Unset = UNSET,
    technician_id: int | None = None,
) -> dict[str, Any]:
    """An entry as both servers take it: in the names of Atera's own description."""
    return sent(
        {
            "StartWorkHour": start,
            "EndWorkHour": end,
            "TechnicianContactID": UNSET if technician_id is None else technician_id,
            "Billiable": billable,
            "Billable": billable,
            "OnCustomerSite": on_site,
            "Description": notes,
        }
    )


class WorkHoursCalls(Calls):
    """Calls on entries of work."""

    @listing
    def list(
        self, *, start: date | None = None, end: date | None = None, per_page: int = MOST_PER_PAGE
    ) -> Listing[Entry]:
        """Everybody's entries that begin within two days or instants, in the account's own time zone; latest first."""
        asked = {"startWorkhour": _local(start), "endWorkhour": _local(end), "itemsInPage": per_page}
        return Listing(Request("GET", "workhours", query(asked)), WORK_HOURS)

    @operation
    def get(self, work_hours_id: int) -> Talk[Entry]:
        """One entry. Raises NotFound."""
        self.deskhand_only("call to read one entry of work", "list those of its ticket")
        return _entry_of((yield Request("GET", path("workhours", work_hours_id))).value())

    @operation
    def update(
        self,
        work_hours_id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        notes: str | Unset = UNSET,
        billable: bool | Unset = UNSET,
        on_site: bool | Unset = UNSET,
        technician_id: int | Unset = UNSET,
    ) -> Talk[Entry]:
        """Change what is said of an entry; everything else stays."""
        self.deskhand_only("call to change an entry of work")
        body = sent(
            {
                "StartDate": start,
                "EndDate": end,
                "Notes": notes,
                "IsBillable": billable,
                "OnCustomerSite": on_site,
                "TechnicianContactID": technician_id,
            }
        )
        return _entry_of((yield Request("PUT", path("workhours", work_hours_id), body=body)).value())

    @operation
    def delete(self, work_hours_id: int) -> Talk[None]:
        """Delete an entry; the ticket's totals follow."""
        self.deskhand_only("call to delete an entry of work")
        yield Request("DELETE", path("workhours", work_hours_id))


class WorkHours(WorkHoursCalls, Blocking):
    """Calls on entries of work, blocking."""


class AsyncWorkHours(WorkHoursCalls, Awaiting):
    """Calls on entries of work, to be awaited."""


def _local(value: date | None) -> str | None:
    """A day or a moment as Atera reads it here: in the account's time zone, without an offset."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds")
    return None if value is None else value.isoformat()
