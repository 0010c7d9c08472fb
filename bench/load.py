"""The bulk loader: a founded account with any number of tickets, straight into the tables of either database."""

import asyncio
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import sqlalchemy as sa

from bench.rows import BEGIN, LASTS, Chunk, Marks, People, Row, chunks
from deskhand.auth.api_keys import KeyDraft, create_key
from deskhand.core.actor import Role, system
from deskhand.core.policy import Terms
from deskhand.core.ticket import Status
from deskhand.demo.people import FIRST_NAMES, LAST_NAMES, PROVIDER, TECHNICIANS
from deskhand.desk.found import first_administrator, found_account
from deskhand.directory.account import AccountDraft, change_account
from deskhand.directory.contacts import ContactDraft, create_contact
from deskhand.directory.customers import CustomerDraft, create_customer
from deskhand.directory.technicians import TechnicianDraft, create_technician
from deskhand.sla.rulebook import rulebook
from deskhand.storage.clock import LOCK, WAKE, WRITE, ClockRow
from deskhand.storage.engine import Engine, Tx
from deskhand.storage.migrate import migrate
from deskhand.storage.open import open_engine, read_url
from deskhand.storage.schema import comment, event, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.words_of_tickets import fill_postgresql, fill_sqlite

# More than any server answers in a minute, so that the limit counts but never refuses.
KEY_LIMIT = 100_000_000
TABLES = ((ticket, "tickets"), (comment, "comments"), (event, "events"))


class Loaded(NamedTuple):
    """A database that is ready to be measured."""

    url: str
    tickets: int
    key: str
    contact_id: int
    seconds: float


def load(url: str, tickets: int) -> Loaded:
    """Fill an empty database: people through their use cases, tickets in bulk, then the clock and a key."""
    began = time.perf_counter()
    migrate(url)
    account_id, people, clock, terms = asyncio.run(_with_engine(url, lambda engine: _found(engine, tickets)))
    begun = Marks(clock.ticket, clock.comment, clock.event)
    bulk = chunks(account_id, tickets, people, begun, terms)
    path, postgresql = read_url(url)
    if path is not None:
        end = _into_sqlite(path, bulk, account_id, clock)
    else:
        end = asyncio.run(_into_postgresql(postgresql, bulk, account_id, clock))
    assert end.ticket == clock.ticket + tickets
    key = asyncio.run(_with_engine(url, lambda engine: _key(engine, account_id)))
    return Loaded(url, tickets, key, people.contacts[0][0], time.perf_counter() - began)


async def _with_engine(url: str, work: Any) -> Any:
    engine = open_engine(url)
    await engine.start()
    try:
        return await work(engine)
    finally:
        await engine.stop()


async def _found(engine: Engine, tickets: int) -> tuple[int, People, ClockRow, Terms]:
    """The account with its people, two years ago, and its clock."""
    async with engine.chore() as writes:
        account, _ = await found_account(writes, PROVIDER.name, begins=BEGIN - timedelta(days=30))
    async with engine.transaction(account.id) as tx:
        tx.as_of(BEGIN - timedelta(days=1))
        people = await _hire(tx, customers=min(max(tickets // 500, 20), 2_000))
        # What was resolved a year ago would close while something else is measured.
        await change_account(tx, system(account.id, "bench"), AccountDraft(auto_close_days=0))
    async with engine.transaction(account.id) as tx:
        clock = await tx.one(LOCK, account_id=account.id)
        book = await rulebook(tx)
    assert clock is not None
    assert book.default_id is not None
    return account.id, people, clock, book.terms[book.default_id]


async def _hire(tx: Tx, customers: int) -> People:
    founder = system(tx.account_id, "bench")
    boss = TECHNICIANS[0]
    technicians = [(await first_administrator(tx, boss.email, boss.first_name, boss.last_name)).id]
    for one in TECHNICIANS[1:]:
        draft = TechnicianDraft(
            email=one.email, first_name=one.first_name, last_name=one.last_name, role=Role.TECHNICIAN
        )
        technicians.append((await create_technician(tx, founder, draft)).id)
    contacts: list[tuple[int, int]] = []
    for number in range(customers):
        contacts += await _company(tx, number)
    return People(technicians, contacts)


async def _company(tx: Tx, number: int) -> list[tuple[int, int]]:
    """A customer with ten contacts; contact and customer ids."""
    founder = system(tx.account_id, "bench")
    name = f"{LAST_NAMES[number % len(LAST_NAMES)]} {number}"
    domain = f"c{number}.example"
    company = await create_customer(tx, founder, CustomerDraft(name=f"{name} Ltd", domain=domain, business_number=name))
    people = []
    for n in range(10):
        first, last = FIRST_NAMES[(number + n) % len(FIRST_NAMES)], LAST_NAMES[(number * 7 + n) % len(LAST_NAMES)]
        draft = ContactDraft(
            customer_id=company.id,
            email=f"{first}.{last}.{n}@{domain}".lower(),
            first_name=first,
            last_name=last,
            phone=f"+44 113 496 {n:04}",
        )
        people.append(((await create_contact(tx, founder, draft)).id, company.id))
    return people


async def _key(engine: Engine, account_id: int) -> str:
    async with engine.transaction(account_id) as tx:
        draft = KeyDraft(name="bench", per_minute=KEY_LIMIT)
        return (await create_key(tx, system(account_id, "bench"), draft))[1]


def _insert(table: sa.Table, names: Iterable[str]) -> Statement[Any]:
    return Statement(sa.insert(table).values({name: sa.bindparam(name, type_=table.c[name].type) for name in names}))


class _End:
    """What the clock must say once all is in."""

    def __init__(self, account_id: int, clock: ClockRow) -> None:
        self.account_id = account_id
        self.ticket, self.comment, self.event = clock.ticket, clock.comment, clock.event
        self.totals = dict.fromkeys(Status, 0)
        self._kept = clock

    def add(self, chunk: Chunk) -> None:
        self.ticket += len(chunk.tickets)
        self.comment += len(chunk.comments)
        self.event += len(chunk.events)
        for row in chunk.tickets:
            self.totals[Status(row["status"])] += 1

    def clock(self) -> dict[str, Any]:
        """As parameters of `WRITE`."""
        kept = {name: getattr(self._kept, name) for name in ClockRow.__struct_fields__}
        moved = {"ticket": self.ticket, "comment": self.comment, "event": self.event, "instant": BEGIN + LASTS}
        totals = {f"{status.value.lower()}_tickets": count for status, count in self.totals.items()}
        return {"account_id": self.account_id, **kept, **moved, **totals}


def _into_sqlite(path: Path, bulk: Iterable[Chunk], account_id: int, clock: ClockRow) -> _End:
    end = _End(account_id, clock)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nothing here needs to survive a crash; the server sets its own journal again.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("BEGIN")
        for chunk in bulk:
            end.add(chunk)
            for table, name in TABLES:
                rows: Sequence[Row] = getattr(chunk, name)
                if rows:
                    compiled = _insert(table, rows[0]).sqlite
                    connection.executemany(compiled.sql, [compiled.arguments(**row) for row in rows])
        fill_sqlite(connection)
        connection.execute(WRITE.sqlite.sql, WRITE.sqlite.arguments(**end.clock()))
        connection.execute(WAKE.sqlite.sql, WAKE.sqlite.arguments(account_id=account_id, seq=end.event))
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    return end


async def _into_postgresql(url: str, bulk: Iterable[Chunk], account_id: int, clock: ClockRow) -> _End:
    end = _End(account_id, clock)
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            # Without the triggers of foreign keys: every id was made here.
            await connection.execute("SET LOCAL session_replication_role = replica")
            for chunk in bulk:
                end.add(chunk)
                for table, name in TABLES:
                    rows: Sequence[Row] = getattr(chunk, name)
                    if rows:
                        await connection.copy_records_to_table(
                            table.name, columns=list(rows[0]), records=[tuple(row.values()) for row in rows]
                        )
            await fill_postgresql(connection)
            await connection.execute(WRITE.postgresql.sql, *WRITE.postgresql.arguments(**end.clock()))
            await connection.execute(WAKE.postgresql.sql, account_id, end.event)
        # As it would be after a night: counted, and without dead rows.
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()
    return end
