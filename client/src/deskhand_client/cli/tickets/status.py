"""`deskhand tickets resolve`, `close`, `pending` and `reopen`: a status, and a word that goes with it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import Several, show_each, write
from deskhand_client.cli.exits import tell
from deskhand_client.cli.output.forms import form_of
from deskhand_client.cli.texts import Message, said
from deskhand_client.cli.tickets import arguments
from deskhand_client.cli.tickets.columns import TICKETS, named
from deskhand_client.cli.tickets.speaking import speaker
from deskhand_client.errors import DeskhandError
from deskhand_client.records.ticket import Ticket
from deskhand_client.server import Server
from deskhand_client.talk import Request, path


class Word(NamedTuple):
    """What is said with the new status: nothing without a message."""

    message: str | None
    internal: bool
    who: str | None


Internal = typer.Option(False, "--internal", help="Let only technicians read the text")


def resolve(
    tickets: list[int] = arguments.Tickets,
    message: str | None = Message,
    internal: bool = Internal,
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Set tickets to Resolved, with a last word to the customer.

    What -m says is a public comment, since it tells the customer what was done; --internal keeps it among technicians.

    Examples:

    deskhand tickets resolve 1042 -m "Renewed the certificate"

    deskhand tickets resolve 1042 1043 1044
    """
    _set("Resolved", tickets, Word(message, internal, who), dry_run=dry_run, as_json=as_json, profile=profile)


def close(
    tickets: list[int] = arguments.Tickets,
    message: str | None = Message,
    internal: bool = Internal,
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Set tickets to Closed, which is final.

    One that is not resolved yet is resolved on the way, unless the account wants that to be done first. What -m says is
    a public comment; --internal keeps it among technicians.

    Examples:

    deskhand tickets close 1042

    deskhand tickets close 1042 -m "Thank you for testing"
    """
    _set("Closed", tickets, Word(message, internal, who), dry_run=dry_run, as_json=as_json, profile=profile)


def pending(
    tickets: list[int] = arguments.Tickets,
    message: str | None = Message,
    internal: bool = Internal,
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Set tickets to Pending: they wait for the customer.

    What -m says is a public comment, such as a question; --internal keeps it among technicians.

    Examples:

    deskhand tickets pending 1042 -m "Which of the two printers is it?"
    """
    _set("Pending", tickets, Word(message, internal, who), dry_run=dry_run, as_json=as_json, profile=profile)


def reopen(
    tickets: list[int] = arguments.Tickets,
    message: str | None = Message,
    internal: bool = Internal,
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Set tickets to Open again.

    A closed ticket is final: open a new one. What -m says is a public comment; --internal keeps it among technicians.

    Examples:

    deskhand tickets reopen 1042 --internal -m "The error is back"
    """
    _set("Open", tickets, Word(message, internal, who), dry_run=dry_run, as_json=as_json, profile=profile)


def _set(status: str, tickets: list[int], word: Word, *, dry_run: bool, as_json: bool, profile: str | None) -> None:
    form = form_of(as_json)
    text = said(word.message)
    with connect.desk(profile, dry_run=dry_run) as desk:
        saying = {} if text is None else _saying(desk, text, word)
        changes = Several(tickets, _step(desk, status, saying))
        show_each(desk, changes, TICKETS, form, lambda one: f"{named(one)} is {one.status}.")
        changes.end()


def _saying(desk: connect.Desk, text: str, word: Word) -> dict[str, Any]:
    return {"text": text, "internal": word.internal, "technician_id": speaker(desk, word.who)}


def _step(desk: connect.Desk, status: str, saying: dict[str, Any]) -> Callable[[int], Ticket | None]:
    """What is done to one ticket: the comment first, so that whoever is told of the new status finds it."""

    def step(number: int) -> Ticket | None:
        if not saying:
            return write(desk.client.tickets.update, number, status=status)
        _refuse_early(desk, number, status)
        write(desk.client.tickets.comment, number, **saying)
        try:
            return write(desk.client.tickets.update, number, status=status)
        except DeskhandError:
            tell(f"Ticket {number}: the comment is added, the status is not set. Repeat it without -m.")
            raise

    return step


def _refuse_early(desk: connect.Desk, number: int, status: str) -> None:
    """Have a status refused before anything is said, which could not be taken back. Atera cannot try a change."""
    if desk.client.server == Server.DESKHAND:
        desk.client.send(Request("PUT", path("tickets", number), {"dry_run": "true"}, {"TicketStatus": status}))
        if desk.trying is not None:
            desk.trying.writes.pop()  # it comes again after the comment, which is the order that is shown
