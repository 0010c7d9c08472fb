"""Entries of work: everybody's, changing one, and what nobody logged."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from deskhand_client.errors import BadArgument
from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.record import read
from deskhand_client.records.work import Gap
from deskhand_client.records.work import WorkHours as Entry
from deskhand_client.resources.sent import UNSET, Flag, Id, Moment, Text, sent, sent_as
from deskhand_client.talk import Request, Talk, path, query

Gaps = list[Gap]


def _entry_of(value: Any) -> Entry:
    return read(Entry, value)


# How an entry is read from its JSON.
WORK_HOURS: Callable[[Any], Entry] = _entry_of


def entry(
    start: datetime,
    end: datetime,
    *,
    notes: Text = UNSET,
    billable: Flag = UNSET,
    on_site: Flag = UNSET,
    technician_id: int | None = None,
) -> dict[str, Any]:
    """A new entry as both servers take it: in the names of Atera's own description."""
    return sent(
        {
            "StartWorkHour": start,
            "EndWorkHour": end,
            "TechnicianContactID": UNSET if technician_id is None else technician_id,
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
        """Everybody's entries that begin at or after `start` and end by `end`, latest first.

        Both are days, or times without a zone, in the account's own time zone. Raises BadArgument for one with a zone.
        """
        asked = {"startWorkhour": _local(start), "endWorkhour": _local(end), "itemsInPage": per_page}
        return Listing(Request("GET", "workhours", query(asked)), WORK_HOURS)

    @operation
    def get(self, work_hours_id: int) -> Talk[Entry]:
        """One entry. Raises NotFound."""
        self._deskhand_only("call to read one entry of work", "list those of its ticket")
        return _entry_of((yield Request("GET", path("workhours", work_hours_id))).value())

    @operation
    def update(
        self,
        work_hours_id: int,
        *,
        start: Moment = UNSET,
        end: Moment = UNSET,
        notes: Text = UNSET,
        billable: Flag = UNSET,
        on_site: Flag = UNSET,
        technician_id: Id = UNSET,
    ) -> Talk[Entry]:
        """Change what is said of an entry; everything else stays."""
        self._deskhand_only("call to change an entry of work")
        body = sent_as(Entry, locals())
        return _entry_of((yield self._change(path("workhours", work_hours_id), body)).value())

    @operation
    def delete(self, work_hours_id: int) -> Talk[None]:
        """Delete an entry; the ticket's totals follow."""
        self._deskhand_only("call to delete an entry of work")
        yield Request("DELETE", path("workhours", work_hours_id))

    @operation
    def gaps(self, *, day: date | None = None, technician_id: int | None = None) -> Talk[Gaps]:
        """What a technician did on a day of the account's time zone, today if you do not say, and did not log.

        Whose day: the key's technician's; a key without one has to say.
        """
        self._deskhand_only("gaps in work hours")
        asked = query({"date": _local(day), "technicianId": technician_id})
        return [read(Gap, one) for one in (yield Request("GET", "workhours/gaps", asked)).items()]

    @operation
    def fill_gap(
        self,
        gap_id: str,
        *,
        notes: Text = UNSET,
        billable: Flag = UNSET,
        on_site: Flag = UNSET,
        technician_id: Id = UNSET,
    ) -> Talk[Entry]:
        """Make an entry of a gap, with its begin and end; `gap_id` is a gap's `id`."""
        self._deskhand_only("gaps in work hours")
        body = {"GapID": gap_id, **sent_as(Entry, locals())}
        return _entry_of((yield Request("POST", "workhours/gaps", body=body)).value())


class WorkHours(WorkHoursCalls, Blocking):
    """Calls on entries of work, blocking."""


class AsyncWorkHours(WorkHoursCalls, Awaiting):
    """Calls on entries of work, to be awaited."""


def _local(value: date | None) -> str | None:
    """A day or a moment as the API reads it here: in the account's time zone, without an offset."""
    if not isinstance(value, datetime):
        return None if value is None else value.isoformat()
    if value.tzinfo is not None:
        raise BadArgument("This is asked in the account's own time zone: pass a day, or a time without a zone")
    return value.isoformat(timespec="seconds")
