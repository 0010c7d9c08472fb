"""The tools that read a ticket: all that matters of it, and a long text of it to its end."""

from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult
from pydantic import Field

from deskhand_client.client import AsyncClient
from deskhand_client.mcp.caller import Call, desk_of
from deskhand_client.mcp.choices import Id, Part, TicketId
from deskhand_client.mcp.conversation import (
    allowed,
    comments_of,
    fields,
    said,
    texts,
    work_on,
    worked,
)
from deskhand_client.mcp.digest import digest_of, minutes
from deskhand_client.mcp.fence import Fence, cleaned, quoted
from deskhand_client.mcp.pages import Piece
from deskhand_client.mcp.shapes import LongText, TextRead, told
from deskhand_client.mcp.ticket_shapes import TicketRead
from deskhand_client.mcp.transcript import transcript
from deskhand_client.records.ticket import Comment
from deskhand_client.records.work import WorkHours

TEXT_IN_PART = 8_000


async def read_ticket(
    call: Call,
    ticket_id: TicketId,
    part: Annotated[
        Part,
        Field(description="Of the conversation; 1 is the newest, with description, work, files and custom fields."),
    ] = 1,
) -> Annotated[CallToolResult, TicketRead]:
    """Read a ticket: its state, description, the newest comments, work, files and custom fields.

    Read it before you change it or answer. What does not fit is left out, and the answer says how to get it: older
    comments are in part 2 and on, a long text is read to its end with read_text.
    """
    async with desk_of(call) as desk:
        read = await ticket_read(desk, ticket_id, part)
    return told(transcript(read, Fence()), read)


async def ticket_read(desk: AsyncClient, ticket_id: int, part: int = 1) -> TicketRead:
    """The ticket, bounded. Raises NotFound, or ToolError where there is no such part."""
    ticket = await desk.tickets.get(ticket_id, relations=True)
    left_out: list[str] = []
    nothing: Piece[Comment] = Piece([], 0, 1)
    comments = await allowed(comments_of(desk, ticket_id, part), nothing, "The conversation", left_out)
    if part > comments.parts:
        raise ToolError(f"Ticket {ticket_id} has {comments.parts} parts, of which 1 is the newest.")
    first = part == 1
    no_work: Piece[WorkHours] = Piece([], 0, 1)
    work = await allowed(work_on(desk, ticket_id), no_work, "Work", left_out) if first else no_work
    links = await allowed(desk.tickets.attachments(ticket_id), [], "Files", left_out) if first else []
    custom = desk.custom_fields
    values = await allowed(custom.values("ticket", ticket_id), [], "Custom fields", left_out) if first else []
    if work.total > len(work.items):
        left_out.append(f"{work.total - len(work.items)} older entries of work.")
    return TicketRead(
        ticket=digest_of(ticket),
        impact=ticket.impact,
        source=ticket.source,
        first_response_at=ticket.first_response_at,
        resolved_at=ticket.resolved_at,
        minutes_logged=minutes(ticket.total_seconds),
        related=f"{ticket.relation_type} #{ticket.related_ticket_id}" if ticket.related_ticket_id else None,
        part=part,
        parts=comments.parts,
        comments_in_all=comments.total,
        comments=[said(one) for one in comments.items],
        work_in_all=work.total,
        work=[worked(one) for one in work.items],
        fields=fields(values),
        left_out=left_out,
        untrusted=texts(ticket.description, links) if first else None,
    )


async def read_text(
    call: Call,
    ticket_id: TicketId,
    comment_id: Annotated[Id | None, Field(description="The comment; without it, the ticket's description.")] = None,
    part: Part = 1,
) -> Annotated[CallToolResult, TextRead]:
    """Read a long text of a ticket, a comment or the description, that read_ticket has cut; in parts from part 1."""
    async with desk_of(call) as desk:
        text = cleaned(await _text(desk, ticket_id, comment_id))
    parts = max(1, -(-len(text) // TEXT_IN_PART))
    if part > parts:
        raise ToolError(f"This text has {parts} parts; 1 is its beginning.")
    shown = text[(part - 1) * TEXT_IN_PART : part * TEXT_IN_PART]
    left_out = max(0, len(text) - part * TEXT_IN_PART)
    read = TextRead(
        ticket_id=ticket_id,
        comment_id=comment_id,
        part=part,
        parts=parts,
        untrusted=LongText(text=shown, left_out=left_out),
    )
    fence = Fence()
    more = f"{left_out} more characters: part={part + 1}" if left_out else "That is its end."
    return told("\n".join((fence.notice, f"Part {part} of {parts}:", fence.around(*quoted(shown)), more)), read)


async def _text(desk: AsyncClient, ticket_id: int, comment_id: int | None) -> str:
    if comment_id is None:
        return (await desk.tickets.get(ticket_id)).description
    async for comment in desk.tickets.comments(ticket_id):
        if comment.id == comment_id:
            return comment.text
    raise ToolError(f"Ticket {ticket_id} has no comment {comment_id}; read_ticket shows those it has.")
