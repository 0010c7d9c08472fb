"""`deskhand tickets log`: work that was done on a ticket."""

from datetime import UTC, datetime

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.deeds import show_done, write
from deskhand_client.cli.durations import duration
from deskhand_client.cli.exits import tell
from deskhand_client.cli.moments import moment
from deskhand_client.cli.output.cells import duration as in_words
from deskhand_client.cli.output.cells import short
from deskhand_client.cli.output.forms import Column, form_of
from deskhand_client.cli.texts import Message, said
from deskhand_client.cli.tickets import arguments
from deskhand_client.records.work import WorkHours

WORK: tuple[Column[WorkHours], ...] = (
    Column("#", "WorkHourID", lambda one: one.id, right=True),
    Column("Ticket", "TicketID", lambda one: one.ticket_id, right=True),
    Column("Start", "StartDate", lambda one: one.start),
    Column("End", "EndDate", lambda one: one.end),
    Column("Technician", "TechnicianFullName", lambda one: one.technician_name),
    Column("Billed", "IsBillable", lambda one: one.billable),
    Column("On site", "OnCustomerSite", lambda one: one.on_site),
    Column("Notes", "Notes", lambda one: one.notes, stretches=True),
)


def log(
    ticket: int = arguments.Ticket,
    length: str = typer.Argument(..., metavar="LENGTH", help="How long it took: 45m, 1h30 or 1.5h"),
    message: str | None = Message,
    end: str = typer.Option("now", "--end", metavar="WHEN", help="When it ended: 14:30, yesterday 14:30, ..."),
    not_billable: bool = typer.Option(False, "--not-billable", help="It is not billed"),
    on_site: bool = typer.Option(False, "--on-site", help="It was at the customer's"),
    who: str | None = options.As,
    dry_run: bool = options.DryRun,
    as_json: bool = options.Json,
    profile: str | None = options.Profile,
) -> None:
    """Log work on a ticket.

    It ended just now, unless --end says otherwise; the time of day is this machine's.

    Examples:

    deskhand tickets log 1042 45m -m "New certificate"

    deskhand tickets log 1042 1h30 --end "yesterday 17:00" --on-site --not-billable
    """
    from deskhand_client.cli.people import acting

    form = form_of(as_json)
    ended = moment(end, datetime.now(UTC)).replace(microsecond=0)
    began = ended - duration(length)
    notes = said(message) or ""
    with connect.desk(profile, dry_run=dry_run) as desk:
        entry = write(
            desk.client.tickets.log_work,
            ticket,
            began,
            ended,
            notes=notes,
            billable=not not_billable,
            on_site=on_site,
            technician_id=acting(desk, who),
        )
        show_done(desk, entry, WORK, form, _sentence)
        for warning in entry.warnings if entry is not None else ():
            tell(warning)


def _sentence(entry: WorkHours) -> str:
    seconds = int((entry.end - entry.start).total_seconds()) if entry.end and entry.start else 0
    until = f" until {short(entry.end)}" if entry.end else ""
    return f"Ticket {entry.ticket_id}: {in_words(seconds)} logged{until}{'' if entry.billable else ', not billed'}."
