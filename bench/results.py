"""What was measured, kept beside the page so that a run of some parts leaves the others as they were."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from bench.clocks import ClockCosts
from bench.machine import Machine
from bench.paging import Depth
from bench.peer import Peered
from bench.queries import Searched
from bench.scenarios import Beside
from bench.sizes import Sized
from bench.starting import Start

FILE = Path(__file__).with_name("results.json")
Database = Literal["sqlite", "postgresql"]


class Measured(msgspec.Struct, kw_only=True):
    """One part's figures on one database, and under what circumstances they came about."""

    at: datetime
    tickets: int
    settings: str
    machine: Machine
    beside: list[Beside] = []
    depth: Depth | None = None
    searched: list[Searched] = []
    start: Start | None = None
    anonymous_mb: float | None = None
    sized: list[Sized] = []
    clocks: list[ClockCosts] = []
    peered: list[Peered] = []
    skipped: str = ""


class Results(msgspec.Struct):
    """The newest figures of every part, by part and database."""

    parts: dict[str, dict[Database, Measured]] = {}

    def keep(self, part: str, database: Database, measured: Measured) -> None:
        """Replace a part's figures and write them down."""
        self.parts.setdefault(part, {})[database] = measured
        FILE.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")


def kept() -> Results:
    """What earlier runs measured."""
    return msgspec.json.decode(FILE.read_bytes(), type=Results) if FILE.exists() else Results()


def now() -> datetime:
    """The moment of a measurement, to the minute."""
    return datetime.now(UTC).replace(second=0, microsecond=0)
