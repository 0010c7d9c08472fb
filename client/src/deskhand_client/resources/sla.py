"""SLA: why a ticket is due when it is, and what is due next."""

from math import ceil

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.record import read
from deskhand_client.records.sla import Due, Receipt
from deskhand_client.talk import Request, Talk, path, query


class SlaCalls(Calls):
    """Calls on SLA clocks."""

    @operation
    def receipt(self, ticket_id: int, *, time_zone: str | None = None) -> Talk[Receipt]:
        """For every clock of a ticket the ledger that adds up to its figure. Raises NotFound.

        Its spans are told in `time_zone`, an IANA name, else in the account's.
        """
        self._deskhand_only("SLA receipts")
        asked = query({"timeZone": time_zone})
        return read(Receipt, (yield Request("GET", path("tickets", ticket_id, "sla"), asked)).value())

    @operation
    def forecast(self, *, hours: float | None = None) -> Talk[list[Due]]:
        """Which clocks are due within so many hours, 24 if you do not say; the least working time left first.

        The server looks ahead by whole hours: part of one counts as one.
        """
        self._deskhand_only("SLA forecast")
        answer = yield Request("GET", "sla/forecast", query({"hours": None if hours is None else ceil(hours)}))
        return [read(Due, one) for one in answer.items()]


class Sla(SlaCalls, Blocking):
    """Calls on SLA clocks, blocking."""


class AsyncSla(SlaCalls, Awaiting):
    """Calls on SLA clocks, to be awaited."""
