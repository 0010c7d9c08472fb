"""`deskhand tickets new`: open a ticket."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import typer

from deskhand_client.cli import connect, editor, options
from deskhand_client.cli.deeds import show_done, write
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.output.forms import form_of
from deskhand_client.cli.texts import said
from deskhand_client.cli.tickets import arguments
from deskhand_client.cli.tickets.columns import TICKETS, named

ASIDES = (
    "The first line is the ticket's title; what follows is its description.",
    "Lines that begin with #: are left out. An empty text opens no ticket.",
)


class _Text(NamedTuple):
    title: str
    description: str


def new(
    title: str | None = typer.Argument(None, metavar="TITLE", help="What it is about; without it your editor asks"),
    description: str | None = typer.Option(
        None, "-d", "--description", metavar="TEXT", help="More about it; - reads it from standard input"
    ),
    customer: str | None = arguments.Customer,
    contact: str | None = arguments.Contact,
    technician: str | None = arguments.Technician,
    status: str | None = arguments.Status,
    priority: str | None = arguments.Priority,
    kind: str | None = arguments.Type,
    impact: str | None = arguments.Impact,
    due: str | None = arguments.Due,
    tag: list[str] | None = arguments.Tag,
    edit: bool = arguments.Edit,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Open a ticket.

    It is for a customer or for one of its people: name one of both. An e-mail address that nobody has yet makes a new
    contact. In a pipe the new ticket is printed as a line of deskhand tickets list, its number first.

    Examples:

    deskhand tickets new "Printer jams" --contact john.smith@acme.example --priority high

    deskhand tickets new "Disk nearly full" --customer acme --technician me -d "C: has 2 GB left"
    """
    from deskhand_client.cli.tickets import fields

    form = form_of(as_json)
    if customer is None and contact is None:
        raise Failure("Say who it is for: --contact ADDRESS or --customer NAME.", Code.USAGE)
    asked = {**fields.chosen(status=status, priority=priority, kind=kind, impact=impact, tags=tag), **fields.due(due)}
    with connect.desk(profile, dry_run=dry_run) as desk, _text(title, said(description), edit=edit) as text:
        asked |= {**_requester(desk, customer, contact), **fields.technician(desk, technician)}
        opened = write(desk.client.tickets.create, text.title, description=text.description, **asked)
        show_done(desk, opened, TICKETS, form, lambda one: f"{named(one)} is opened.")


def _requester(desk: connect.Desk, customer: str | None, contact: str | None) -> dict[str, object]:
    """Whom it is for. An address is left to the server, which finds the contact or makes one."""
    from deskhand_client.cli.people import contact_id, customer_id

    of = {"customer_id": customer_id(desk, customer)} if customer is not None else {}
    if contact is None:
        return {**of}
    if "@" in contact:
        return {**of, "contact_email": contact}
    return {"contact_id": contact_id(desk, contact, of.get("customer_id"))}


@contextmanager
def _text(title: str | None, description: str | None, *, edit: bool) -> Iterator[_Text]:
    if title is not None and not edit:
        yield _Text(title, description or "")
        return
    if not editor.may_ask():
        raise Failure("Say what it is about: deskhand tickets new TITLE", Code.USAGE)
    before = "\n\n".join(part for part in (title, description) if part)
    with editor.written(ASIDES, before) as written:
        first, _, rest = written.text.partition("\n")
        yield _Text(first.strip(), rest.strip())
