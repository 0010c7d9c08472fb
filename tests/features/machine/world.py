"""What the desk should hold: a memory of it written from the domain's rules, without a look at the code under test."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.features.machine.things import Comment, Contact, Customer, Entry, Technician, Thing, Ticket

Json = dict[str, Any]

# Which fields of a thing are history: values stand in the event, texts are found through it.
VALUES = {
    "ticket": "status priority type impact source customer_id contact_id technician_id group_id due_by_hand parent_id"
    " policy_id",
    "comment": "technician_id contact_id internal",
    "work_hours": "technician_id starts_at ends_at billable on_site deleted_at",
    "customer": "longitude latitude catch_all archived_at",
    "contact": "customer_id department_id is_contact_person ignored archived_at",
    "technician": "role active",
}
TEXTS = {
    "ticket": "title description tags",
    "comment": "text",
    "work_hours": "notes",
    "customer": "name business_number domain address city state country zip_code phone fax notes links",
    "contact": "email first_name last_name job_title phone mobile_phone",
    "technician": "email first_name last_name",
}
WRITES = {
    "admin": {"ticket", "delete", "comment", "work_hours", "customer", "contact", "technician"},
    "technician": {"ticket", "delete", "comment", "work_hours", "contact"},
    "billing": {"work_hours", "customer", "contact"},
    "read-only": set(),
}


class Refused(Exception):
    """The desk must refuse, with one of these statuses and codes."""

    def __init__(self, *answers: tuple[int, str]) -> None:
        super().__init__(*answers)
        self.answers = frozenset(answers)


class Problems:
    """Everything that is wrong with a request; the desk may name any of it."""

    def __init__(self) -> None:
        self.found: set[tuple[int, str]] = set()

    def unless(self, fine: bool, code: str, status: int = 400) -> bool:
        """Note a problem unless all is fine; whether it is."""
        if not fine:
            self.found.add((status, code))
        return fine

    def refuse(self) -> None:
        """Refuse if anything was noted."""
        if self.found:
            raise Refused(*self.found)


@dataclass(frozen=True)
class Actor:
    """Who acts: a key, and the technician whose key it is."""

    kind: str
    person_id: int | None
    key_id: int | None
    role: str

    def need(self, noun: str) -> None:
        """Refuse unless he may write this."""
        if noun not in WRITES[self.role]:
            raise Refused((403, "forbidden"))


@dataclass(frozen=True)
class Recorded:
    """An event that the log must have."""

    seq: int
    at: datetime
    kind: str
    thing_id: int
    ticket_id: int | None
    actor: Actor
    changes: dict[str, tuple[Any, Any]]
    # After it None where the thing is gone, and its text with it.
    texts: dict[str, tuple[str | None, str | None]]


class World:
    """One account."""

    def __init__(self, wall: datetime, *, resolve_before_close: bool) -> None:
        self.wall = wall
        self.resolve_before_close = resolve_before_close
        self.last = wall
        self.seq = 0
        self.ids = dict.fromkeys(("ticket", "comment", "work_hours", "person", "customer"), 0)
        self.customers: dict[int, Customer] = {}
        self.contacts: dict[int, Contact] = {}
        self.technicians: dict[int, Technician] = {}
        self.tickets: dict[int, Ticket] = {}
        self.log: list[Recorded] = []
        # What is left of comments that were taken back.
        self.taken_back: list[Comment] = []

    @property
    def now(self) -> datetime:
        """The instant of the next change: time never goes back, whatever the machine's clock does."""
        return max(self.wall, self.last)

    @property
    def alive(self) -> list[Ticket]:
        """The tickets that lists show, newest first."""
        return [ticket for _, ticket in sorted(self.tickets.items(), reverse=True) if not ticket.deleted]

    def next_id(self, noun: str) -> int:
        """The next number of a noun."""
        self.ids[noun] += 1
        return self.ids[noun]

    def ticket(self, ticket_id: int) -> Ticket:
        """The ticket, unless it is gone."""
        found = self.tickets.get(ticket_id)
        if found is None or found.deleted:
            raise Refused((404, "ticket_not_found"))
        return found

    def record(self, actor: Actor, kind: str, before: Thing | None, after: Thing, *, bare: bool = False) -> int:
        """Note the event that a change must leave; without data when `bare`."""
        noun = kind.partition(".")[0]
        self.seq += 1
        self.last = self.now
        ticket_id = after.id if isinstance(after, Ticket) else getattr(after, "ticket_id", None)
        changes = {} if bare else differences(VALUES[noun].split(), before, after)
        texts = {} if bare else differences(TEXTS[noun].split(), before, after)
        told = {name: (None if before is None else old or "", new) for name, (old, new) in texts.items() if old or new}
        self.log.append(Recorded(self.seq, self.now, kind, after.id, ticket_id, actor, changes, told))
        if not isinstance(after, Comment | Entry):
            after.version = self.seq
        if ticket_id is not None:
            self.tickets[ticket_id].last_activity_at = self.now
            self.tickets[ticket_id].version = self.seq
        return self.seq

    def change(self, actor: Actor, kind: str, before: Any, after: Any) -> None:
        """Note the event of a change, if it changes anything that is history."""
        noun = kind.partition(".")[0]
        if differences((VALUES[noun] + " " + TEXTS[noun]).split(), before, after):
            self.record(actor, kind, before, after)
            if isinstance(after, Customer | Contact):
                after.modified_at = self.now


def differences(names: Iterable[str], before: Thing | None, after: Thing) -> dict[str, tuple[Any, Any]]:
    """Per field that differs its values before (None: the thing is new) and after."""
    pairs = {name: (getattr(before, name) if before else None, getattr(after, name)) for name in names}
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new}


def never_back(instants: Iterable[datetime]) -> bool:
    """Whether time only goes forward."""
    return all(one <= following for one, following in pairwise(instants))
