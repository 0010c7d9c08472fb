"""Writing everything of an account into a folder.

The rows come as one stream of one moment; they are written beside the folder, which gets its name only when nothing is
missing. So whatever interrupts it, there is either a whole export or none; attachments that came already are kept for
the next try.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from deskhand_client.client import Client
from deskhand_client.errors import DeskhandError, NotFound, NotSupported, UnreadableAnswer
from deskhand_client.moving.folder import ATTACHMENTS, MANIFEST, MISSING, TABLES
from deskhand_client.server import Server
from deskhand_client.talk import Request, path

# What a spreadsheet would run as a formula when a cell begins with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Progress = Callable[[str, int, int], None]


class FolderTaken(DeskhandError):
    """There is something at the place where the export is to be."""


def export(
    client: Client, folder: Path, *, as_csv: bool = False, attachments: bool = True, progress: Progress
) -> Mapping[str, Any]:
    """Export the key's account into a new folder; gives its manifest. For administrators' keys.

    Attachments whose bytes the server has lost are listed in the manifest, since no later try would bring them.
    `progress` is told what is being written, how many are done, and of how many. Raises FolderTaken, Forbidden,
    ConnectionFailed and UnreadableAnswer; another try begins anew, but for the attachments.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(f"{folder} is there already; name a folder that is not")
    if client.server == Server.ATERA:
        raise NotSupported("Atera's API has no export; deskhand import atera reads from it")
    partial = folder.with_name(folder.name + ".partial")
    (partial / TABLES).mkdir(parents=True, exist_ok=True)
    manifest = _write_tables(client, partial / TABLES, as_csv=as_csv, progress=progress)
    if attachments:
        manifest[MISSING] = _write_attachments(client, partial, progress)
    (partial / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    partial.rename(folder)
    return manifest


def _write_tables(client: Client, place: Path, *, as_csv: bool, progress: Progress) -> dict[str, Any]:
    """Every table into a file of its own; gives the manifest."""
    lines = _lines(client)
    manifest = next(lines)
    wanted = sum(manifest["tables"].values())
    for table in manifest["tables"]:
        # Also of a table without rows there is a file.
        (place / _file_name(table, as_csv=as_csv)).write_bytes(b"")
    done, writer = 0, _Writer(place, as_csv=as_csv)
    for line in lines:
        if "end" in line:
            writer.close()
            if line["end"] != done or done != wanted:
                raise UnreadableAnswer(f"The server gave {done} rows of {wanted}; export again")
            return dict(manifest)
        writer.write(line["table"], line["row"])
        done += 1
        if done % 500 == 0:
            progress("rows", done, wanted)
    raise UnreadableAnswer(f"The server broke off after {done} rows of {wanted}; export again")


def _lines(client: Client) -> Iterator[dict[str, Any]]:
    rest = b""
    for piece in client.stream(Request("GET", "export")):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield json.loads(line)
    if rest:
        yield json.loads(rest)


class _Writer:
    """Writes rows into the file of their table; they come table by table."""

    def __init__(self, place: Path, *, as_csv: bool) -> None:
        self._place = place
        self._as_csv = as_csv
        self._table = ""
        self._file: TextIO | None = None
        self._cells: Any = None

    def write(self, table: str, row: Mapping[str, Any]) -> None:
        """Write one row."""
        if table != self._table or self._file is None:
            self.close()
            self._table = table
            self._file = (self._place / _file_name(table, as_csv=self._as_csv)).open("w", encoding="utf-8", newline="")
            if self._as_csv:
                self._cells = csv.writer(self._file)
                self._cells.writerow(row)
        if self._as_csv:
            self._cells.writerow([_cell(value) for value in row.values()])
        else:
            self._file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        """Close the file that is open."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _file_name(table: str, *, as_csv: bool) -> str:
    return f"{table}.{'csv' if as_csv else 'jsonl'}"


def _cell(value: Any) -> Any:
    """A cell that a spreadsheet shows as it is: what it would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value


def _write_attachments(client: Client, partial: Path, progress: Progress) -> list[int]:
    """The bytes of every attachment that is not there yet; gives the ids of those that the server no longer has."""
    place = partial / ATTACHMENTS
    place.mkdir(exist_ok=True)
    wanted = list(_attachments(partial / TABLES))
    missing = []
    for done, (number, size) in enumerate(wanted):
        progress("attachments", done, len(wanted))
        file = place / str(number)
        if file.exists() and file.stat().st_size == size:
            continue
        try:
            _fetch(client, number, file)
        except NotFound:
            missing.append(number)
    progress("attachments", len(wanted), len(wanted))
    for stray in {file.name for file in place.iterdir()} - {str(number) for number, _ in wanted}:
        (place / stray).unlink()  # of an earlier try
    return missing


def _fetch(client: Client, number: int, file: Path) -> None:
    """Write an attachment; the file gets its name when it is whole."""
    coming = file.with_suffix(".part")
    with coming.open("wb") as written:
        written.writelines(client.stream(Request("GET", path("export", "attachments", number))))
    coming.rename(file)


def _attachments(tables: Path) -> Iterator[tuple[int, int]]:
    """The id and the size of every attachment, from the file that has just been written."""
    lines = tables / "attachment.jsonl"
    if lines.exists():
        with lines.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield int(row["id"]), int(row["size"])
        return
    with (tables / "attachment.csv").open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            yield int(cells["id"]), int(cells["size"])
