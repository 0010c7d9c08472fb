"""The tools that change something: open, update, comment, log work. None of them deletes."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult
from pydantic import Field

from deskhand_client.client import AsyncClient
from deskhand_client.errors import BadRequest, NotFound
from deskhand_client.mcp.caller import Call, caller_of, desk_of
from deskhand_client.mcp.choices import (
    Id,
    Instant,
    OneImpact,
    OnePriority,
    OneStatus,
    OneType,
    Said,
    Tags,
    TicketId,
    Title,
    Whom,
)
from deskhand_client.mcp.digest import digest_of, facts, moment, span, words
from deskhand_client.mcp.fence import Fence
from deskhand_client.mcp.people import technician_id
from deskhand_client.mcp.shapes import Changed, Commented, WorkLogged, told
from deskhand_client.records.ticket import Ticket
from deskhand_client.resources.sent import UNSET, Unset
from deskhand_client.server import Server

NOBODY = "none"
LONGEST_WORK = 24 * 60


async def create_ticket(
    call: Call,
    title: Title,
    description: Annotated[str, Field(max_length=100_000)] = "",
    contact_id: Annotated[Id | None, Field(description="Who asks; list_people has the contacts.")] = None,
    customer_id: Annotated[Id | None, Field(description="Whose company asks, where no contact is known.")] = None,
    contact_email: Annotated[
        str, Field(max_length=320, description="Who asks, by address: finds the contact, or makes one.")
    ] = "",
    priority: OnePriority | None = None,
    type: OneType | None = None,
    impact: OneImpact | None = None,
    technician: Whom | None = None,
    tags: Tags | None = None,
    due_at: Annotated[Instant | None, Field(description="Only where somebody promised it; else the SLA says.")] = None,
) -> Annotated[CallToolResult, Changed]:
    """Open a ticket, in the name of a contact or customer. Search first whether there is one already."""
    async with desk_of(call) as desk:
        ticket = await desk.tickets.create(
            title,
            description=description,
            contact_id=contact_id,
            customer_id=customer_id,
            contact_email=contact_email or None,
            priority=_set(priority),
            type=_set(type),
            impact=_set(impact),
            technician_id=await technician_id(desk, technician) if technician is not None else None,
            tags=UNSET if tags is None else tags,
            due_at=UNSET if due_at is None else due_at,
        )
    return _changed("Opened.", ticket)


async def update_ticket(
    call: Call,
    ticket_id: TicketId,
    status: Annotated[OneStatus | None, Field(description="Closed is final; Resolved may be reopened.")] = None,
    priority: OnePriority | None = None,
    type: OneType | None = None,
    impact: OneImpact | None = None,
    technician: Annotated[
        Whom | None, Field(description='Who gets it, as list_people has them; "none": nobody.')
    ] = None,
    title: Annotated[str, Field(max_length=500)] = "",
    tags: Annotated[Tags | None, Field(description="All its tags from now on; [] takes them away.")] = None,
    due_at: Annotated[
        Instant | str | None, Field(description='When somebody promised it; "none" lets the SLA say again.')
    ] = None,
    custom_fields: Annotated[
        dict[str, str] | None,
        Field(max_length=50, description='What custom fields say from now on, by their names; "" says nothing.'),
    ] = None,
) -> Annotated[CallToolResult, Changed]:
    """Change a ticket: only what is given is set, and everything else stays. Gives the ticket as it is then."""
    said = (status, priority, type, impact, technician, title or None, tags, due_at)
    plain = any(one is not None for one in said)
    if not plain and not custom_fields:
        raise ToolError("Nothing to change was given: say at least one of status, priority, technician and so on.")
    async with desk_of(call) as desk:
        if not plain:
            await _say_fields(desk, ticket_id, custom_fields or {}, "Nothing else was changed.")
            return _changed("Changed.", await desk.tickets.get(ticket_id))
        ticket = await desk.tickets.update(
            ticket_id,
            title=_set(title or None),
            status=_set(status),
            priority=_set(priority),
            type=_set(type),
            impact=_set(impact),
            technician_id=await _whom(desk, technician),
            tags=UNSET if tags is None else tags,
            due_at=_due(due_at),
        )
        await _say_fields(desk, ticket_id, custom_fields or {}, "All else that was given was changed.")
    return _changed("Changed.", ticket)


async def comment(
    call: Call,
    ticket_id: TicketId,
    text: Said,
    public: Annotated[
        bool, Field(description="True sends it to the customer. Only where the user asked for an answer to them.")
    ] = False,
    technician: Annotated[Whom | None, Field(description="In whose name; default: whoever the key belongs to.")] = None,
) -> Annotated[CallToolResult, Commented]:
    """Comment on a ticket: as an internal note that the customer never sees, unless `public` is true."""
    async with desk_of(call) as desk:
        who = await _acting(call, desk, technician)
        made = await desk.tickets.comment(ticket_id, text, internal=not public, technician_id=who)
    seen = "The customer sees it." if not made.internal else "It is an internal note; the customer does not see it."
    return told(
        f"Comment {made.id} stands on ticket {ticket_id}. {seen}",
        Commented(ticket_id=ticket_id, comment_id=made.id, internal=made.internal),
    )


async def log_work(
    call: Call,
    ticket_id: TicketId,
    minutes: Annotated[int, Field(ge=1, le=LONGEST_WORK, description="How long the work took.")],
    notes: Annotated[str, Field(max_length=10_000, description="What was done; the customer may see it.")] = "",
    started_at: Annotated[Instant | None, Field(description="Default: so that it ends now.")] = None,
    billable: bool = True,
    on_site: bool = False,
    technician: Annotated[Whom | None, Field(description="Whose work; default: the key's technician's.")] = None,
) -> Annotated[CallToolResult, WorkLogged]:
    """Log work that was done on a ticket. Log only time that somebody really spent, as the user said it."""
    start = started_at or datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=minutes)
    end = start + timedelta(minutes=minutes)
    async with desk_of(call) as desk:
        who = await _acting(call, desk, technician)
        entry = await desk.tickets.log_work(
            ticket_id, start, end, notes=notes, billable=billable, on_site=on_site, technician_id=who
        )
    logged = WorkLogged(
        ticket_id=ticket_id,
        work_id=entry.id,
        start=start,
        end=end,
        minutes=minutes,
        billable=entry.billable,
        warnings=entry.warnings,
    )
    billed = "billable" if entry.billable else "not billable"
    warned = "".join(f" {warning}" for warning in entry.warnings)
    return told(f"{span(minutes)} from {moment(start)} logged on ticket {ticket_id}, {billed}.{warned}", logged)


async def _say_fields(desk: AsyncClient, ticket_id: int, said: dict[str, str], besides: str) -> None:
    """Let custom fields say something. Raises ToolError at the first that cannot, with what was done before it.

    They come last: where the ticket itself cannot be changed so, nothing is.
    """
    done: list[str] = []
    for field, value in said.items():
        try:
            await desk.custom_fields.set("ticket", ticket_id, field, value or None)
        except (BadRequest, NotFound) as refused:
            there = [one.name for one in await desk.custom_fields.list() if one.target == "Ticket"]
            before = f" Set before: {', '.join(done)}." if done else ""
            known = f" Tickets have the custom fields: {', '.join(there) or 'none'}."
            raise ToolError(f"{str(refused).rstrip('.')}.{before} {besides}{known}") from None
        done.append(field)


def _set(said: str | None) -> str | Unset:
    return UNSET if said is None else said


async def _acting(call: Call, desk: AsyncClient, said: str | int | None) -> int | None:
    """In whose name something is done; None lets the key say. Raises ToolError where nobody can."""
    if said is not None:
        return await technician_id(desk, said)
    who = caller_of(call.request_context).technician_id
    if who is None and desk.server == Server.ATERA:
        raise ToolError("Atera wants to know who does this: give technician, by the id that tickets have.")
    return who


async def _whom(desk: AsyncClient, said: str | int | None) -> int | Unset | None:
    if said is None:
        return UNSET
    if str(said).strip().casefold() in (NOBODY, "0"):
        return None
    return await technician_id(desk, said)


def _due(said: datetime | str | None) -> datetime | Unset | None:
    if said is None or isinstance(said, datetime):
        return UNSET if said is None else said
    if said.strip().casefold() == NOBODY:
        return None
    raise ToolError(f'due_at {said!r} is no instant; write it like 2026-11-30T16:00:00Z, or "none".')


def _changed(what: str, ticket: Ticket) -> CallToolResult:
    changed = Changed(ticket=digest_of(ticket))
    fence = Fence()
    lines = (facts(changed.ticket), words(changed.ticket.untrusted))
    return told("\n".join((fence.notice, what, fence.around(*lines))), changed)
