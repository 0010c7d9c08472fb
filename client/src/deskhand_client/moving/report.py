"""What an import did, told at its end."""

from collections import Counter
from collections.abc import Iterable, Iterator

from deskhand_client.moving.atera_records import Remarks
from deskhand_client.records.importing import Imported

RESULTS = ("Created", "Updated", "Unchanged", "Refused")


class Report:
    """How many records of each noun were created, updated, unchanged and refused, and what to know besides."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.refused: list[str] = []
        self.remarks = Remarks()

    def add(self, imported: Iterable[Imported]) -> None:
        """Count what became of some records."""
        for one in imported:
            self.counts.setdefault(one.noun, Counter())[one.result] += 1
            if one.result == "Refused":
                self.refused.append(f"{one.noun} {one.source_id}: {one.why}")

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The noun and its four counts, for a table."""
        for noun, counts in self.counts.items():
            yield (noun, *(f"{counts[result]:,}" for result in RESULTS))
