"""The timer: one per technician, counted on the server."""

from typing import Any, Literal

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.record import read
from deskhand_client.records.work import Timer as TimerState
from deskhand_client.resources.sent import UNSET, Flag, Id, Text, Unset, sent
from deskhand_client.talk import Request, Talk, query


class TimerCalls(Calls):
    """Calls on a technician's timer: the key's own, or the one that is named."""

    @operation
    def status(self, *, technician_id: int | None = None) -> Talk[TimerState]:
        """Whether it runs, on which ticket, and what it has counted."""
        self._deskhand_only("timer")
        return read(TimerState, (yield Request("GET", "timer", query({"technicianId": technician_id}))).value())

    @operation
    def start(
        self,
        ticket_id: int,
        *,
        notes: Text = UNSET,
        billable: Flag = UNSET,
        on_site: Flag = UNSET,
        technician_id: Id = UNSET,
    ) -> Talk[TimerState]:
        """Let it run on a ticket. One that runs on another ticket stops there, and logs what it has counted."""
        said = {"TicketID": ticket_id, "Notes": notes, "IsBillable": billable, "OnCustomerSite": on_site}
        return (yield from self._act("Start", {**said, "TechnicianContactID": technician_id}))

    @operation
    def stop(
        self,
        *,
        notes: Text = UNSET,
        billable: Flag = UNSET,
        on_site: Flag = UNSET,
        idle: Literal["Keep", "Drop", "Split"] | Unset = UNSET,
        technician_id: Id = UNSET,
    ) -> Talk[TimerState]:
        """Stop it, and log what it has counted; `idle` says what becomes of idle time."""
        said = {"Notes": notes, "IsBillable": billable, "OnCustomerSite": on_site, "Idle": idle}
        return (yield from self._act("Stop", {**said, "TechnicianContactID": technician_id}))

    @operation
    def discard(self, *, technician_id: Id = UNSET) -> Talk[TimerState]:
        """Stop it, and throw away what it has counted."""
        return (yield from self._act("Discard", {"TechnicianContactID": technician_id}))

    def _act(self, action: str, said: dict[str, Any]) -> Talk[TimerState]:
        self._deskhand_only("timer")
        body = {name: value for name, value in said.items() if value is not None}
        answer = yield Request("POST", "timer", body=sent({"Action": action, **body}))
        return read(TimerState, answer.value())


class Timer(TimerCalls, Blocking):
    """Calls on a technician's timer, blocking."""


class AsyncTimer(TimerCalls, Awaiting):
    """Calls on a technician's timer, to be awaited."""
