"""The same statements give the same on both databases, and what is written is what is read."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core.actor import ActorKind
from deskhand.core.events import EventKind
from deskhand.core.time import EARLIEST, LATEST
from deskhand.storage.engine import Engine
from deskhand.storage.open import open_engine
from deskhand.storage.schema import account, account_clock, event, team
from deskhand.storage.statement import Statement
from deskhand.storage.types import literal, one_of
from tests.storage.ledger import NEW_TEAM, new_account

OWN = team.c.account_id == sa.bindparam("account_id")
TEAMS = sa.select(team.c.id, team.c.name).where(OWN)
NAMES = ["alpha", "Beta", "gamma", "δέλτα", "50%", "it's", "Zeta", "zeta", "", "été"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of an event that need conversion on one database or the other."""

    at: datetime
    kind: EventKind
    ticket_id: int | None
    actor_kind: ActorKind
    data: str


WRITE: Statement[None] = Statement(sa.insert(event))
READ: Statement[Entry] = Statement(
    sa.select(event.c.at, event.c.kind, event.c.ticket_id, event.c.actor_kind, event.c.data).where(
        event.c.account_id == sa.bindparam("account_id"), event.c.seq == 1
    ),
    Entry,
)
ERASE: Statement[None] = Statement(sa.delete(event).where(event.c.account_id == sa.bindparam("account_id")))
SAMPLES: list[tuple[sa.Executable, dict[str, Any]]] = [
    (TEAMS.order_by(team.c.name), {}),
    (TEAMS.order_by(team.c.id.desc()).limit(sa.bindparam("limit")), {"limit": 3}),
    (TEAMS.order_by(team.c.id).limit(sa.bindparam("limit")).offset(sa.bindparam("skip")), {"limit": 3, "skip": 4}),
    (TEAMS.order_by(team.c.id).limit(2).offset(1), {}),
    (TEAMS.where(one_of(team.c.id, "ids")).order_by(team.c.id), {"ids": [3, 1, 99]}),
    (TEAMS.where(one_of(team.c.id, "ids")), {"ids": []}),
    (TEAMS.where(one_of(team.c.name, "names")).order_by(team.c.id), {"names": ["it's", "", "δέλτα"]}),
    (TEAMS.where(~one_of(team.c.id, "ids")).order_by(team.c.id), {"ids": [1, 2, 3]}),
    (TEAMS.where(literal("id > 3 AND name <> 'zeta'")).order_by(team.c.id), {}),
    (TEAMS.where(literal("name LIKE '%eta'")).order_by(team.c.id), {}),
    (TEAMS.where(team.c.name == sa.bindparam("name")), {"name": "50%"}),
    (TEAMS.where(team.c.id + 1 == sa.bindparam("after", type_=sa.BigInteger)), {"after": 5}),
    (sa.select(sa.func.count()).select_from(team).where(OWN), {}),
    (sa.select(sa.cast(sa.func.sum(team.c.id), sa.BigInteger)).where(OWN), {}),
    (sa.select(sa.func.max(team.c.name), sa.func.min(team.c.id)).where(OWN), {}),
    (sa.select(sa.func.max(team.c.id)).where(OWN, team.c.id < 0), {}),
    (sa.select(team.c.id, (team.c.id > 3).label("late")).where(OWN).order_by(team.c.id), {}),
    (sa.select(sa.case((team.c.id < 3, "few"), else_="many")).where(OWN).order_by(team.c.id), {}),
    (sa.select(sa.func.lower(team.c.name) + "!").where(OWN, team.c.id < 3).order_by(team.c.id), {}),
    (sa.select(team.c.id, account.c.resolve_before_close).join(account).where(OWN).order_by(team.c.id), {}),
    (sa.select(account_clock.c.instant).where(account_clock.c.account_id == sa.bindparam("account_id")), {}),
    (
        TEAMS.where(
            sa.exists().where(account.c.id == team.c.account_id, account.c.resolve_before_close.is_(sa.true()))
        ),
        {},
    ),
]


class Both:
    """Engines on both databases, with an account of the same number and content in each."""

    def __init__(self, urls: list[str]) -> None:
        self._runner = asyncio.Runner()
        self.engines = [open_engine(url, sqlite_sync="normal") for url in urls]
        self.account_ids = [self.run(self._fill(engine)) for engine in self.engines]

    def run(self, work: Any) -> Any:
        return self._runner.run(work)

    def close(self) -> None:
        for engine in self.engines:
            self.run(engine.stop())
        self._runner.close()

    @staticmethod
    async def _fill(engine: Engine) -> int:
        await engine.start()
        account_id = await new_account(engine)
        begins = Statement[None](
            sa.update(account_clock)
            .where(account_clock.c.account_id == sa.bindparam("account_id"))
            .values(instant=datetime(2024, 2, 15, 9, 0, 0, 5, UTC))
        )
        async with engine.chore() as writes:
            await writes.run(begins, account_id=account_id)
            rows = [{"account_id": account_id, "id": n, "name": name} for n, name in enumerate(NAMES, 1)]
            await writes.many(NEW_TEAM, rows)
        return account_id


@pytest.fixture(scope="module")
def both(sqlite_url: str, postgres_url: str) -> Iterator[Both]:
    pair = Both([sqlite_url, postgres_url])
    yield pair
    pair.close()


@pytest.mark.parametrize("number", range(len(SAMPLES)))
@pytest.mark.parametrize("plan", ["generic", "custom"])
def test_a_sample_gives_the_same(both: Both, number: int, plan: Any) -> None:
    expr, params = SAMPLES[number]
    statement: Statement[Any] = Statement(expr, plan=plan)

    async def ask(engine: Engine, account_id: int) -> list[Any]:
        given = {"account_id": account_id, **params}
        answers: list[Any] = []
        for scope in (engine.read(), engine.snapshot(), engine.chore()):
            async with scope as read:
                rows = await read.fetch(statement, **given)
                first, value = await read.one(statement, **given), await read.value(statement, **given)
            assert first == (rows[0] if rows else None)
            assert value == (first[0] if isinstance(first, tuple) else first)
            answers.append(rows)
        assert answers[0] == answers[1] == answers[2]
        found: list[Any] = answers[0]
        return found

    sqlite, postgresql = (both.run(ask(e, a)) for e, a in zip(both.engines, both.account_ids, strict=True))
    assert sqlite == postgresql
    assert repr(sqlite) == repr(postgresql)  # 1 is not True


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=50)
instants = st.datetimes(
    EARLIEST.replace(tzinfo=None),
    LATEST.replace(tzinfo=None),
    timezones=st.sampled_from([UTC, timezone(-timedelta(hours=11))]),
)
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(
    at=instants,
    kind=st.sampled_from(EventKind),
    ticket_id=st.none() | st.integers(-(2**63), 2**63 - 1),
    actor_kind=st.sampled_from(ActorKind),
    document=documents,
)
def test_what_is_written_is_what_is_read(
    both: Both, at: datetime, kind: EventKind, ticket_id: int | None, actor_kind: ActorKind, document: Any
) -> None:
    data = msgspec.json.encode(document).decode()

    async def turn(engine: Engine, account_id: int) -> Entry | None:
        values = {"at": at, "kind": kind, "ticket_id": ticket_id, "actor_kind": actor_kind, "data": data}
        async with engine.chore() as writes:
            nobody = {"actor_id": None, "key_id": None, "via": None}
            row = {"account_id": account_id, "seq": 1, "thing_id": 1, **nobody}
            await writes.run(WRITE, **row, **values)
            entry = await writes.one(READ, account_id=account_id)
            await writes.run(ERASE, account_id=account_id)
        return entry

    for engine, account_id in zip(both.engines, both.account_ids, strict=True):
        entry = both.run(turn(engine, account_id))
        assert (entry.at, entry.kind, entry.ticket_id, entry.actor_kind) == (at, kind, ticket_id, actor_kind)
        assert entry.at.tzinfo is UTC
        assert isinstance(entry.kind, EventKind)
        assert isinstance(entry.actor_kind, ActorKind)
        assert msgspec.json.decode(entry.data) == document


@settings(max_examples=25, deadline=None)
@given(instants, instants)
def test_text_order_is_time_order_on_sqlite(one: datetime, other: datetime) -> None:
    statement: Statement[Any] = Statement(sa.select(event.c.seq).where(event.c.at == sa.bindparam("at")))
    [first], [second] = statement.sqlite.arguments(at=one), statement.sqlite.arguments(at=other)
    assert (first < second) == (one < other)
    assert len(first) == len(second)
