"""`deskhand tickets comment`: say something on tickets."""

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import Several, show_each, write
from deskhand_client.cli.output.forms import Column, form_of
from deskhand_client.cli.texts import Message, text_of
from deskhand_client.cli.tickets import arguments
from deskhand_client.cli.tickets.speaking import speaker
from deskhand_client.records.ticket import Comment

COMMENTS: tuple[Column[Comment], ...] = (
    Column("#", "CommentID", lambda one: one.id, right=True),
    Column("Ticket", "TicketID", lambda one: one.ticket_id, right=True),
    Column("When", "CommentDate", lambda one: one.at),
    Column("Internal", "IsInternal", lambda one: one.internal),
    Column("Text", "CommentText", lambda one: one.text, stretches=True),
)


def comment(
    tickets: list[int] = arguments.Tickets,
    message: str | None = Message,
    public: bool = typer.Option(False, "--public", help="Let the customer read it"),
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Say something on tickets, as an internal note unless --public.

    Without -m your editor opens. What you write is kept if it cannot be sent.

    Examples:

    deskhand tickets comment 1042 -m "The supplier calls back at noon"

    deskhand tickets comment 1042 --public -m "We are on our way"
    """
    form = form_of(as_json)
    asides = [
        f"{'For the customer to read' if public else 'An internal note'}, on {', '.join(map(str, tickets))}.",
        "Lines that begin with #: are left out. An empty text is not sent.",
    ]
    with connect.desk(profile, dry_run=dry_run) as desk, text_of(message, asides) as text:
        author = speaker(desk, who)
        said = Several(
            tickets,
            lambda number: write(desk.client.tickets.comment, number, text, internal=not public, technician_id=author),
        )
        show_each(desk, said, COMMENTS, form, _sentence)
        said.end()


def _sentence(comment: Comment) -> str:
    return f"Ticket {comment.ticket_id}: {'an internal note' if comment.internal else 'a public comment'} is added."
