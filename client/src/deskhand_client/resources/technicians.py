"""Technicians: the desk's own people. Atera has no call that lists them."""

from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.people import Technician
from deskhand_client.records.record import read
from deskhand_client.talk import Request, Talk, path, query

INSTEAD = "take the ids from tickets that somebody has"


def technician_of(value: Any) -> Technician:
    """A technician from its JSON."""
    return read(Technician, value)


class TechnicianCalls(Calls):
    """Calls on technicians."""

    @listing
    def list(self, *, per_page: int = MOST_PER_PAGE) -> Listing[Technician]:
        """The technicians, newest first."""
        self._deskhand_only("list of technicians", INSTEAD)
        return Listing(Request("GET", "technicians", query({"itemsInPage": per_page})), technician_of)

    @operation
    def get(self, technician_id: int) -> Talk[Technician]:
        """One technician. Raises NotFound."""
        self._deskhand_only("call to read a technician", INSTEAD)
        return technician_of((yield Request("GET", path("technicians", technician_id))).value())


class Technicians(TechnicianCalls, Blocking):
    """Calls on technicians, blocking."""


class AsyncTechnicians(TechnicianCalls, Awaiting):
    """Calls on technicians, to be awaited."""
