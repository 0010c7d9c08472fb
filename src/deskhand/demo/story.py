"""The form in which an incident story is written down, and the few words used to write one."""

from typing import Literal

from msgspec import Struct, field

from deskhand.core.ticket import Impact, Priority, Source, Status, TicketType

# Short names, so that a story reads like a story.
PROBLEM, REQUEST, INCIDENT, CHANGE = TicketType.PROBLEM, TicketType.REQUEST, TicketType.INCIDENT, TicketType.CHANGE
LOW, MEDIUM, HIGH, CRITICAL = Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.CRITICAL
PENDING, RESOLVED = Status.PENDING, Status.RESOLVED
PORTAL, EMAIL, AGENT, API = Source.PORTAL, Source.EMAIL, Source.AGENT, Source.API

Who = Literal["customer", "technician", "senior"]
Occasion = Literal["patch_day", "quarter_end", "term_start"]
Trade = Literal[
    "dental",
    "law",
    "bakery",
    "haulage",
    "architects",
    "school",
    "accountants",
    "factory",
    "hotel",
    "vet",
    "estate agent",
    "clinic",
    "charity",
    "brewery",
    "forwarding",
]
Minutes = tuple[int, int]


class Effort(Struct, frozen=True):
    """Time a technician writes down with a turn: from least to most minutes."""

    minutes: Minutes
    notes: str
    billable: bool = True
    on_site: bool = False


class Turn(Struct, frozen=True):
    """One message. `after` is the wait since the turn before, least to most, in minutes of the MSP's working day.

    `texts` are alternatives that mean the same. `then` is the status the author sets with it, `priority` the priority.
    """

    who: Who
    texts: tuple[str, ...]
    after: Minutes
    internal: bool = False
    then: Status | None = None
    priority: Priority | None = None
    work: Effort | None = None


class Story(Struct, frozen=True):
    """One kind of ticket, from its opening text to the message that says what was done.

    `weight` says how often it happens compared with others. No `trades` means that it happens to everybody. An
    `alarm` comes from monitoring, at any hour, without a contact; a story of `ours` is opened by the desk itself.
    `vendor` is who may keep it waiting for long. `relapse` is how it goes on when it comes back. `{name}` in a text is
    filled from `picks`, words drawn once per ticket, or from the scene (see scene.py). Where two lists of texts are
    equally long, those in the same place belong together.
    """

    key: str
    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    type: TicketType
    priorities: dict[Priority, int]
    turns: tuple[Turn, ...]
    sources: dict[Source, int] = field(default_factory=lambda: {EMAIL: 5, PORTAL: 3, AGENT: 3})
    impact: Impact | None = None
    weight: int = 10
    trades: tuple[Trade, ...] = ()
    occasion: Occasion | None = None
    alarm: bool = False
    ours: bool = False
    by_contact_person: bool = False
    vendor: str | None = None
    relapse: tuple[Turn, ...] = ()
    picks: dict[str, tuple[str, ...]] = {}


def customer(*texts: str, after: Minutes) -> Turn:
    """The customer writes; on a Pending or Resolved ticket that opens it."""
    return Turn("customer", texts, after)


def tech(
    *texts: str,
    after: Minutes,
    then: Status | None = None,
    priority: Priority | None = None,
    work: Effort | None = None,
) -> Turn:
    """The assigned technician answers in public."""
    return Turn("technician", texts, after, then=then, priority=priority, work=work)


def senior(
    *texts: str,
    after: Minutes,
    then: Status | None = None,
    priority: Priority | None = None,
    work: Effort | None = None,
) -> Turn:
    """A senior engineer takes the ticket over, if it is not his yet, and answers in public."""
    return Turn("senior", texts, after, then=then, priority=priority, work=work)


def note(
    *texts: str,
    after: Minutes,
    by: Who = "technician",
    then: Status | None = None,
    priority: Priority | None = None,
    work: Effort | None = None,
) -> Turn:
    """An internal note among the technicians."""
    return Turn(by, texts, after, internal=True, then=then, priority=priority, work=work)


def remote(least: int, most: int, notes: str, *, billable: bool = True) -> Effort:
    """Minutes worked from the desk."""
    return Effort((least, most), notes, billable)


def on_site(least: int, most: int, notes: str, *, billable: bool = True) -> Effort:
    """Minutes worked at the customer's."""
    return Effort((least, most), notes, billable, on_site=True)
