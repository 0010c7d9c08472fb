"""Which moves between statuses are allowed, and what each move does to a ticket's dates."""

from datetime import datetime

import msgspec

from deskhand.core.errors import Refusal
from deskhand.core.ticket import Status, Ticket

OPEN, PENDING, RESOLVED, CLOSED = Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED

# The statuses a ticket goes through, in order, to get from one to another; each is an event of its own.
# Source: the brief's diagram and status table, read as `docs/adr/0004` explains.
MOVES: dict[tuple[Status, Status], tuple[Status, ...]] = {
    (OPEN, PENDING): (PENDING,),
    (OPEN, RESOLVED): (RESOLVED,),
    (OPEN, CLOSED): (RESOLVED, CLOSED),
    (PENDING, OPEN): (OPEN,),
    (PENDING, RESOLVED): (RESOLVED,),
    (PENDING, CLOSED): (RESOLVED, CLOSED),
    (RESOLVED, OPEN): (OPEN,),
    (RESOLVED, PENDING): (PENDING,),
    (RESOLVED, CLOSED): (CLOSED,),
}


def moves(ticket: Ticket, to: Status, *, resolve_before_close: bool) -> tuple[Status, ...]:
    """The statuses to pass through, in order; empty when the ticket is there already.

    With the account's `resolve_before_close`, Closed is reached only from Resolved. Raises Refusal
    (`ticket_closed`, `transition_refused`).
    """
    if ticket.status == to:
        return ()
    if ticket.status == CLOSED:
        raise closed(ticket, "status")
    path = MOVES[ticket.status, to]
    if resolve_before_close and path == (RESOLVED, CLOSED):
        raise Refusal(
            "transition_refused",
            "Resolve the ticket first",
            f"A ticket that is {ticket.status} must be set to Resolved before it can be Closed",
            field="status",
        )
    return path


def reachable(status: Status, *, resolve_before_close: bool) -> tuple[Status, ...]:
    """Where a ticket in this status may be taken; from Closed nowhere."""
    paths = {to: path for (start, to), path in MOVES.items() if start == status}
    return tuple(to for to, path in paths.items() if not (resolve_before_close and path == (RESOLVED, CLOSED)))


def moved(ticket: Ticket, to: Status, now: datetime) -> Ticket:
    """The ticket after one step to `to`: Resolved and Closed set their dates, reopening clears the resolved one."""
    if to == RESOLVED:
        return msgspec.structs.replace(ticket, status=to, resolved_at=now, status_changed_at=now)
    if to == CLOSED:
        return msgspec.structs.replace(ticket, status=to, closed_at=now, status_changed_at=now)
    return msgspec.structs.replace(ticket, status=to, resolved_at=None, status_changed_at=now)


def reopens(status: Status) -> bool:
    """Whether a customer's message brings a ticket in this status back to Open."""
    return status in (PENDING, RESOLVED)


def closed(ticket: Ticket, field: str) -> Refusal:
    """The refusal for a change that a closed ticket no longer takes."""
    return Refusal(
        "ticket_closed",
        f"Ticket {ticket.id} is closed",
        "A closed ticket is final; open a new ticket that refers to it",
        field=field,
    )
