"""What stores and doors may ask of a database; `sqlite` and `postgres` answer it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from deskhand.core.events import Event
from deskhand.core.ticket import Status
from deskhand.storage.statement import Statement
from deskhand.storage.wakes import Wakes

R = TypeVar("R")
Counter = Literal["ticket", "comment", "work_hours", "person", "customer", "other"]
# What a process knows of the rules of some accounts, by account: as of which event, and what was read then.
Memory = dict[int, tuple[int, Any]]


class Read(Protocol):
    """Reading without a transaction: each call is one statement and one snapshot."""

    async def fetch(self, statement: Statement[R], **params: Any) -> list[R]:
        """All rows, decoded."""
        ...

    async def one(self, statement: Statement[R], **params: Any) -> R | None:
        """The first row, decoded, or None."""
        ...

    async def value(self, statement: Statement[Any], **params: Any) -> Any:
        """The first column of the first row (its result processor applied), or None."""
        ...


class Writes(Read, Protocol):
    """Writing inside a transaction that belongs to no account's log: housekeeping, and founding accounts.

    Once a statement was refused (Conflict, Dangling, Invalid), the transaction can only be left and is rolled back,
    on SQLite as on PostgreSQL. Statements run one after the other: never gather them.
    """

    @property
    def now(self) -> datetime:
        """The wall clock, read once when the transaction began."""
        ...

    async def run(self, statement: Statement[Any], **params: Any) -> int:
        """Execute; the number of rows touched."""
        ...

    async def many(self, statement: Statement[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute once per row."""
        ...


class Tx(Writes, Protocol):
    """A write transaction of one account, holding the account's clock from its first moment to its commit.

    Ids, event sequences and counter changes are handed out in memory; clock, events and wake row are written once,
    at commit. A transaction that recorded nothing leaves the clock as it was.
    """

    @property
    def account_id(self) -> int: ...

    @property
    def now(self) -> datetime:
        """Fixed when the lock was granted; never before the account's last instant, so that events never go back."""
        ...

    @property
    def tickets(self) -> Mapping[Status, int]:
        """The account's tickets that lists show, by status, as of this transaction's last change."""
        ...

    def attempt(self) -> AbstractAsyncContextManager[None]:
        """A part that may fail alone: whatever is raised inside undoes what was done inside, and nothing else."""
        ...

    def as_of(self, instant: datetime) -> None:
        """Stand at a moment of the past from here on, though never before the last event: for demo data and imports."""
        ...

    @property
    def events(self) -> list[Event]:
        """The events recorded so far."""
        ...

    def next_id(self, counter: Counter) -> int:
        """The next id of a noun; imports that bring ids raise the counter with `raise_to`."""
        ...

    def raise_to(self, counter: Counter, at_least: int) -> None:
        """Let the counter never again hand out an id up to `at_least`."""
        ...

    def next_seq(self) -> int:
        """The sequence of the event to be recorded next. Each call must be followed by one `record`."""
        ...

    def record(self, event: Event) -> None:
        """Keep the event for the commit."""
        ...

    def rules_changed(self) -> None:
        """The event to be recorded now changes the account's rules: its settings, calendars or policies."""
        ...

    async def rules(self, load: Callable[["Tx"], Awaitable[R]]) -> R:
        """What `load` reads of the account's rules. A process reads them anew only when they have changed."""
        ...

    def count(self, status: Status, by: int) -> None:
        """Change how many tickets of this status lists show."""
        ...


class Engine(Protocol):
    """One database."""

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]: ...

    @property
    def spare_readers(self) -> int:
        """How many snapshots may last for as long as somebody's client takes, so that the other reads go on."""
        ...

    @property
    def memory(self) -> Memory:
        """What this process remembers of the rules of accounts."""
        ...

    @property
    def wakes(self) -> Wakes:
        """Where one waits for an account's next events."""
        ...

    def read(self) -> AbstractAsyncContextManager[Read]:
        """Single reads, by key, keyset page or counter; what takes longer than 20 ms on SQLite moves to a thread."""
        ...

    def snapshot(self) -> AbstractAsyncContextManager[Read]:
        """Several reads that see one state of the database; on SQLite in a thread, so also for what takes long."""
        ...

    def transaction(self, account_id: int) -> AbstractAsyncContextManager[Tx]:
        """A write transaction of one account; commits on success, rolls back on anything raised, cancellation too.

        Raises Busy when the lock cannot be had in time, KeyError when there is no such account.
        """
        ...

    def chore(self) -> AbstractAsyncContextManager[Writes]:
        """A short write transaction without any account's clock: a key's last use, a new account's first rows."""
        ...

    async def start(self) -> None:
        """Connect and compile every Statement; a bad one, or an unreachable database, stops the start."""
        ...

    async def stop(self) -> None:
        """Wait for what is under way, then close every connection."""
        ...
