"""From what Atera answers to records that Deskhand imports, under the same names; without any I/O.

What Deskhand cannot say as Atera says it becomes the nearest that it can, and a remark for the report.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from deskhand_client.resources.importing import SourceRecord

# What Atera answered, as it answered it: a repeat must not clear what Atera has no name for, such as tags.
Said: TypeAlias = Mapping[str, Any]

STATUSES = frozenset({"Open", "Pending", "Resolved", "Closed"})
PRIORITIES = frozenset({"Low", "Medium", "High", "Critical"})
TYPES = frozenset({"Problem", "Request", "Incident", "Change"})
IMPACTS = frozenset({"NoImpact", "SiteDown", "ServerIssue", "Minor", "Major", "Crisis"})
SOURCES = frozenset({"Portal", "Email", "Agent", "API"})
# What a ticket's fields may say, and what becomes of anything else.
CLOSED_SETS: tuple[tuple[str, frozenset[str], str | None], ...] = (
    ("TicketPriority", PRIORITIES, "Medium"),
    ("TicketType", TYPES, "Problem"),
    ("TicketImpact", IMPACTS, None),
    ("TicketSource", SOURCES, "API"),
)
# What custom fields can be about here; Atera has contracts, devices and more.
TARGETS = {"Ticket": "ticket", "Customer": "customer", "Contact": "contact"}


class Remarks:
    """What could not be carried as it is: each kind once, with how often and where first."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.first: dict[str, str] = {}

    def note(self, what: str, where: str) -> None:
        """Remember that something happened at a place."""
        self.counts[what] += 1
        self.first.setdefault(what, where)

    def lines(self) -> Iterator[str]:
        """One line per kind, the most frequent first."""
        for what, times in self.counts.most_common():
            yield f"{what}: {times:,} times, first at {self.first[what]}"


def customer(said: Said) -> SourceRecord:
    """A customer."""
    return SourceRecord("Customer", str(said["CustomerID"]), dict(said))


def contact(said: Said) -> SourceRecord:
    """A contact."""
    return SourceRecord("Contact", str(said["EndUserID"]), dict(said))


def department(said: Said) -> SourceRecord:
    """A department."""
    return SourceRecord("Department", str(said["Id"]), dict(said))


def custom_field(said: Said, remarks: Remarks) -> SourceRecord | None:
    """A custom field of tickets, customers or contacts; None for one of anything else."""
    target, name = said.get("Target"), said.get("Name")
    if target not in TARGETS:
        remarks.note(f"A custom field of {target} is not carried", f"{name!r}")
        return None
    return SourceRecord("CustomField", f"{target}/{name}", dict(said))


def ticket(said: Said, remarks: Remarks) -> SourceRecord:
    """A ticket. A status that the account named itself becomes Open, or Resolved where it is resolved, and a tag."""
    record = dict(said)
    where = f"ticket {said['TicketID']}"
    if "Description" not in said:
        record["Description"] = said.get("FirstComment") or ""
    if "DueDate" not in said and said.get("ClosedTicketDueDate"):
        record["DueDate"] = said["ClosedTicketDueDate"]
    status = said.get("TicketStatus")
    if status not in STATUSES:
        record["TicketStatus"] = "Resolved" if said.get("TicketResolvedDate") else "Open"
        record["Tags"] = [*(said.get("Tags") or ()), f"status: {status}"]
        remarks.note(f"Status {status!r} became {record['TicketStatus']} and a tag", where)
    for name, known, nearest in CLOSED_SETS:
        if (value := said.get(name)) and value not in known:
            remarks.note(f"{name} {value!r} became {nearest or 'none'}", where)
            record[name] = nearest
    return SourceRecord("Ticket", str(said["TicketID"]), record)


def relation(said: Said) -> SourceRecord | None:
    """Which ticket is a ticket's parent; the parent can name only one of its children, so they are asked."""
    if said.get("RelationType") != "Parent" or not said.get("RelatedTicketId"):
        return None
    record = {name: said[name] for name in ("TicketID", "RelatedTicketId", "RelationType")}
    return SourceRecord("Relation", str(said["TicketID"]), record)


def comments(ticket_id: int, listed: Iterable[Said]) -> Iterator[SourceRecord]:
    """The comments of a ticket. Atera gives them no ids: there one is known by its moment and its author."""
    seen: Counter[str] = Counter()
    for said in listed:
        record = {**said, "TicketID": ticket_id}
        if said.get("CommentID") is not None:
            yield SourceRecord("Comment", str(said["CommentID"]), record)
            continue
        author = f"{said.get('TechnicianContactID') or ''}/{said.get('EndUserID') or ''}"
        known_by = f"{ticket_id}/{said.get('Date')}/{author}"
        seen[known_by] += 1
        yield SourceRecord("Comment", f"{known_by}/{seen[known_by]}", record)


def work_hours(ticket_id: int, listed: Iterable[Said], remarks: Remarks) -> Iterator[SourceRecord]:
    """The entries of work on a ticket; one without begin, end or technician is none."""
    for said in listed:
        if not all(said.get(name) for name in ("StartWorkHour", "EndWorkHour", "TechnicianContactID")):
            remarks.note("Work hours without begin, end or technician are not carried", f"entry {said['WorkHoursID']}")
            continue
        yield SourceRecord("WorkHours", str(said["WorkHoursID"]), {**said, "TicketID": ticket_id})


def custom_values(target: str, item_id: int, listed: Iterable[Said]) -> Iterator[SourceRecord]:
    """What custom fields say of a thing; nothing is said as null, which clears what an earlier run has brought."""
    for said in listed:
        value = said["Value"] if said.get("Value") is not None else said.get("ValueAsString")
        record = {"Target": target, "ItemId": item_id, "FieldName": said["FieldName"], "Value": value or None}
        yield SourceRecord("CustomValue", f"{target}/{item_id}/{said['FieldName']}", record)


def technicians(listed: Iterable[Said]) -> Iterator[SourceRecord]:
    """The technicians that tickets, comments and work hours name: Atera has no list of them."""
    for said in listed:
        number = said.get("TechnicianContactID")
        if not number:
            continue
        full = said.get("TechnicianFullName") or f"{said.get('FirstName') or ''} {said.get('LastName') or ''}"
        first, _, last = full.strip().partition(" ")
        record = {"TechnicianContactID": number, "FirstName": first, "LastName": last.strip()}
        # Who has left may have no address any more; what the desk knows of them then stays.
        if email := said.get("TechnicianEmail") or said.get("Email"):
            record["Email"] = email
        yield SourceRecord("Technician", str(number), record)
