"""`deskhand import csv`: customers, contacts or tickets from a file."""

from collections import Counter
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from deskhand_client.cli.connect import desk
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.options import Profile

if TYPE_CHECKING:
    from deskhand_client.moving.csv_rows import CsvFile, Plan

# How many rows a preview shows, and how many refused rows are told.
SHOWN = 5
MOST_TOLD = 20


class Noun(StrEnum):
    """What the rows are."""

    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    TICKETS = "tickets"


NOUNS = {Noun.CUSTOMERS: "Customer", Noun.CONTACTS: "Contact", Noun.TICKETS: "Ticket"}


def from_csv(
    file: Path = typer.Argument(..., metavar="FILE", help="A CSV file whose first line names its columns"),
    noun: Noun = typer.Option(..., "--noun", help="What its rows are"),
    mapping: list[str] | None = typer.Option(
        None, "--map", metavar="COLUMN=FIELD", help="What a column means, where its name does not tell; repeatable"
    ),
    key: str | None = typer.Option(
        None, "--key", metavar="COLUMN", help="The column by which a row is known again; default: the name or address"
    ),
    source: str = typer.Option("csv", "--source", help="A short name of where the rows come from"),
    preview: bool = typer.Option(False, "--preview", help="Show what would come of the first rows, and import nothing"),
    profile: str | None = Profile,
) -> None:
    """Import customers, contacts or tickets from a CSV file.

    A row that was imported before changes the same record again. Customers are found by their exact name, contacts by
    their address. The desk's key needs the scope import.

    Examples:

    deskhand import csv customers.csv --noun customers --preview

    deskhand import csv people.csv --noun contacts --map "Firma=CustomerName"
    """
    from deskhand_client.moving.csv_rows import BadCsv, CsvFile, plan

    try:
        rows = CsvFile(file)
        how = plan(NOUNS[noun], rows.names, _mapping(mapping or []), key)
        if preview:
            _show_preview(rows, how)
        else:
            _import(rows, how, source, profile)
    except BadCsv as wrong:
        raise Failure(f"{wrong}.", Code.USAGE) from wrong


def _mapping(said: list[str]) -> dict[str, str]:
    """What --map says: for each column its field."""
    pairs = [text.rpartition("=")[::2] for text in said]
    if any(not column or not field for column, field in pairs):
        raise Failure("--map wants COLUMN=FIELD, such as --map 'Company=CustomerName'.", Code.USAGE)
    return dict(pairs)


def _show_preview(rows: "CsvFile", how: "Plan") -> None:
    from deskhand_client.moving.csv_rows import record

    for field, column in how.columns.items():
        typer.echo(f"{column!r} fills {field}")
    for column in how.unused:
        typer.echo(f"{column!r} is not used")
    for number, row in islice(rows.rows(), SHOWN):
        said = ", ".join(f"{field}: {value}" for field, value in record(how, row).record.items())
        typer.echo(f"Row {number}: {said}")
    typer.echo(f"{sum(1 for _ in rows.rows()):,} rows. Nothing was imported.")


def _import(rows: "CsvFile", how: "Plan", source: str, profile: str | None) -> None:
    from deskhand_client.moving.csv_rows import record
    from deskhand_client.moving.report import RESULTS, Report
    from deskhand_client.resources.importing import MOST_RECORDS

    report = Report()
    refused = 0
    with desk(profile) as here:
        each = ((number, record(how, row)) for number, row in rows.rows())
        while some := list(islice(each, MOST_RECORDS)):
            imported = here.client.imports.send(source, [one for _, one in some], by_name=True)
            report.add(imported)
            for (number, _), one in zip(some, imported, strict=True):
                if one.result == "Refused" and (refused := refused + 1) <= MOST_TOLD:
                    typer.echo(f"Row {number} was refused: {one.why}", err=True)
    counts = report.counts.get(how.noun) or Counter()
    typer.echo(", ".join(f"{counts.get(result, 0):,} {result.lower()}" for result in RESULTS) + ".")
    if refused:
        raise typer.Exit(Code.FAILED)
