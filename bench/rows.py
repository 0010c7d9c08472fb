"""Rows of tickets, comments and events by the hundred thousand, worded like the demo's stories."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

import msgspec

from deskhand.core.actor import ActorKind
from deskhand.core.events import EventKind
from deskhand.core.marks import Mark, What, instant, seconds, write_marks
from deskhand.core.policy import Terms
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority, Source, Status
from deskhand.demo.people import FIRST_NAMES, LAST_NAMES
from deskhand.demo.stories import STORIES
from deskhand.demo.story import Story
from deskhand.tickets.store import title_key

Row = dict[str, Any]

SEED = 1
PER_CHUNK = 5_000
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
LASTS = timedelta(days=730)
# How an old desk looks: nearly everything closed, the newest tickets open.
OLD = (Status.CLOSED,) * 88 + (Status.RESOLVED,) * 6 + (Status.PENDING,) * 2 + (Status.OPEN,) * 4
NEW = (Status.OPEN,) * 55 + (Status.PENDING,) * 20 + (Status.RESOLVED,) * 15 + (Status.CLOSED,) * 10
PRIORITIES = (Priority.LOW,) * 3 + (Priority.MEDIUM,) * 12 + (Priority.HIGH,) * 4 + (Priority.CRITICAL,)
SOURCES = (Source.EMAIL,) * 5 + (Source.PORTAL,) * 3 + (Source.AGENT,) * 3 + (Source.API,)


class People(NamedTuple):
    """Whom tickets are for: technicians' ids, and contacts with their customers' ids."""

    technicians: Sequence[int]
    contacts: Sequence[tuple[int, int]]


class Wording(NamedTuple):
    """One story told once: what opens the ticket, and what the desk and the customer say after it."""

    story: Story
    title: str
    description: str
    desk: tuple[str, ...]
    customer: tuple[str, ...]


class Chunk(NamedTuple):
    """Some thousand tickets with their comments and events, each row by the names of its columns."""

    tickets: list[Row]
    comments: list[Row]
    events: list[Row]


class Marks(NamedTuple):
    """The last numbers given out: where the next rows go on."""

    ticket: int
    comment: int
    event: int


def wordings(rng: Random) -> list[Wording]:
    """Every story in a dozen variants, its blanks filled."""
    return [_told(rng, story, n) for story in STORIES for n in range(12)]


def _told(rng: Random, story: Story, variant: int) -> Wording:
    def fill(text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda blank: _word(rng, story, blank[1]), text)

    turns = [turn for turn in story.turns if not turn.internal]
    return Wording(
        story,
        fill(story.titles[variant % len(story.titles)]),
        fill(story.descriptions[variant % len(story.descriptions)]),
        tuple(fill(text) for turn in turns if turn.who != "customer" for text in turn.texts),
        tuple(fill(text) for turn in turns if turn.who == "customer" for text in turn.texts) or ("Thank you.",),
    )


def _word(rng: Random, story: Story, blank: str) -> str:
    if blank in story.picks:
        return rng.choice(story.picks[blank])
    if blank == "greeting":
        return "Good morning"
    if blank in ("device", "server", "printer", "box", "ap", "camera"):
        return f"{blank.upper()}-{rng.randrange(1, 400):03}"
    return rng.choice(LAST_NAMES if blank in ("site", "company", "vendor") else FIRST_NAMES)


def chunks(
    account_id: int, count: int, people: People, begun: Marks, terms: Terms | None = None, seed: int = SEED
) -> Iterator[Chunk]:
    """Tickets in the order they were opened, numbered on from `begun`; without terms they have no clocks."""
    rng = Random(seed)
    told = wordings(rng)
    step = LASTS / max(count, 1)
    chunk = Chunk([], [], [])
    comment_id = begun.comment
    for n in range(count):
        at = BEGIN + step * n
        wording = told[int(rng.random() * len(told))]
        marks = Marks(begun.ticket + n + 1, comment_id, begun.event + n + 1)
        said = _said(rng, account_id, people, wording, marks, at)
        comment_id += len(said)
        row = _ticket(rng, account_id, people, wording, marks, at, said, recent=n > count * 0.98)
        if terms is not None:
            row |= _clocks(row, said, terms)
        chunk.tickets.append(row)
        chunk.comments.extend(said)
        chunk.events.append(_event(row))
        if len(chunk.tickets) == PER_CHUNK:
            yield chunk
            chunk = Chunk([], [], [])
    yield chunk


def _said(rng: Random, account_id: int, people: People, wording: Wording, marks: Marks, at: datetime) -> list[Row]:
    """None to four comments, the desk and the customer in turn; who they are is set with the ticket's people."""
    count = (0, 1, 1, 2, 2, 2, 3, 3, 4)[int(rng.random() * 9)]
    texts = (wording.desk, wording.customer)
    return [
        {
            "account_id": account_id,
            "id": marks.comment + n + 1,
            "ticket_id": marks.ticket,
            "at": at + timedelta(minutes=37 * (n + 1), microseconds=n),
            "technician_id": None,
            "contact_id": None,
            "internal": False,
            "text": texts[n % 2][n // 2 % len(texts[n % 2])],
        }
        for n in range(count)
    ]


def _ticket(
    rng: Random,
    account_id: int,
    people: People,
    wording: Wording,
    marks: Marks,
    at: datetime,
    said: list[Row],
    *,
    recent: bool,
) -> Row:
    contact_id, customer_id = people.contacts[int(rng.random() * len(people.contacts))]
    technician_id = people.technicians[int(rng.random() * len(people.technicians))] if said or not recent else None
    for n, comment in enumerate(said):
        comment["contact_id" if n % 2 else "technician_id"] = contact_id if n % 2 else technician_id
    statuses = NEW if recent else OLD
    status = statuses[int(rng.random() * 100)]
    ended = at + timedelta(hours=26) if status in (Status.RESOLVED, Status.CLOSED) else None
    by_desk, by_customer = said[0::2], said[1::2]
    return {
        "account_id": account_id,
        "id": marks.ticket,
        "version": marks.event,
        "title": wording.title,
        "title_key": title_key(wording.title),
        # The asset's tag is the rare word of the search's mix: each stands on three tickets or so.
        "description": f"{wording.description} Asset at{marks.ticket // 3:07}.",
        "status": status.value,
        "priority": PRIORITIES[int(rng.random() * 20)].value,
        "type": wording.story.type.value,
        "impact": wording.story.impact.value if wording.story.impact else None,
        "source": SOURCES[int(rng.random() * 12)].value,
        "customer_id": customer_id,
        "contact_id": contact_id,
        "technician_id": technician_id,
        "created_at": at,
        "resolved_at": ended,
        "closed_at": ended if status is Status.CLOSED else None,
        "first_response_at": by_desk[0]["at"] if by_desk else None,
        "last_activity_at": ended or (said[-1]["at"] if said else at),
        "status_changed_at": ended,
        "first_comment_id": said[0]["id"] if said else None,
        "last_contact_comment_id": by_customer[-1]["id"] if by_customer else None,
        "last_technician_comment_id": by_desk[-1]["id"] if by_desk else None,
    }


def _clocks(row: Row, said: list[Row], terms: Terms) -> Row:
    """What the row says of its clocks, all that has passed told already: the bench measures no sweep."""
    told = [Mark(What.ANSWER, seconds(said[0]["at"]))] if said else []
    ended = row["resolved_at"]
    status = [] if ended is None else [Mark(What.RESOLVED, seconds(ended))]
    if row["status"] == Status.CLOSED:
        status.append(Mark(What.CLOSED, seconds(ended)))
    if row["status"] == Status.PENDING:
        status.append(Mark(What.PENDING, seconds(said[-1]["at"] if said else row["created_at"])))
    marks = [Mark(What.OPEN, seconds(row["created_at"])), *told, *status]
    clocks = clocks_of(marks, Priority(row["priority"]), terms)
    first, resolution, at = clocks.first_response, clocks.resolution, seconds(BEGIN + LASTS)
    assert first is not None and resolution is not None  # the built-in policy promises both  # noqa: PT018
    return {
        "policy_id": terms.policy.id,
        "marks": write_marks(marks),
        "first_response_due_at": _at(first.due),
        "due_at": _at(resolution.due),
        "next_due_at": _at(clocks.next_due),
        "sla_status": clocks.status(at),
        "told": 63,
    }


def _at(moment: int | None) -> datetime | None:
    return None if moment is None else instant(moment)


_CHANGED = ("status", "priority", "type", "impact", "source", "customer_id", "contact_id", "technician_id")


def _event(ticket: Row) -> Row:
    """The event that a ticket was opened; comments have none here, the log is not what is measured."""
    changes = {field: (None, ticket[field]) for field in _CHANGED if ticket[field] is not None}
    return {
        "account_id": ticket["account_id"],
        "seq": ticket["version"],
        "at": ticket["created_at"],
        "kind": EventKind.TICKET_CREATED.value,
        "thing_id": ticket["id"],
        "ticket_id": ticket["id"],
        "actor_kind": ActorKind.SYSTEM.value,
        "data": msgspec.json.encode({"changes": changes, "texts": ("title", "description")}).decode(),
    }
