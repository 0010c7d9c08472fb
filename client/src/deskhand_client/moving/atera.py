"""Moving a desk from Atera into Deskhand: everything once, and in repeats what has changed since.

Pages are read in Atera's order and imported one after the other; how far it has come is kept in a file, so that
whatever interrupts it, the next run goes on there. Importing the same record again changes nothing, so that going over
a page twice does no harm.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil
from typing import Any

from deskhand_client.client import Client
from deskhand_client.errors import NotFound
from deskhand_client.moving import atera_records as made
from deskhand_client.moving.atera_records import Said
from deskhand_client.moving.atera_source import Asked, AteraSource
from deskhand_client.moving.report import Report
from deskhand_client.moving.standing import Standing, StandingFile
from deskhand_client.paging import MOST_PER_PAGE, Page
from deskhand_client.resources.importing import MOST_RECORDS, SourceRecord

# What is carried, in an order in which each comes after what it refers to. Relations come last, since a ticket may be
# older than its parent.
PHASES = (
    "customers",
    "departments",
    "contacts",
    "custom fields",
    "customers' values",
    "contacts' values",
    "tickets",
    "relations",
)
# Calls at the same time: enough to use up what Atera allows in a minute, however far away it is.
AT_ONCE = 8
# Clocks differ, and Atera reads some dates in the account's own time zone: a little is looked at twice.
OVERLAP = timedelta(days=1)

# What is carried just now, how many are done, of how many.
Progress = Callable[[str, int, int], None]
Ask = Callable[[Said], list[SourceRecord]]


class AteraImport:
    """One run of an import: from Atera, into a desk, from where it stands."""

    def __init__(
        self, atera: Client, desk: Client, source_name: str, standing: StandingFile, progress: Progress
    ) -> None:
        self._atera = AteraSource(atera)
        self._desk = desk
        self._source_name = source_name
        self._file = standing
        self._progress = progress
        self._standing = standing.read()
        self._technicians: set[str] = set()
        self._targets: set[str] = set()
        self.report = Report()

    def run(self, *, anew: bool = False) -> Report:
        """Carry what is still to be carried; with `anew` everything, whatever was carried before.

        Raises what the clients raise; what came so far is kept, and the next run goes on.
        """
        if anew:
            self._standing = Standing()
        if not self._standing.phase:
            self._standing = Standing(PHASES[0], 0, datetime.now(UTC), self._standing.since)
        self._targets = self._atera.targets()
        with ThreadPoolExecutor(AT_ONCE) as self._pool:
            for phase in PHASES[PHASES.index(self._standing.phase) :]:
                if phase != self._standing.phase:
                    self._keep(phase, 0)
                self._carry(phase)
        self._standing = Standing(since=self._standing.began)
        self._file.keep(self._standing)
        return self.report

    def _carry(self, phase: str) -> None:
        match phase:
            case "customers":
                for page in self._pages(phase, self._changed_since()):
                    self._send([made.customer(said) for said in page])
            case "contacts":
                for page in self._pages(phase, self._changed_since()):
                    self._send([made.contact(said) for said in page])
            case "departments":
                self._departments()
            case "custom fields":
                fields = (made.custom_field(said, self.report.remarks) for said in self._atera.custom_fields())
                self._send([field for field in fields if field is not None])
            case "customers' values":
                self._values("customer", "CustomerID")
            case "contacts' values":
                self._values("contact", "EndUserID")
            case "tickets":
                for page in self._tickets():
                    self._send_tickets(page)
            case "relations":
                for page in self._tickets():
                    self._send([one for said in page if (one := made.relation(said)) is not None])

    def _departments(self) -> None:
        try:
            for page in self._pages("departments"):
                self._send([made.department(said) for said in page])
        except NotFound:
            return  # an Atera that is older than its departments

    def _values(self, target: str, id_name: str) -> None:
        """What custom fields say of customers or contacts; of a ticket it comes with the ticket."""
        if target in self._targets:
            for page in self._pages(f"{target}s", self._changed_since()):
                self._send(self._of_each(page, partial(self._values_of, target, id_name)))

    def _send_tickets(self, page: list[Said]) -> None:
        """A page of tickets, with their technicians before them and what was said, worked and filled in after them."""
        self._send(list(made.technicians(page)))
        self._send([made.ticket(said, self.report.remarks) for said in page])
        self._send(self._of_each(page, self._inside))

    def _inside(self, said: Said) -> list[SourceRecord]:
        """What belongs to one ticket."""
        number = said["TicketID"]
        comments = self._atera.inside(number, "comments")
        # Atera says how long was worked: where it was not at all, nothing is asked.
        worked = said.get("TotalDurationSeconds", 1) or said.get("TotalDurationMinutes")
        logged = self._atera.inside(number, "workhoursrecords") if worked else []
        return [
            *made.technicians([*comments, *logged]),
            *made.comments(number, comments),
            *made.work_hours(number, logged, self.report.remarks),
            *(self._values_of("ticket", "TicketID", said) if "ticket" in self._targets else ()),
        ]

    def _values_of(self, target: str, id_name: str, said: Said) -> list[SourceRecord]:
        number = said[id_name]
        return list(made.custom_values(target.capitalize(), number, self._atera.values(target, number)))

    def _of_each(self, page: list[Said], ask: Ask) -> list[SourceRecord]:
        """What is asked of each of a page, several at the same time, in the page's order."""
        return [one for records in self._pool.map(ask, page) for one in records]

    def _tickets(self) -> Iterator[list[Said]]:
        """The tickets to be carried, page by page: all, or those that something happened on."""
        since, asked = self._standing.since, {"includeRelations": True}
        if since is None:
            return self._pages("tickets", asked)
        changed = {**asked, "date": since - OVERLAP, "includeComments": True}
        return self._each(self._atera.oldest_first("tickets/lastmodified", changed, self._standing.page), -1)

    def _changed_since(self) -> dict[str, Any]:
        since = self._standing.since
        return {} if since is None else {"FromLastModifiedDate": since - OVERLAP}

    def _pages(self, at: str, asked: Asked | None = None) -> Iterator[list[Said]]:
        return self._each(self._atera.newest_first(at, asked or {}, self._standing.page or 1), +1)

    def _each(self, pages: Iterator[tuple[int, Page[Said]]], step: int) -> Iterator[list[Said]]:
        """The pages of a list from where the import stands; where it stands is kept after each."""
        for number, page in pages:
            yield page.items
            done = number if step > 0 else ceil(page.total / MOST_PER_PAGE) - number + 1
            self._progress(self._standing.phase, min(done * MOST_PER_PAGE, page.total), page.total)
            self._keep(self._standing.phase, max(1, number + step))

    def _send(self, records: list[SourceRecord]) -> None:
        """Import records, as many at once as the desk takes, and count what became of them; a technician once a run."""
        news = [one for one in records if one.noun != "Technician" or one.source_id not in self._technicians]
        unique = list({(one.noun, one.source_id): one for one in reversed(news)}.values())[::-1]
        for start in range(0, len(unique), MOST_RECORDS):
            some = unique[start : start + MOST_RECORDS]
            self.report.add(self._desk.imports.send(self._source_name, some))
            self._technicians |= {one.source_id for one in some if one.noun == "Technician"}

    def _keep(self, phase: str, page: int) -> None:
        self._standing = Standing(phase, page, self._standing.began, self._standing.since)
        self._file.keep(self._standing)
