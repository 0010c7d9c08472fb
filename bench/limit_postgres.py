"""The floor's PostgreSQL: asyncpg on a list of connections of its own, with the product's settings and statements."""

import asyncio
from datetime import UTC, datetime

import msgspec

from bench.limit_sql import (
    CONTACT,
    CREATE,
    CUSTOMER,
    CUSTOMER_OF_CONTACT,
    INDEX,
    KEYS,
    LOCK,
    NAMES,
    PAGE,
    TOTALS,
    VIEW,
    Asked,
    Raw,
    rows_of,
)
from deskhand.storage.postgres_connections import SETTINGS, Connection, connect_once
from deskhand.storage.postgres_writes import _CLOCK_COLUMNS, _EVENT_COLUMNS, _SETTLE

CONNECTIONS = 8
# As many as the product lets in: more only hold connections while they wait for the account's clock.
WRITERS = 2

_names = [statement.postgresql for statement in NAMES]


class Postgres:
    """Eight connections, the one given back last taken first."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: list[Connection] = []
        self._waiting: list[asyncio.Future[Connection]] = []
        self._writers = asyncio.Semaphore(WRITERS)

    async def start(self) -> list[Raw]:
        """The digests of all keys with their accounts."""
        self._idle = [await connect_once(self._url, **SETTINGS) for _ in range(CONNECTIONS)]
        return [tuple(row) for row in await self._idle[0].fetch(KEYS)]

    @staticmethod
    def instant(value: datetime | None) -> str | None:
        """An instant as the wire shows it."""
        return None if value is None else msgspec.to_builtins(value)[:19] + "Z"

    async def _take(self) -> Connection:
        if self._idle:
            return self._idle.pop()
        turn: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        return await turn

    def _give(self, connection: Connection) -> None:
        if self._waiting:
            self._waiting.pop(0).set_result(connection)
        else:
            self._idle.append(connection)

    async def get(self, account_id: int, ticket_id: int) -> Raw:
        """A ticket with its names."""
        connection = await self._take()
        try:
            arguments = VIEW.postgresql.arguments(account_id=account_id, id=ticket_id)
            return await connection.fetchrow(VIEW.postgresql.sql, *arguments)
        finally:
            self._give(connection)

    async def page(self, account_id: int, limit: int) -> tuple[list[Raw], int]:
        """The newest tickets, and how many there are in all."""
        connection = await self._take()
        try:
            arguments = PAGE.postgresql.arguments(account_id=account_id, limit=limit)
            rows = await connection.fetch(PAGE.postgresql.sql, *arguments)
            totals: Raw = await connection.fetchrow(TOTALS.postgresql.sql, account_id)
            return rows, sum(totals)
        finally:
            self._give(connection)

    async def names(self, account_id: int, ids: tuple[set[int], ...]) -> list[list[Raw]]:
        """Customers, contacts, technicians and comments by their ids."""
        connection = await self._take()
        try:
            return [
                await connection.fetch(kind.sql, *kind.arguments(account_id=account_id, ids=wanted)) if wanted else []
                for kind, wanted in zip(_names, ids, strict=True)
            ]
        finally:
            self._give(connection)

    async def create(self, account_id: int, asked: Asked) -> Raw:
        """A new ticket with its names."""
        async with self._writers:
            connection = await self._take()
            try:
                await connection.execute("BEGIN")
                view = await self._write(connection, account_id, asked)
                await connection.execute("COMMIT")
            except BaseException:
                await connection.execute("ROLLBACK")
                raise
            finally:
                self._give(connection)
        return view

    async def _write(self, connection: Connection, account_id: int, asked: Asked) -> Raw:
        fetch, run = connection.fetchrow, connection.execute
        clock: Raw = await fetch(LOCK.postgresql.sql, account_id)
        who = CONTACT.postgresql.arguments(account_id=account_id, id=asked.contact_id)
        contact: Raw = await fetch(CONTACT.postgresql.sql, *who)
        customer_id = contact[CUSTOMER_OF_CONTACT]
        await fetch(CUSTOMER.postgresql.sql, *CUSTOMER.postgresql.arguments(account_id=account_id, id=customer_id))
        ticket, after, event, words = rows_of(asked, account_id, tuple(clock), customer_id, datetime.now(UTC))
        await run(CREATE.postgresql.sql, *CREATE.postgresql.arguments(**ticket))
        await run(INDEX.postgresql.sql, *INDEX.postgresql.arguments(**words))
        which = VIEW.postgresql.arguments(account_id=account_id, id=ticket["id"])
        view: Raw = await fetch(VIEW.postgresql.sql, *which)
        columns = ([event[name]] for name in _EVENT_COLUMNS)
        await run(_SETTLE, account_id, *(after[name] for name in _CLOCK_COLUMNS), *columns)
        return view
