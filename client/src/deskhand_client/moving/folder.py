"""The folder that an export is: a manifest, a file of JSON Lines per table, and the attachments.

manifest.json           when it was taken, of which account and release, how many rows each table has
tables/ticket.jsonl     a row a line, under the names of the database's columns
attachments/17          the bytes of the attachment with the id 17

The manifest's "missing_attachments" are the ids of those whose bytes the server no longer had.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
TABLES = "tables"
ATTACHMENTS = "attachments"
# In the manifest.
MISSING = "missing_attachments"


class BrokenFolder(Exception):
    """It is no export, or a part of it is missing."""


class ExportFolder:
    """An export on disk, to be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def manifest(self) -> dict[str, Any]:
        """What the export says of itself. Raises BrokenFolder."""
        try:
            said = json.loads((self.folder / MANIFEST).read_bytes())
        except OSError as wrong:
            raise BrokenFolder(f"{self.folder} is no export: it has no {MANIFEST} ({wrong.strerror})") from wrong
        except ValueError as wrong:
            raise BrokenFolder(f"{self.folder / MANIFEST} cannot be read: {wrong}") from wrong
        if not isinstance(said, dict):
            raise BrokenFolder(f"{self.folder / MANIFEST} is no object")
        return said

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, one by one. Raises BrokenFolder."""
        file = self.folder / TABLES / f"{table}.jsonl"
        try:
            with file.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    yield _row(file, number, line)
        except OSError as wrong:
            raise BrokenFolder(f"{file} cannot be read: {wrong.strerror}") from wrong

    @property
    def missing(self) -> frozenset[int]:
        """The attachments without bytes: the first server had lost them already. Raises BrokenFolder."""
        listed = self.manifest.get(MISSING, [])
        if not isinstance(listed, list) or not all(isinstance(number, int) for number in listed):
            raise BrokenFolder(f"{self.folder / MANIFEST}: {MISSING} is no list of ids")
        return frozenset(listed)

    def attachment(self, attachment_id: int) -> bytes:
        """The bytes of an attachment. Raises BrokenFolder."""
        try:
            return (self.folder / ATTACHMENTS / str(attachment_id)).read_bytes()
        except OSError as wrong:
            raise BrokenFolder(f"Attachment {attachment_id} is missing in {self.folder}: {wrong.strerror}") from wrong


def _row(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as wrong:
        raise BrokenFolder(f"{file}, line {number}: {wrong}") from wrong
    if not isinstance(row, dict):
        raise BrokenFolder(f"{file}, line {number}: not an object")
    return row
