"""SLA: why a ticket is due when it is, and what is due next."""

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.record import read
from deskhand_client.records.sla import Due, Receipt
from deskhand_client.talk import Request, Talk, path, query


class SlaCalls(Calls):
    """Calls on SLA clocks."""

    @operation
    def receipt(self, ticket_id: int) -> Talk[Receipt]:
        """For every clock of a ticket the ledger that adds up to its figure. Raises NotFound."""
        self.deskhand_only("SLA receipts")
        return read(Receipt, (yield Request("GET", path("tickets", ticket_id, "sla"))).value())

    @operation
    def forecast(self, *, hours: float | None = None) -> Talk[list[Due]]:
        """Which clocks are due within so many hours, the one with the least working time left first."""
        self.deskhand_only("SLA forecast")
        body = (yield Request("GET", "sla/forecast", query({"hours": hours}))).thing()
        return [read(Due, one) for one in body["items"]]


class Sla(SlaCalls, Blocking):
    """Calls on SLA clocks, blocking."""


class AsyncSla(SlaCalls, Awaiting):
    """Calls on SLA clocks, to be awaited."""
