"""`deskhand technicians`: the desk's own people."""

import typer

from deskhand_client.cli import connect, options
from deskhand_client.cli.limits import Wanted, show_pages
from deskhand_client.cli.output.forms import Column, form_of
from deskhand_client.records.people import Technician

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True, help="Technicians: list.")

TECHNICIANS: tuple[Column[Technician], ...] = (
    Column("#", "TechnicianContactID", lambda one: one.id, right=True),
    Column("Name", "TechnicianFullName", lambda one: one.name),
    Column("E-mail", "Email", lambda one: one.email, stretches=True),
    Column("Role", "Role", lambda one: one.role),
    Column("Active", "Active", lambda one: one.active),
)


@app.callback()
def technicians() -> None:
    """Technicians: list."""


@app.command("list")
def list_technicians(
    as_json: bool = options.Json, as_csv: bool = options.Csv, profile: str | None = options.Profile
) -> None:
    """List technicians, newest first.

    Atera's API has no such list.

    Examples:

    deskhand technicians list
    """
    form = form_of(as_json, as_csv)
    with connect.desk(profile) as desk:
        show_pages(desk.client.technicians.list(), TECHNICIANS, form, Wanted(None), what="technicians")
