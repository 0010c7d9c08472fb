"""`deskhand tickets assign`: who has tickets from now on."""

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import Several, show_each, write
from deskhand_client.cli.output.forms import form_of
from deskhand_client.cli.tickets import arguments
from deskhand_client.cli.tickets.columns import TICKETS, named
from deskhand_client.records.ticket import Ticket


def assign(
    tickets: list[int] = arguments.Tickets,
    who: str = typer.Argument(..., help="me, none, an id, an e-mail address, a name or its beginning"),
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Give tickets to a technician, or to nobody.

    Examples:

    deskhand tickets assign 1042 1043 dora

    deskhand tickets assign 1042 me
    """
    from deskhand_client.cli.tickets import fields

    form = form_of(as_json)
    with connect.desk(profile, dry_run=dry_run) as desk:
        asked = fields.technician(desk, who)
        changes = Several(tickets, lambda number: write(desk.client.tickets.update, number, **asked))
        show_each(desk, changes, TICKETS, form, _sentence)
        changes.end()


def _sentence(ticket: Ticket) -> str:
    return f"{named(ticket)} is {ticket.technician_name or 'nobody'}'s now."
