"""The tool that finds tickets."""

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from deskhand_client.mcp.caller import Call, desk_of
from deskhand_client.mcp.choices import Id, PageToken, Priorities, Slas, Sort, Statuses
from deskhand_client.mcp.digest import digest_of, facts, words
from deskhand_client.mcp.fence import Fence
from deskhand_client.mcp.pages import first_page, page_at, token_of
from deskhand_client.mcp.shapes import Found, told
from deskhand_client.paging import Page
from deskhand_client.records.ticket import Ticket

QUERY = (
    "The query language. Terms side by side must all hold: words, "
    'status:open,pending priority:high customer:"Acme" contact:smith assignee:me assignee:none tag:vip '
    "created:<7d due:<2d sla:breached id:1042. A minus before a term turns it round. read_reference explains it."
)


async def search_tickets(
    call: Call,
    query: Annotated[str, Field(max_length=2000, description=QUERY)] = "",
    status: Statuses | None = None,
    priority: Priorities | None = None,
    sla: Slas | None = None,
    technician: Annotated[
        str | int | None,
        Field(description='A technician\'s id; "me": whoever the key belongs to; "none": tickets that nobody has.'),
    ] = None,
    customer_id: Annotated[Id | None, Field(description="Only tickets of this customer.")] = None,
    contact_id: Annotated[Id | None, Field(description="Only tickets that this contact asked for.")] = None,
    sort: Annotated[
        Sort | None,
        Field(description="Default: the newest first, or with words the best hits. `sla`: whose clock is due first."),
    ] = None,
    limit: Annotated[int, Field(ge=1, le=50, description="How many a page has.")] = 20,
    page_token: PageToken = "",
) -> Annotated[CallToolResult, Found]:
    """Find tickets, by words, by the query language or by filters; all that is given must hold.

    Gives each in two lines, with its number for read_ticket, and how many there are in all. Without arguments: the
    newest tickets. To see what needs work, ask for status Open and technician "none", or use due_next.
    """
    async with desk_of(call) as desk:
        if page_token:
            page = await page_at(desk, "tickets", page_token, Ticket)
        else:
            page = await first_page(
                desk.tickets.list(
                    q=query or None,
                    status=status or None,
                    priority=priority or None,
                    sla_status=sla or None,
                    technician=technician,
                    customer_id=customer_id,
                    contact_id=contact_id,
                    sort=sort,
                    per_page=limit,
                )
            )
    return _told(page)


def _told(page: Page[Ticket]) -> CallToolResult:
    found = Found(total=page.total, tickets=[digest_of(one) for one in page.items], next_page_token=token_of(page))
    if not found.tickets:
        return told(f"No tickets here; {page.total} in all. Fewer or other filters may find more.", found)
    fence = Fence()
    lines = [line for ticket in found.tickets for line in (facts(ticket), words(ticket.untrusted))]
    more = f'There are more: page_token="{found.next_page_token}"' if found.next_page_token else "That is all of them."
    shown = f"{len(found.tickets)} of {page.total} tickets:"
    return told("\n".join((fence.notice, shown, fence.around(*lines), more)), found)
