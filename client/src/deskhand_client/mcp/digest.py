"""A ticket in two lines, and as the shape of the same."""

from collections.abc import Iterable
from datetime import UTC, datetime

from deskhand_client.mcp.fence import one_line
from deskhand_client.mcp.shapes import Digest, TicketWords
from deskhand_client.records.ticket import Ticket

LONGEST_TITLE = 200
LONGEST_NAME = 120
MOST_TAGS = 20


def digest_of(ticket: Ticket) -> Digest:
    """The ticket in short."""
    return Digest(
        ticket_id=ticket.id,
        status=ticket.status,
        priority=ticket.priority,
        type=ticket.type,
        technician_id=ticket.technician_id or None,
        technician=name(ticket.technician_name) or None,
        customer_id=ticket.customer_id,
        contact_id=ticket.contact_id,
        opened_at=ticket.created_at,
        last_activity_at=ticket.last_activity_at,
        due_at=ticket.next_due_at or ticket.due_at,
        sla=ticket.sla_status,
        untrusted=words_of(ticket.title, ticket.customer_name, contact_of(ticket), ticket.tags),
    )


def words_of(title: str, customer: str, contact: str, tags: Iterable[str] = ()) -> TicketWords:
    """What other people wrote of a ticket, each on one line and not too long."""
    return TicketWords(
        title=one_line(title)[:LONGEST_TITLE],
        customer=name(customer),
        contact=name(contact),
        tags=[name(tag) for tag in list(tags)[:MOST_TAGS]],
    )


def contact_of(ticket: Ticket) -> str:
    """The requester by name, else by e-mail address."""
    return ticket.contact_name or ticket.contact_email or ""


def name(said: str | None) -> str:
    """A name, on one line and not too long."""
    return one_line(said)[:LONGEST_NAME]


def facts(digest: Digest) -> str:
    """What the desk says of the ticket, on one line."""
    who = f"technician {digest.technician} ({digest.technician_id})" if digest.technician_id else "no technician"
    due = f", due {moment(digest.due_at)}" if digest.due_at else ""
    sla = f", SLA {digest.sla}" if digest.sla else ""
    return f"#{digest.ticket_id} {digest.status}, {digest.priority}, {digest.type}, {who}{due}{sla}"


def words(said: TicketWords) -> str:
    """What other people wrote of it, on one line as it stands in a fence."""
    who = ", ".join(part for part in (said.customer, said.contact) if part)
    tags = f" [{', '.join(said.tags)}]" if said.tags else ""
    return f"| {said.title}{f' ({who})' if who else ''}{tags}"


def moment(at: datetime | None) -> str:
    """An instant, to the minute, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at is not None else "never"


def minutes(seconds: int | None) -> int:
    """Whole minutes."""
    return round((seconds or 0) / 60)


def span(many: int) -> str:
    """Minutes as people say them."""
    hours, rest = divmod(abs(many), 60)
    said = f"{hours} h {rest} min" if hours else f"{rest} min"
    return f"-{said}" if many < 0 else said
