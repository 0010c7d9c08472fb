"""Every tool there is, in the order in which agents see them."""

from deskhand_client.mcp.due import due_next, explain_sla
from deskhand_client.mcp.offer import Offer
from deskhand_client.mcp.people import list_people
from deskhand_client.mcp.read import read_text, read_ticket
from deskhand_client.mcp.reference import read_reference
from deskhand_client.mcp.search import search_tickets
from deskhand_client.mcp.write import comment, create_ticket, log_work, update_ticket

READ, WRITE = ("tickets:read",), ("tickets:write",)

OFFERS: tuple[Offer, ...] = (
    Offer(search_tickets, "Find tickets", scopes=READ),
    Offer(read_ticket, "Read a ticket", scopes=READ),
    Offer(read_text, "Read a long text of a ticket", scopes=READ),
    Offer(due_next, "What is due next", scopes=READ, at_atera=False),
    Offer(explain_sla, "Explain a ticket's SLA", scopes=READ, at_atera=False),
    Offer(list_people, "List technicians, contacts or customers"),
    Offer(read_reference, "Read the desk's reference"),
    Offer(create_ticket, "Open a ticket", scopes=WRITE, writes=True),
    Offer(update_ticket, "Change a ticket", scopes=WRITE, writes=True, replaces=True),
    Offer(comment, "Comment on a ticket", scopes=("comments:write",), writes=True, outward=True),
    Offer(log_work, "Log work on a ticket", scopes=("workhours:write",), writes=True),
)
