"""Part of a transaction that may fail alone: what it did is undone, and the transaction goes on without it."""

from types import TracebackType
from typing import Any, Protocol


class Divisible(Protocol):
    """What an attempt asks of a transaction."""

    over: str

    async def command(self, sql: str) -> None:
        """Run SQL that is no statement of its own, such as SAVEPOINT."""
        ...

    def mark(self) -> Any:
        """What has been handed out so far."""
        ...

    def back_to(self, mark: Any) -> None:
        """As if nothing had been handed out since the mark."""
        ...


class Attempt:
    """`async with tx.attempt():` whatever is raised inside undoes what was done inside, rows, ids, events and counts.

    A refusal by the database itself still ends the whole transaction, as it does on PostgreSQL anyway.
    """

    __slots__ = ("_mark", "_tx")

    def __init__(self, tx: Divisible) -> None:
        self._tx = tx

    async def __aenter__(self) -> None:
        self._mark = self._tx.mark()
        await self._tx.command("SAVEPOINT attempt")

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._tx.over:
            return
        if kind is not None:
            await self._tx.command("ROLLBACK TO SAVEPOINT attempt")
            self._tx.back_to(self._mark)
        await self._tx.command("RELEASE SAVEPOINT attempt")
