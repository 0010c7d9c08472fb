"""What the machine remembers of each thing: what was decided and done. Everything else follows from these."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Customer:
    """A company."""

    id: int
    created_at: datetime
    modified_at: datetime
    name: str = ""
    business_number: str = ""
    domain: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    zip_code: str = ""
    phone: str = ""
    fax: str = ""
    notes: str = ""
    links: str = ""
    longitude: float | None = None
    latitude: float | None = None
    catch_all: bool = False
    archived_at: datetime | None = None
    version: int = 0


@dataclass
class Contact:
    """A person at a company."""

    id: int
    customer_id: int
    created_at: datetime
    modified_at: datetime
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    job_title: str = ""
    phone: str = ""
    mobile_phone: str = ""
    department_id: None = None
    is_contact_person: bool = False
    ignored: bool = False
    archived_at: datetime | None = None
    version: int = 0

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass
class Technician:
    """One of the MSP's own."""

    id: int
    email: str
    first_name: str
    last_name: str
    role: str
    active: bool = True
    version: int = 0

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass
class Comment:
    """Something said."""

    id: int
    ticket_id: int
    at: datetime
    technician_id: int | None
    contact_id: int | None
    internal: bool
    text: str


@dataclass
class Entry:
    """Some work."""

    id: int
    ticket_id: int
    technician_id: int
    starts_at: datetime
    ends_at: datetime
    billable: bool
    on_site: bool
    notes: str
    deleted_at: None = None

    @property
    def seconds(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds())


@dataclass
class Ticket:
    """A ticket: what was decided about it, and what was done on it. Everything else follows from these."""

    id: int
    title: str
    description: str
    priority: str
    type: str
    impact: str | None
    customer_id: int
    contact_id: int | None
    technician_id: int | None
    due_by_hand: datetime | None
    # The statuses it has been in, and since when.
    moves: list[tuple[str, datetime]]
    # One a line.
    tags: str = ""
    parent_id: int | None = None
    source: str = "API"
    group_id: None = None
    policy_id: None = None
    comments: list[Comment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    last_activity_at: datetime | None = None
    deleted: bool = False
    version: int = 0

    @property
    def status(self) -> str:
        return self.moves[-1][0]

    @property
    def created_at(self) -> datetime:
        return self.moves[0][1]

    @property
    def resolved_at(self) -> datetime | None:
        """When it was last resolved, while it still is; what begins as Closed was resolved then."""
        if self.status in ("Open", "Pending"):
            return None
        resolved = [at for status, at in self.moves if status == "Resolved"]
        return resolved[-1] if resolved else self.created_at

    @property
    def closed_at(self) -> datetime | None:
        return self.moves[-1][1] if self.status == "Closed" else None

    @property
    def status_changed_at(self) -> datetime | None:
        """Creation is no change, except of a ticket that begins at its end."""
        if len(self.moves) == 1 and self.status in ("Open", "Pending"):
            return None
        return self.moves[-1][1]

    def said_by(self, *, technician: bool = False, contact: bool = False) -> list[Comment]:
        """The public comments of a kind of people."""
        return [
            c
            for c in self.comments
            if not c.internal and ((technician and c.technician_id) or (contact and c.contact_id))
        ]

    @property
    def first_response_at(self) -> datetime | None:
        answers = self.said_by(technician=True)
        return answers[0].at if answers else None

    def seconds(self, *, billable: bool, on_site: bool) -> int:
        """The time worked in one of the four ways."""
        return sum(e.seconds for e in self.entries if (e.billable, e.on_site) == (billable, on_site))


Thing = Customer | Contact | Technician | Comment | Entry | Ticket


def gone(thing: Thing) -> bool:
    """Whether a thing is deleted, archived or inactive."""
    return bool(getattr(thing, "deleted", False) or getattr(thing, "archived_at", None)) or not getattr(
        thing, "active", True
    )
