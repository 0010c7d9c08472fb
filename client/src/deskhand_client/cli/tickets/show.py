"""`deskhand tickets show`: a ticket and what was said on it."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.output.cells import cell, duration, short
from deskhand_client.cli.output.forms import Form, form_of, print_json
from deskhand_client.cli.tickets import arguments

if TYPE_CHECKING:
    from deskhand_client.records.ticket import Comment, Ticket


def show(
    ticket: int = arguments.Ticket,
    comments: bool = typer.Option(True, help="With what was said on it"),
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Show a ticket and what was said on it.

    In a pipe it is one field a line, its name in the API and its value parted by a tab; texts are on one line. With
    --json the comments are under Comments.

    Examples:

    deskhand tickets show 1042

    deskhand tickets show 1042 --json | jq -r .Description
    """
    form = form_of(as_json)
    with connect.desk(profile) as desk:
        found = desk.client.tickets.get(ticket)
        said = list(desk.client.tickets.comments(ticket)) if comments else []
    if form == Form.JSON:
        print_json({**found.to_wire(), **({"Comments": [one.to_wire() for one in said]} if comments else {})})
    elif form == Form.LINES:
        _print_lines(found, said)
    else:
        _print_for_people(found, said)


def _print_lines(ticket: "Ticket", comments: "list[Comment]") -> None:
    for name, value in ticket.to_wire().items():
        sys.stdout.write(f"{name}\t{cell(value)}\n")
    for one in comments:
        parts = (one.at, "internal" if one.internal else "public", author(one), one.text)
        sys.stdout.write("\t".join(["Comment", *(cell(part) for part in parts)]) + "\n")


def _print_for_people(ticket: "Ticket", comments: "list[Comment]") -> None:
    from deskhand_client.cli.output.terminal import print_facts, print_heading, print_text

    print_heading(f"#{ticket.id}  {ticket.title}")
    print_facts(_facts(ticket))
    if ticket.description:
        typer.echo()
        print_text(ticket.description)
    for one in comments:
        typer.echo()
        kind = "internal note" if one.internal else "comment"
        print_heading(f"{short(one.at)}  {author(one)}, {kind}")
        print_text(one.text, indent=2)


def _facts(ticket: "Ticket") -> Iterator[tuple[str, str]]:
    contact = f"{ticket.contact_name} <{ticket.contact_email}>" if ticket.contact_email else ticket.contact_name
    yield "Status", ", ".join(word for word in (ticket.status, ticket.priority, ticket.type, ticket.impact) if word)
    yield "Customer", f"{ticket.customer_name} ({ticket.customer_id})" if ticket.customer_id else ""
    yield "Contact", contact
    yield "Technician", ticket.technician_name or "nobody"
    yield "Tags", ", ".join(ticket.tags)
    yield "SLA", ", ".join(word for word in (ticket.sla_name, ticket.sla_status) if word)
    yield "Opened", short(ticket.created_at)
    yield "First response", short(ticket.first_response_at)
    yield "Due", short(ticket.due_at)
    yield "Resolved", short(ticket.resolved_at)
    yield "Last activity", short(ticket.last_activity_at)
    yield "Work", duration(ticket.total_seconds) if ticket.total_seconds else ""


def author(comment: "Comment") -> str:
    """Who said it, as well as the server knows."""
    named = comment.creator_name or f"{comment.first_name or ''} {comment.last_name or ''}".strip()
    return named or comment.creator_email or comment.email or "an integration"
