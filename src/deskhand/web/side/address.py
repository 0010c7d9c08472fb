"""Where a ticket's page is; its address carries the list that it was opened from, so that the way back is known."""

from urllib.parse import urlencode

from deskhand.web.visit import Visit

KEPT = ("view", "q", "sort")


def list_query(visit: Visit) -> str:
    """The part of the address that says from which list the ticket was opened; empty when from none."""
    said = {name: visit.query.raw(name) for name in KEPT if visit.query.has(name)}
    return f"?{urlencode(said)}" if said else ""


def ticket_address(visit: Visit, ticket_id: int) -> str:
    """The page of a ticket, opened from the same list as this one."""
    return f"/tickets/{ticket_id}{list_query(visit)}"
