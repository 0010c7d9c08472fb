"""`deskhand tickets update`: change what is said of tickets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from deskhand_client.cli import connect, editor, options
from deskhand_client.cli.deeds import Several, show_each, write
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.output.forms import form_of
from deskhand_client.cli.texts import said
from deskhand_client.cli.tickets import arguments
from deskhand_client.cli.tickets.columns import TICKETS, named


def update(
    tickets: list[int] = arguments.Tickets,
    title: str | None = typer.Option(None, "--title", metavar="TEXT", help="What it is about"),
    description: str | None = typer.Option(
        None, "-d", "--description", metavar="TEXT", help="More about it; - reads it from standard input"
    ),
    edit: bool = typer.Option(False, "-e", "--edit", help="Write the description in your editor"),
    status: str | None = arguments.Status,
    priority: str | None = arguments.Priority,
    kind: str | None = arguments.Type,
    impact: str | None = arguments.Impact,
    technician: str | None = arguments.Technician,
    customer: str | None = arguments.Customer,
    contact: str | None = arguments.Contact,
    due: str | None = arguments.Due,
    tag: list[str] | None = arguments.Tag,
    no_tags: bool = typer.Option(False, "--no-tags", help="Take all tags away"),
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Change what is said of tickets.

    Only what you say changes. With --edit the description is yours to rewrite; if somebody else changes the ticket
    meanwhile nothing is overwritten, and your text is kept. Tags that you give replace those that are there.

    Examples:

    deskhand tickets update 1042 1043 --priority critical --technician dora

    deskhand tickets update 1042 --due "tomorrow 12:00" --tag vip
    """
    from deskhand_client.cli.tickets import fields

    form = form_of(as_json)
    asked = {**fields.chosen(status=status, priority=priority, kind=kind, impact=impact, tags=tag), **fields.due(due)}
    asked |= {} if title is None else {"title": title}
    asked |= {"tags": []} if no_tags else {}
    asked |= {} if description is None else {"description": said(description)}
    _refuse_nothing(asked, edit=edit, people=(technician, customer, contact), tickets=tickets)
    with connect.desk(profile, dry_run=dry_run) as desk, _edited(desk, tickets, edit=edit) as text:
        asked |= {**fields.technician(desk, technician), **_moved(desk, customer, contact), **text}
        changes = Several(tickets, lambda number: write(desk.client.tickets.update, number, **asked))
        show_each(desk, changes, TICKETS, form, lambda one: f"{named(one)} is changed.")
        changes.end()


def _refuse_nothing(asked: dict[str, Any], *, edit: bool, people: tuple[str | None, ...], tickets: list[int]) -> None:
    if not asked and not edit and not any(people):
        raise Failure("Say what to change, such as --priority high; --help shows what there is.", Code.USAGE)
    if edit and len(tickets) > 1:
        raise Failure("--edit takes one ticket at a time.", Code.USAGE)


def _moved(desk: connect.Desk, customer: str | None, contact: str | None) -> dict[str, int]:
    """Whom it is for from now on."""
    from deskhand_client.cli.people import contact_id, customer_id

    of = {"customer_id": customer_id(desk, customer)} if customer is not None else {}
    if contact is None:
        return of
    return {**of, "contact_id": contact_id(desk, contact, of.get("customer_id"))}


@contextmanager
def _edited(desk: connect.Desk, tickets: list[int], *, edit: bool) -> Iterator[dict[str, str]]:
    """The description as somebody rewrites it, for the version of the ticket that they saw."""
    if not edit:
        yield {}
        return
    if not editor.may_ask():
        raise Failure("Nobody is at the terminal to edit; give the text with --description.", Code.USAGE)
    version = desk.client.tickets.version(tickets[0])
    ticket = desk.client.tickets.get(tickets[0])
    with editor.written([f"The description of ticket {ticket.id}: {ticket.title}"], ticket.description) as written:
        yield {"description": written.text, "if_version": version}
