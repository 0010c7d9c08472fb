"""Clocks kept step by step, through the use cases, are those that the whole log tells; each moment is told once.

Also where comments are taken back, as people do who have just sent them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import msgspec
import pytest

from deskhand.core.actor import Actor, ActorKind, Own, Role, system
from deskhand.core.calendar import Hours
from deskhand.core.errors import Refusal
from deskhand.core.events import EventKind
from deskhand.core.marks import seconds
from deskhand.core.ticket import Priority, Status, Ticket
from deskhand.core.time import parse_instant
from deskhand.sla.calendars import CalendarDraft, create_calendar
from deskhand.sla.policies import PolicyDraft, change_policy
from deskhand.sla.rulebook import rulebook
from deskhand.storage.engine import Tx
from deskhand.tickets import comment_store, store
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.clocks import clocks_in, reckoned
from deskhand.tickets.marks_of import marks_from_log
from deskhand.tickets.reply import CommentDraft
from deskhand.tickets.send import send
from deskhand.tickets.sweep import sweep
from deskhand.tickets.take_back import take_back
from tests.api.brief import Brief, make_brief
from tests.api.history import log_of
from tests.cast import Office

BEGUN = parse_instant("2024-03-27T08:00:00Z")  # Europe changes its clocks on the following Sunday
STEPS = 25
# Working minutes, short enough for a fortnight to pass all of them.
TARGETS = {
    f"{kind}_{priority.name.lower()}": minutes
    for kind, minutes in (("first_response", 90), ("next_response", 120), ("resolution", 900))
    for priority in Priority
} | {"resolution_critical": 240, "next_response_low": None}


class Sending(msgspec.Struct):
    """A comment, and what the ticket is set to with it."""

    draft: CommentDraft
    then: Status | None = None


class TakeBack(msgspec.Struct):
    """The author takes the last comment back, if it is not too late."""


Thing = TicketChange | Sending | TakeBack | None
Happening = Callable[[Random, datetime], Thing]
Step = tuple[str, Happening]


def _to(status: Status) -> Happening:
    return lambda *_: TicketChange(status=status)


def steps(brief: Brief, *, steady: bool) -> list[Step]:
    """What may happen; with `steady` nothing that changes what is promised."""
    moves: list[Step] = [
        (status.value, _to(status)) for status in (Status.OPEN, Status.PENDING, Status.PENDING, Status.RESOLVED)
    ]
    answer = CommentDraft(text="A", internal=False, technician_id=brief.sam.id)
    said: list[Step] = [
        ("answer", lambda *_: Sending(answer)),
        ("answer and resolve", lambda *_: Sending(answer, Status.RESOLVED)),
        ("answer and wait", lambda *_: Sending(answer, Status.PENDING)),
        ("note", lambda *_: Sending(CommentDraft(text="N", internal=True, technician_id=brief.sam.id))),
        ("message", lambda *_: Sending(CommentDraft(text="M", contact_id=brief.john.id))),
        *[("take back", lambda *_: TakeBack())] * 4,
    ]
    promises: list[Step] = [
        ("priority", lambda rng, _: TicketChange(priority=rng.choice(list(Priority)))),
        ("due", lambda rng, now: TicketChange(due_by_hand=now + timedelta(minutes=rng.randrange(-600, 3_000)))),
        ("give back", lambda *_: TicketChange(due_by_hand=None)),
    ]
    return [*moves, *said, ("sweep", lambda *_: None), *([] if steady else promises)]


async def rules(tx: Tx) -> None:
    """The default policy in the hours of an office with lunch, short Fridays and a night shift on Sundays."""
    day = (Hours(9 * 60, 12 * 60), Hours(13 * 60, 17 * 60))
    week = (day, day, day, day, day[:1], (), (Hours(22 * 60, 24 * 60), Hours(0, 3 * 60)))
    draft = CalendarDraft(name="Odd hours", time_zone="Europe/Berlin", week=week, country="DE", region="BY")
    boss = system(tx.account_id)
    calendar = await create_calendar(tx, boss, draft)
    book = await rulebook(tx)
    assert book.default_id is not None
    await change_policy(tx, boss, book.default_id, PolicyDraft(calendar_id=calendar.id, targets=TARGETS))


async def happen(tx: Tx, brief: Brief, number: int, thing: Thing) -> None:
    """Let one thing happen to a ticket; a closed one takes hardly anything any more."""
    boss = system(tx.account_id)
    try:
        async with tx.attempt():
            match thing:
                case TicketChange():
                    await change_ticket(tx, boss, number, thing)
                case Sending():
                    await send(tx, boss, number, thing.draft, then=thing.then)
                case TakeBack():
                    await take_the_last_back(tx, brief, number)
                case None:
                    await sweep(tx, number)
    except Refusal as refusal:
        if refusal.code not in ("ticket_closed", "undo_too_late"):
            raise


async def take_the_last_back(tx: Tx, brief: Brief, number: int) -> None:
    """The author of the last comment takes it back."""
    of = {"account_id": tx.account_id, "ticket_id": number}
    comments = await tx.fetch(comment_store.page_of(True), **of, limit=100, offset=0)
    if comments:
        author = sam(brief) if comments[-1].technician_id else john(brief)
        await take_back(tx, author, number, comments[-1].id)


def sam(brief: Brief) -> Actor:
    return Actor(
        account_id=brief.account_id,
        kind=ActorKind.TECHNICIAN,
        name="Sam",
        person_id=brief.sam.id,
        role=Role.TECHNICIAN,
    )


def john(brief: Brief) -> Actor:
    return Actor(
        account_id=brief.account_id,
        kind=ActorKind.CONTACT,
        name="John",
        person_id=brief.john.id,
        reach=Own(brief.john.id),
    )


async def lived(brief: Brief, seed: int, *, steady: bool) -> Ticket:
    """A ticket to which twenty-five things have happened at random, and that was swept at the end; as it is stored."""
    rng, at = Random(seed), BEGUN
    async with brief.standing_at(at.isoformat()) as tx:
        await rules(tx)
    number = (await brief.opened(at.isoformat(), "No mail", status=Status(rng.choice(("Open", "Pending"))))).id
    possible = steps(brief, steady=steady)
    for _ in range(STEPS):
        at += timedelta(seconds=rng.choice((0, 1, rng.randrange(31), rng.randrange(3_600), rng.randrange(2 * 86_400))))
        async with brief.standing_at(at.isoformat()) as tx:
            await happen(tx, brief, number, rng.choice(possible)[1](rng, at))
    async with brief.standing_at((at + timedelta(days=3)).isoformat()) as tx:
        await sweep(tx, number)
    async with brief.engine.transaction(brief.account_id) as tx:
        tx.as_of(at + timedelta(days=3))
        found = await store.get(tx, system(tx.account_id), number)
        assert found is not None
        marks = await marks_from_log(tx, tx.account_id, number)
        assert found.marks == marks
        assert reckoned(await rulebook(tx), found, tx.now) == found
        kept = await store.said_on(tx, number)
        assert kept == store.SaidOn(*(getattr(found, field) for field in kept.__struct_fields__))
    return found


@pytest.mark.parametrize("seed", range(10))
async def test_kept_step_by_step_they_are_what_the_log_tells(office: Office, seed: int) -> None:
    brief = await make_brief(office.engine, office.http, f"Kept {office.cast.account_id}")
    await lived(brief, seed, steady=False)


@pytest.mark.parametrize("seed", range(100, 110))
async def test_every_moment_that_passed_was_told_once(office: Office, seed: int) -> None:
    brief = await make_brief(office.engine, office.http, f"Told {office.cast.account_id}")
    ticket = await lived(brief, seed, steady=True)
    events = await log_of(brief.engine, brief.account_id)
    async with brief.engine.transaction(brief.account_id) as tx:
        clocks = clocks_in(await rulebook(tx), ticket)
    now = seconds(max(event.at for event in events))
    warned, breached = (
        sorted((c.kind.value, at) for c in clocks if (at := getattr(c, moment)) is not None and at < now)
        for moment in ("warns", "breaches")
    )
    for kind, passed in ((EventKind.SLA_WARNED, warned), (EventKind.SLA_BREACHED, breached)):
        told = sorted(
            (str(e.data.changes["clock"][1]), seconds(datetime.fromisoformat(str(e.data.changes["passed_at"][1]))))
            for e in events
            if e.kind == kind
        )
        assert told == passed
