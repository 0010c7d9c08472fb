"""An account's clock inside a write transaction: ids, event sequence and counters, handed out in memory."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.events import Event
from deskhand.core.ticket import Status
from deskhand.storage.engine import Counter, Memory
from deskhand.storage.schema import account_clock, event, wake
from deskhand.storage.statement import Statement

T = TypeVar("T")

MOST_REMEMBERED = 1_000


def remember(memory: Memory, account_id: int, version: int, found: Any) -> None:
    """Keep what was read of an account's rules; with too many accounts, forget the one that came first."""
    if account_id not in memory and len(memory) >= MOST_REMEMBERED:
        del memory[next(iter(memory))]
    memory[account_id] = version, found


class ClockRow(msgspec.Struct, frozen=True):
    """The clock as it is stored."""

    instant: datetime
    event: int
    rules: int
    ticket: int
    comment: int
    work_hours: int
    person: int
    customer: int
    other: int
    open_tickets: int
    pending_tickets: int
    resolved_tickets: int
    closed_tickets: int


_COUNTERS: tuple[Counter, ...] = ("ticket", "comment", "work_hours", "person", "customer", "other")
_TOTALS = {status: f"{status.value.lower()}_tickets" for status in Status}
_FIELDS = ClockRow.__struct_fields__
_OWN = account_clock.c.account_id == sa.bindparam("account_id")

LOCK: Statement[ClockRow] = Statement(
    sa.select(*(account_clock.c[name] for name in _FIELDS)).where(_OWN).with_for_update(), ClockRow
)
WRITE: Statement[Any] = Statement(
    sa.update(account_clock)
    .where(_OWN)
    .values({name: sa.bindparam(name, type_=account_clock.c[name].type) for name in _FIELDS})
)
APPEND: Statement[Any] = Statement(sa.insert(event))
# PostgreSQL's ON CONFLICT is SQLite's too, to the letter; SQLAlchemy's insert for SQLite is not to be had on both.
_NEW_WAKE = insert(wake).values(account_id=sa.bindparam("account_id"), seq=sa.bindparam("seq"))
WAKE: Statement[Any] = Statement(
    _NEW_WAKE.on_conflict_do_update(index_elements=["account_id"], set_={"seq": _NEW_WAKE.excluded.seq})
)


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Mark(NamedTuple):
    """A moment of a transaction, as its clock remembers it."""

    now: datetime
    events: int
    ids: dict[Counter, int]
    tickets: dict[Status, int]
    seq: int
    rules: int
    changed: bool


class Clocked:
    """The part of a transaction that is the account's clock; `clock_row` is what its lock was granted on."""

    def __init__(self, account_id: int, clock_row: ClockRow, memory: Memory) -> None:
        self.account_id = account_id
        self._memory = memory
        self._rules = self._rules_granted = clock_row.rules
        self._own_rules: tuple[int, Any] | None = None
        # Never before the last event, whatever the machine's clock does.
        self.now = max(wall_clock(), clock_row.instant)
        self._granted = clock_row.instant
        self.events: list[Event] = []
        self._ids: dict[Counter, int] = {name: getattr(clock_row, name) for name in _COUNTERS}
        self._tickets = {status: getattr(clock_row, column) for status, column in _TOTALS.items()}
        self._seq = clock_row.event
        self._unrecorded = False
        self.changed = False

    def mark(self) -> "Mark":
        """What has been handed out so far, to come back to when a part of the transaction fails alone."""
        return Mark(
            self.now, len(self.events), dict(self._ids), dict(self._tickets), self._seq, self._rules, self.changed
        )

    def back_to(self, mark: "Mark") -> None:
        """As if nothing had been handed out since the mark."""
        self.now, events, ids, tickets, self._seq, self._rules, self.changed = mark
        self._ids, self._tickets = dict(ids), dict(tickets)
        del self.events[events:]
        self._own_rules = None
        self._unrecorded = False

    def as_of(self, instant: datetime) -> None:
        """Let the transaction stand at a moment of the past from here on: for demo data and imports.

        Never before what the account's log has already seen.
        """
        self.now = max(instant, self._granted)
        self._granted = self.now

    @property
    def tickets(self) -> Mapping[Status, int]:
        """The account's tickets that lists show, by status, as of this transaction's last change."""
        return self._tickets

    def next_id(self, counter: Counter) -> int:
        """The next id of a noun."""
        self.changed = True
        self._ids[counter] += 1
        return self._ids[counter]

    def raise_to(self, counter: Counter, at_least: int) -> None:
        """Let the counter never again hand out an id up to `at_least`."""
        if at_least > self._ids[counter]:
            self.changed = True
            self._ids[counter] = at_least

    def next_seq(self) -> int:
        """The sequence of the event to be recorded next."""
        if self._unrecorded:
            raise RuntimeError(f"event {self._seq} has not been recorded; the log would have a gap")
        self._unrecorded = self.changed = True
        self._seq += 1
        return self._seq

    def record(self, event: Event) -> None:
        """Keep the event for the commit."""
        if not self._unrecorded or event.seq != self._seq or event.account_id != self.account_id:
            raise RuntimeError(f"event {event.seq} of account {event.account_id} is not the one next_seq announced")
        self._unrecorded = False
        self.events.append(event)

    def rules_changed(self) -> None:
        """The event to be recorded now changes the account's rules."""
        self._rules = self._seq

    async def rules(self, load: Callable[[Any], Awaitable[T]]) -> T:
        """What `load` reads of the account's rules, read anew only when they have changed."""
        # What this transaction changed may yet be rolled back, and its sequence used for something else: so nobody
        # else is to know of it.
        own = self._rules != self._rules_granted
        kept = self._own_rules if own else self._memory.get(self.account_id)
        if kept is not None and kept[0] == self._rules:
            return cast(T, kept[1])
        found = await load(self)
        if own:
            self._own_rules = self._rules, found
        else:
            remember(self._memory, self.account_id, self._rules, found)
        return found

    def count(self, status: Status, by: int) -> None:
        """Change how many tickets of this status lists show."""
        self.changed = True
        self._tickets[status] += by
        if self._tickets[status] < 0:
            raise RuntimeError(f"fewer than no {status} tickets")

    def final_clock(self) -> dict[str, Any]:
        """The clock to be written at commit, as parameters of `WRITE`. Raises RuntimeError when an event is missing."""
        if self._unrecorded:
            raise RuntimeError(f"event {self._seq} has not been recorded; the log would have a gap")
        totals = {column: self._tickets[status] for status, column in _TOTALS.items()}
        final: dict[str, Any] = {
            "account_id": self.account_id,
            "instant": self.now,
            "event": self._seq,
            "rules": self._rules,
        }
        return final | self._ids | totals


def event_row(event: Event) -> dict[str, Any]:
    """An event as parameters of `APPEND`."""
    row = msgspec.structs.asdict(event)
    row["data"] = msgspec.json.encode(event.data).decode()
    return row
