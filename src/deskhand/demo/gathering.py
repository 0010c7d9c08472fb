"""A transaction that gathers what a lot of tickets writes, so that a ticket that changes ten times is written once."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, TypeVar

from deskhand.core.actor import Everything
from deskhand.core.events import Event
from deskhand.core.ticket import Status, Ticket
from deskhand.core.work import Worked
from deskhand.directory import contact_store, customer_store, technician_store
from deskhand.search import index, index_store
from deskhand.storage.engine import Counter, Tx
from deskhand.storage.statement import Statement
from deskhand.tickets import store as tickets
from deskhand.tickets import work_store
from deskhand.worklog import store as worklog

R = TypeVar("R")

# What keeps the index of words; `write` indexes each ticket once instead, with all that was said on it.
_OF_THE_INDEX: frozenset[Statement[Any]] = frozenset(
    (index_store.INSERT, index_store.REPLACE, index_store.APPEND_PUBLIC, index_store.APPEND_INTERNAL)
)

_READ_TICKET: Statement[Any] = tickets.one_of_kind(Everything)
# What stays as it is while tickets are worked on, and is asked for with every step.
_STEADY: frozenset[Statement[Any]] = frozenset((contact_store.GET, customer_store.GET, technician_store.GET))


class Gathering:
    """A `Tx` for the use cases, which notice no difference: tickets are read and written in memory until `write`.

    Comments and work hours wait too; of these only a ticket's spans of work are read back. People and customers are
    read once: the account's clock is locked, so that nobody else changes them.
    """

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._tickets: dict[int, Ticket] = {}
        self._new: set[int] = set()
        self._changed: set[int] = set()
        self._known: dict[tuple[Any, ...], Any] = {}
        self._reworded: set[int] = set()
        self._waiting: dict[Statement[Any], list[dict[str, Any]]] = {tickets.INSERT_COMMENT: [], worklog.INSERT: []}

    async def write(self) -> None:
        """Write what was gathered; the transaction is committed by whoever opened it."""
        await self._tx.many(tickets.INSERT, self._rows(self._new))
        await self._tx.many(tickets.UPDATE, self._rows(self._changed - self._new))
        for statement, rows in self._waiting.items():
            await self._tx.many(statement, rows)
        for ticket_id in sorted(self._reworded):
            await index.reworded(self._tx, self._tickets[ticket_id])

    async def one(self, statement: Statement[Any], **params: Any) -> Any:
        if statement is _READ_TICKET:
            ticket = self._tickets.get(params["id"])
            return ticket if ticket is not None else await self._tx.one(statement, **params)
        if statement not in _STEADY:
            return await self._tx.one(statement, **params)
        asked = (statement, *params.values())
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = await self._tx.one(statement, **params)
        return found

    async def run(self, statement: Statement[Any], **params: Any) -> int:
        if statement in self._waiting:
            self._waiting[statement].append(params)
        elif statement is tickets.INSERT or statement is tickets.UPDATE:
            (self._new if statement is tickets.INSERT else self._changed).add(params["id"])
            self._tickets[params["id"]] = Ticket(**{name: params[name] for name in Ticket.__struct_fields__})
        elif statement in _OF_THE_INDEX:
            self._reworded.add(params["ticket_id"])
        else:
            return await self._tx.run(statement, **params)
        return 1

    def _rows(self, ids: Iterable[int]) -> list[dict[str, Any]]:
        return [tickets.written(self._tickets[ticket_id]) for ticket_id in sorted(ids)]

    def _worked_on(self, ticket_id: int) -> list[Worked]:
        """The work on a ticket that is not written yet."""
        waiting = self._waiting[worklog.INSERT]
        return [Worked(w["starts_at"], w["ends_at"], w["billable"]) for w in waiting if w["ticket_id"] == ticket_id]

    # All else is the transaction's own.

    @property
    def account_id(self) -> int:
        return self._tx.account_id

    @property
    def now(self) -> datetime:
        return self._tx.now

    @property
    def tickets(self) -> Mapping[Status, int]:
        return self._tx.tickets

    @property
    def events(self) -> list[Event]:
        return self._tx.events

    def attempt(self) -> AbstractAsyncContextManager[None]:
        return self._tx.attempt()

    async def fetch(self, statement: Statement[Any], **params: Any) -> list[Any]:
        found = await self._tx.fetch(statement, **params)
        return [*found, *self._worked_on(params["ticket_id"])] if statement is work_store.WORKED_ON else found

    async def value(self, statement: Statement[Any], **params: Any) -> Any:
        return await self._tx.value(statement, **params)

    async def many(self, statement: Statement[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        await self._tx.many(statement, rows)

    def as_of(self, instant: datetime) -> None:
        self._tx.as_of(instant)

    def next_id(self, counter: Counter) -> int:
        return self._tx.next_id(counter)

    def raise_to(self, counter: Counter, at_least: int) -> None:
        self._tx.raise_to(counter, at_least)

    def next_seq(self) -> int:
        return self._tx.next_seq()

    def record(self, event: Event) -> None:
        self._tx.record(event)

    def rules_changed(self) -> None:
        self._tx.rules_changed()

    async def rules(self, load: Callable[[Tx], Awaitable[R]]) -> R:
        return await self._tx.rules(load)

    def count(self, status: Status, by: int) -> None:
        self._tx.count(status, by)
