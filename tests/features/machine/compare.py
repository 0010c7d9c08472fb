"""Whether the desk holds what it should: its rows, its clock and its log against the machine's own memory."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.events import Event
from deskhand.events.read import Mention, Wording, events_after, wordings
from deskhand.events.replay import replay
from deskhand.storage.engine import Read
from deskhand.storage.schema import (
    account_clock,
    comment,
    contact,
    customer,
    event,
    technician,
    ticket,
    wake,
    work_hours,
)
from deskhand.storage.statement import Statement
from deskhand.tickets.marks_of import marks_from_log
from tests.features.machine.things import Contact, Customer, Technician, Thing
from tests.features.machine.world import TEXTS, VALUES, Recorded, World, never_back

NUMBERED = ("ticket", "comment", "work_hours", "customer", "event")
Who = Customer | Contact | Technician
STATUSES = ("Open", "Pending", "Resolved", "Closed")


class Clock(msgspec.Struct, frozen=True):
    """The account's clock, as far as the machine knows it."""

    instant: datetime
    event: int
    ticket: int
    comment: int
    work_hours: int
    person: int
    customer: int
    open_tickets: int
    pending_tickets: int
    resolved_tickets: int
    closed_tickets: int


_OWN: sa.BindParameter[int] = sa.bindparam("account_id")
CLOCK: Statement[Clock] = Statement(
    sa.select(*(account_clock.c[name] for name in Clock.__struct_fields__)).where(account_clock.c.account_id == _OWN),
    Clock,
)
WOKEN: Statement[int] = Statement(sa.select(wake.c.seq).where(wake.c.account_id == _OWN))
COUNTS = {
    table.name: Statement[int](sa.select(sa.func.count()).select_from(table).where(table.c.account_id == _OWN))
    for table in (event, ticket, comment, work_hours, customer, contact, technician)
}
ALIVE: Statement[Any] = Statement(
    sa.select(ticket.c.status, sa.func.count())
    .where(ticket.c.account_id == _OWN, ticket.c.deleted_at.is_(None), ticket.c.merged_into.is_(None))
    .group_by(ticket.c.status)
)
VERSIONS = {
    table.name: Statement[Any](sa.select(table.c.id, table.c.version).where(table.c.account_id == _OWN))
    for table in (ticket, customer, contact, technician)
}
CLOSED: Statement[Any] = Statement(sa.select(ticket.c.id, ticket.c.closed_at).where(ticket.c.account_id == _OWN))


async def assert_clock(read: Read, account_id: int, world: World) -> None:
    """The clock is exact: last instant and event, last ids, and how many tickets there are in each status."""
    totals = [sum(t.status == status for t in world.alive) for status in STATUSES]
    assert await read.one(CLOCK, account_id=account_id) == Clock(world.last, world.seq, *world.ids.values(), *totals)


async def assert_counters(read: Read, account_id: int, taken_back: int = 0) -> None:
    """Whatever the clock counts in memory is what there is to be counted, but for comments that were taken back."""
    counts = {name: await read.value(statement, account_id=account_id) for name, statement in COUNTS.items()}
    counts["comment"] += taken_back
    clock = await read.one(CLOCK, account_id=account_id)
    assert clock is not None
    assert counts["contact"] + counts["technician"] == clock.person
    assert {name: counts[name] for name in NUMBERED} == {name: getattr(clock, name) for name in NUMBERED}
    alive = dict(await read.fetch(ALIVE, account_id=account_id))
    assert {s: getattr(clock, f"{s.lower()}_tickets") for s in STATUSES} == dict.fromkeys(STATUSES, 0) | alive
    assert await read.value(WOKEN, account_id=account_id) == clock.event


async def assert_rows(read: Read, account_id: int, world: World) -> None:
    """The counters are exact, and things are at the versions they should have."""
    await assert_counters(read, account_id, len(world.taken_back))
    for name, statement in VERSIONS.items():
        things: Mapping[int, Any] = getattr(world, f"{name}s")
        assert dict(await read.fetch(statement, account_id=account_id)) == {n: t.version for n, t in things.items()}
    closed = dict(await read.fetch(CLOSED, account_id=account_id))
    assert closed == {t.id: t.closed_at for t in world.tickets.values()}


async def assert_log(read: Read, account_id: int, world: World) -> None:
    """The log has every event it should, in order and without a gap, with what each changed, texts included."""
    events: list[Event] = []
    texts: dict[Mention, Wording] = {}
    while page := await events_after(read, account_id, events[-1].seq if events else 0, 7):
        events += page
        texts |= await wordings(read, account_id, page)
    assert [event.seq for event in events] == list(range(1, world.seq + 1))
    assert never_back(event.at for event in events)
    begun = len(events) - len(world.log)
    for found, expected in zip(events[begun:], world.log, strict=True):
        assert told(found, texts) == remembered(expected)


def told(event: Event, texts: Mapping[Mention, Wording]) -> dict[str, Any]:
    """An event as it is compared."""
    return {
        "seq": event.seq,
        "at": event.at,
        "kind": event.kind.value,
        "thing": (event.thing_id, event.ticket_id),
        "actor": (event.actor_kind.value, event.actor_id, event.key_id),
        "changes": event.data.changes,
        "texts": {field: msgspec.structs.astuple(texts[event.seq, field]) for field in event.data.texts},
    }


def remembered(expected: Recorded) -> dict[str, Any]:
    """The machine's own memory of an event, likewise."""
    actor = expected.actor
    return {
        "seq": expected.seq,
        "at": expected.at,
        "kind": expected.kind,
        "thing": (expected.thing_id, expected.ticket_id),
        "actor": (actor.kind, actor.person_id, actor.key_id),
        "changes": {name: (_as_told(old), _as_told(new)) for name, (old, new) in expected.changes.items()},
        "texts": expected.texts,
    }


async def assert_replayed(read: Read, account_id: int, world: World) -> None:
    """What the log alone says the account holds is what it holds."""
    replayed = {thing: told for thing, told in (await replay(read, account_id)).items() if thing[0] in VALUES}
    assert {thing: standing.fields for thing, standing in replayed.items()} == {
        (noun, thing.id): _fields(noun, thing) for noun, thing in _things(world)
    }
    deleted = {thing for thing, standing in replayed.items() if standing.deleted}
    gone = {("ticket", t.id) for t in world.tickets.values() if t.deleted}
    assert deleted == gone | {("comment", c.id) for c in world.taken_back}
    # A ticket's version counts what is said and done on it, too.
    versions = {(noun, thing.id): thing.version for noun, thing in _things(world) if isinstance(thing, Who)}
    assert versions == {thing: replayed[thing].seq for thing in versions}


MARKS: Statement[tuple[int, str]] = Statement(
    sa.select(ticket.c.id, ticket.c.marks).where(ticket.c.account_id == sa.bindparam("account_id"))
)


async def assert_marks(read: Read, account_id: int) -> None:
    """The moments that a ticket's clocks run by, kept step by step, are those that the log alone tells."""
    for number, marks in await read.fetch(MARKS, account_id=account_id):
        assert marks == await marks_from_log(read, account_id, number), number


def _things(world: World) -> list[tuple[str, Thing]]:
    tickets = list(world.tickets.values())
    return [
        *(("technician", t) for t in world.technicians.values()),
        *(("customer", c) for c in world.customers.values()),
        *(("contact", c) for c in world.contacts.values()),
        *(("ticket", t) for t in tickets),
        *(("comment", c) for t in tickets for c in t.comments),
        *(("comment", c) for c in world.taken_back),
        *(("work_hours", e) for t in tickets for e in t.entries),
    ]


def _fields(noun: str, thing: Thing) -> dict[str, Any]:
    return {name: _as_told(getattr(thing, name)) for name in f"{VALUES[noun]} {TEXTS[noun]}".split()}


def _as_told(value: Any) -> Any:
    """Events tell instants as ISO texts."""
    return value.isoformat() if isinstance(value, datetime) else value
