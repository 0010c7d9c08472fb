"""`deskhand sla`: why a ticket is due when it is, and what is due next."""

import sys
from collections.abc import Iterator

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.exits import tell
from deskhand_client.cli.output.cells import cell, duration, short
from deskhand_client.cli.output.forms import Column, Form, form_of, print_json, show_list
from deskhand_client.cli.tickets.arguments import Ticket
from deskhand_client.records.sla import Clock, Due, Receipt

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="SLA: a ticket's receipt, and what is due next.",
)

DUE: tuple[Column[Due], ...] = (
    Column("#", "TicketID", lambda one: one.ticket_id, right=True),
    Column("Due", "DueDate", lambda one: one.due_at),
    Column("Left", "WorkingSecondsLeft", lambda one: one.seconds_left, right=True),
    Column("Clock", "Clock", lambda one: one.clock),
    Column("Priority", "TicketPriority", lambda one: one.priority),
    Column("Title", "TicketTitle", lambda one: one.title, stretches=True),
    Column("Customer", "CustomerName", lambda one: one.customer_name, from_width=130),
    Column("Technician", "TechnicianFullName", lambda one: one.technician_name, from_width=150),
)


@app.command()
def receipt(ticket: int = Ticket, as_json: bool = options.Json, profile: str | None = options.Profile) -> None:
    """Show why a ticket is due when it is: for every clock the ledger that adds up to its figure.

    In a pipe it is one span a line: clock, from, to, kind, seconds, counted seconds, and why, parted by tabs.

    Examples:

    deskhand sla receipt 1042
    """
    form = form_of(as_json)
    with connect.desk(profile) as desk:
        found = desk.client.sla.receipt(ticket)
    if form == Form.JSON:
        print_json(found.to_wire())
    elif form == Form.LINES:
        _print_lines(found)
    else:
        _print_for_people(found)
    if not found.clocks:
        tell(f"Ticket {ticket} has no SLA policy, so nothing is promised.")


@app.command("next")
def next_due(
    hours: int = typer.Option(24, "--hours", min=1, max=8760, help="Within so many hours from now"),
    as_json: bool = options.Json,
    as_csv: bool = options.Csv,
    profile: str | None = options.Profile,
) -> None:
    """List which tickets are due next, the one with the least working time left first.

    Examples:

    deskhand sla next --hours 8
    """
    form = form_of(as_json, as_csv)
    columns = tuple(_in_words(one) if form == Form.TABLE and one.title == "Left" else one for one in DUE)
    with connect.desk(profile) as desk:
        found = desk.client.sla.forecast(hours=hours)
    show_list(found, columns, form)
    if not found:
        tell(f"Nothing is due within {hours} hours.")


def _in_words(column: Column[Due]) -> Column[Due]:
    return Column(column.title, column.name, lambda one: duration(one.seconds_left), right=True)


def _print_lines(receipt: Receipt) -> None:
    for clock in receipt.clocks:
        for line in clock.lines:
            parts = (clock.kind, line.start, line.end, line.kind, line.seconds, line.counted, line.reason)
            sys.stdout.write("\t".join(cell(part) for part in parts) + "\n")


def _print_for_people(receipt: Receipt) -> None:
    from deskhand_client.cli.output.terminal import print_facts, print_heading

    print_heading(f"Ticket {receipt.ticket_id}: {receipt.policy_name or 'no policy'}")
    hours = f"{receipt.calendar_name} ({receipt.time_zone})" if receipt.calendar_name else ""
    print_facts([("Status", f"{receipt.status}, {receipt.priority}"), ("Hours", hours)])
    for clock in receipt.clocks:
        typer.echo()
        print_heading(f"{_words(clock.kind)}: {_words(clock.state).lower()}")
        print_facts(_facts(clock))
        print_facts(("", line.text) for line in clock.lines)


def _facts(clock: Clock) -> Iterator[tuple[str, str]]:
    yield "Promised", duration(clock.target_seconds) if clock.target_seconds else "by hand"
    yield "Spent", duration(clock.spent_seconds)
    yield "Left", duration(clock.remaining_seconds)
    yield "Due", short(clock.due_at)
    yield "Met", short(clock.end)


def _words(name: str) -> str:
    """FirstResponse as people say it: First response."""
    return "".join(f" {sign.lower()}" if sign.isupper() and place else sign for place, sign in enumerate(name))
