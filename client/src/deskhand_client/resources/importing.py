"""Importing records of another system, with their ids, dates and history."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.importing import Imported
from deskhand_client.records.record import read
from deskhand_client.talk import Request, Talk

MOST_RECORDS = 500


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record of another system: its noun (Customer, Contact, Technician, Department, CustomField, Ticket, Comment,
    WorkHours, CustomValue, Relation), its id there, and what it says, in the API's names. What it refers to are ids
    of that system too."""

    noun: str
    source_id: str
    record: dict[str, Any] = field(default_factory=dict)

    def to_wire(self) -> dict[str, Any]:
        """As it is sent."""
        return {"Noun": self.noun, "SourceID": self.source_id, "Record": self.record}


class ImportCalls(Calls):
    """Calls that import."""

    @operation
    def send(self, source: str, records: Sequence[SourceRecord], *, by_name: bool = False) -> Talk[list[Imported]]:
        """Import up to 500 records from a source, in one transaction; what became of each, in their order.

        The same record again changes nothing. What a record refers to must have been imported before it, or stand
        before it here; with `by_name` they may also name a customer exactly, and people by their addresses. For keys
        with the scope `import`; raises Forbidden, BadRequest.
        """
        self._deskhand_only("call to import records")
        body = {"Source": source, "ByName": by_name, "Records": [record.to_wire() for record in records]}
        return [read(Imported, one) for one in (yield Request("POST", "import", body=body)).items()]


class Imports(ImportCalls, Blocking):
    """Calls that import, blocking."""


class AsyncImports(ImportCalls, Awaiting):
    """Calls that import, to be awaited."""
