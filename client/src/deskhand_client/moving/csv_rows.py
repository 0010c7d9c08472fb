"""From a CSV file to records that Deskhand imports: which column means what, and what each row says. Without any I/O
but reading the file."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deskhand_client.resources.importing import SourceRecord

# Separators that spreadsheets write; which one it is, the first line tells.
SEPARATORS = ",;\t"

# The fields of each noun that a row may fill, and usual names of columns for them, in lower case.
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "Customer": {
        "CustomerName": (
            "customer",
            "company",
            "company name",
            "name",
            "account",
            "firma",
            "kunde",
            "empresa",
            "cliente",
        ),
        "BusinessNumber": ("business number", "vat", "vat number", "tax id"),
        "Domain": ("domain", "website", "web"),
        "Address": ("address", "street"),
        "City": ("city", "town"),
        "State": ("state", "county", "region"),
        "Country": ("country",),
        "ZipCodeStr": ("zip", "zip code", "postcode", "postal code"),
        "Phone": ("phone", "telephone"),
        "Fax": ("fax",),
        "Notes": ("notes", "comment", "remarks"),
        "Links": ("links",),
    },
    "Contact": {
        "Email": ("email", "e-mail", "email address", "mail"),
        "CustomerName": ("customer", "company", "company name", "account", "firma", "kunde", "empresa", "cliente"),
        "Firstname": ("first name", "firstname", "given name", "vorname", "nombre"),
        "Lastname": ("last name", "lastname", "surname", "nachname", "apellido", "apellidos"),
        "JobTitle": ("job title", "title", "position"),
        "Phone": ("phone", "telephone"),
        "MobilePhone": ("mobile", "mobile phone", "cell"),
        "IsContactPerson": ("contact person", "main contact"),
    },
    "Ticket": {
        "TicketTitle": ("title", "subject", "summary", "betreff", "asunto"),
        "Description": ("description", "body", "text", "details"),
        "CustomerName": ("customer", "company", "company name", "account", "firma", "kunde", "empresa", "cliente"),
        "EndUserEmail": ("email", "e-mail", "requester", "requester email", "contact"),
        "TicketStatus": ("status", "state"),
        "TicketPriority": ("priority",),
        "TicketType": ("type",),
        "TicketImpact": ("impact",),
        "TechnicianEmail": ("technician", "assignee", "owner", "agent"),
        "TicketCreatedDate": ("created", "created at", "created on", "opened"),
        "TicketResolvedDate": ("resolved", "resolved at", "closed", "closed at"),
        "DueDate": ("due", "due date"),
        "Tags": ("tags", "labels"),
    },
}
# What a row must fill.
NEEDED: dict[str, tuple[str, ...]] = {"Customer": ("CustomerName",), "Contact": ("Email",), "Ticket": ("TicketTitle",)}
# By which field a row is known again, unless another column is named; a ticket by all that its row says.
KNOWN_BY: dict[str, str | None] = {"Customer": "CustomerName", "Contact": "Email", "Ticket": None}


class BadCsv(Exception):
    """The file cannot be imported as it is; the message says why, and what would be right."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: for each field the column that fills it, which column knows a row again, and which columns
    nothing is taken from."""

    noun: str
    columns: Mapping[str, str]
    key: str | None
    unused: tuple[str, ...]


class CsvFile:
    """A CSV file with a line of names. Raises BadCsv."""

    def __init__(self, path: Path) -> None:
        try:
            self._text = path.read_text(encoding="utf-8-sig")
        except OSError as wrong:
            raise BadCsv(f"{path} cannot be read: {wrong.strerror}") from wrong
        except UnicodeDecodeError as wrong:
            raise BadCsv(f"{path} is not in UTF-8; save it as CSV UTF-8") from wrong
        first = self._text.partition("\n")[0]
        self._separator = max(SEPARATORS, key=first.count)
        self.names = [name.strip() for name in next(csv.reader([first], delimiter=self._separator), [])]
        if not any(self.names):
            raise BadCsv(f"{path} has no first line that names its columns")
        twice = {name for name in self.names if name and self.names.count(name) > 1}
        if twice:
            raise BadCsv(f"{path} names a column twice: {', '.join(sorted(twice))}")

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row that says anything, by column, with its number in the file; the names are row 1."""
        lines = csv.reader(self._text.splitlines(keepends=True), delimiter=self._separator, strict=True)
        try:
            next(lines)
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    yield lines.line_num, dict(zip(self.names, (cell.strip() for cell in cells), strict=False))
        except csv.Error as wrong:
            raise BadCsv(f"Row {lines.line_num} cannot be read: {wrong}") from wrong


def plan(noun: str, names: list[str], said: Mapping[str, str], key: str | None) -> Plan:
    """Which column fills which field: as `said` (column to field), else by its name. Raises BadCsv."""
    fields = FIELDS[noun]
    by_lower = {field.lower(): field for field in fields}
    wrong = [column for column in (*said, *([key] if key else ())) if column not in names]
    if wrong:
        raise BadCsv(f"There is no column {wrong[0]!r}; there are: {', '.join(names)}")
    unknown = [field for field in said.values() if field.lower() not in by_lower]
    if unknown:
        raise BadCsv(f"There is no field {unknown[0]!r}; there are: {', '.join(fields)}")
    columns = {by_lower[field.lower()]: column for column, field in said.items()}
    for field, usual in fields.items():
        taken = set(columns.values())
        free = (name for name in names if name not in taken and name.lower() in (field.lower(), *usual))
        if field not in columns and (column := next(free, None)) is not None:
            columns[field] = column
    missing = [field for field in NEEDED[noun] if field not in columns]
    if missing:
        raise BadCsv(f"No column fills {missing[0]}; say which with --map 'COLUMN={missing[0]}'")
    used = {*columns.values(), key}
    return Plan(noun, columns, key, tuple(name for name in names if name and name not in used))


def record(how: Plan, row: Mapping[str, str]) -> SourceRecord:
    """What a row says; an empty cell says nothing."""
    said: dict[str, object] = {field: row[column] for field, column in how.columns.items() if row.get(column)}
    if isinstance(tags := said.get("Tags"), str):
        said["Tags"] = [tag.strip() for tag in tags.replace(";", ",").split(",") if tag.strip()]
    known_by = KNOWN_BY[how.noun]
    if how.key is not None:
        source_id = row.get(how.key, "")
    elif known_by is not None:
        source_id = str(said.get(known_by, "")).casefold()
    else:
        source_id = hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:32]
    return SourceRecord(how.noun, source_id[:200], said)
