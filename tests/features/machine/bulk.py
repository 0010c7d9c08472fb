"""Many changes in one request: each as it would be alone, those refused without a trace."""

from typing import Any

from hypothesis import strategies as st

from tests.features.machine import bodies, shown, tickets
from tests.features.machine.bodies import picks, resolved
from tests.features.machine.requests import Expected
from tests.features.machine.world import Actor, Json, Refused, World


class ErrorOf:
    """Equal to any error of a refusal's kinds."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and (other.get("status"), other.get("code")) in self.refused.answers

    def __hash__(self) -> int:
        return hash(self.refused.answers)

    def __repr__(self) -> str:
        return f"an error of {sorted(self.refused.answers)}"


class StatusOf(ErrorOf):
    """Equal to any status of a refusal's kinds."""

    def __eq__(self, other: object) -> bool:
        return other in {status for status, _ in self.refused.answers}

    __hash__ = ErrorOf.__hash__


CHANGE = st.one_of(
    bodies.NEW_TICKET,
    st.builds(lambda pick, body: {"TicketID": pick, **body}, picks("tickets"), bodies.SMALL_CHANGE),
    st.builds(lambda pick, body: {"TicketID": pick, **body}, picks("tickets"), bodies.CHANGED_TICKET),
    st.builds(lambda pick: {"ticketid": pick, "delete": True}, picks("tickets")),
    st.builds(lambda pick, status: {"TicketID": pick, "TicketStatus": status}, picks("tickets"), bodies.MOVES),
)
CHANGES = st.lists(CHANGE, min_size=1, max_size=5)


def told(changes: list[Json], world: World) -> list[Json]:
    """The changes with their references resolved."""
    return [resolved(change, world) for change in changes]


def change_many(world: World, actor: Actor, changes: list[Json]) -> Expected:
    """Everything, one after the other."""
    results = [_one(world, actor, place, change) for place, change in enumerate(changes)]
    failed = sum(result["Error"] is not None for result in results)
    return 200, {"items": results, "Succeeded": len(results) - failed, "Failed": failed}


def _one(world: World, actor: Actor, place: int, change: Json) -> Json:
    number = change.get("TicketID", change.get("ticketid"))
    result: dict[str, Any] = {"Index": place, "TicketID": number, "Ticket": None, "Error": None}
    try:
        if number is not None and change.get("delete"):
            tickets.delete_ticket(world, actor, number)
            return {**result, "Status": 200}
        if number is None:
            ticket, status = tickets.open_ticket(world, actor, change), 201
        else:
            ticket, status = tickets.change_ticket(world, actor, number, change), 200
    except Refused as refused:
        return {**result, "Status": StatusOf(refused), "Error": ErrorOf(refused)}
    saved = {"ActionID": ticket.id, **shown.ticket(world, ticket)}
    return {**result, "Status": status, "TicketID": ticket.id, "Ticket": saved}
