"""How far an import has come, kept in a file: whatever interrupts it, the next run goes on from there."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

import msgspec
from platformdirs import user_state_path


class Standing(msgspec.Struct):
    """Where an import stands.

    `phase` and `page` are what comes next, page 0 the first of a phase; `began` is when this run through everything
    began, by the clock here; `since` is when the last complete one began: what changed before that has been carried.
    """

    phase: str = ""
    page: int = 0
    began: datetime | None = None
    since: datetime | None = None


class StandingFile:
    """Keeps a standing on disk, so that a killed process leaves the old one or the new one, never half of one."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def between(cls, source: str, target: str) -> "StandingFile":
        """The file of an import from one address into another."""
        name = hashlib.sha256(f"{source}\n{target}".encode()).hexdigest()[:16]
        return cls(user_state_path("deskhand") / f"import-{name}.json")

    def read(self) -> Standing:
        """Where the import stands; at its beginning where there is no file, or one that cannot be read."""
        try:
            return msgspec.json.decode(self.file.read_bytes(), type=Standing)
        except (OSError, msgspec.MsgspecError):
            return Standing()

    def keep(self, standing: Standing) -> None:
        """Keep where it stands."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        coming = self.file.with_suffix(f".{os.getpid()}")
        coming.write_bytes(msgspec.json.encode(standing))
        coming.replace(self.file)
