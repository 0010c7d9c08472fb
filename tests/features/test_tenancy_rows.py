"""Two accounts in one database: whatever one does or asks for, not a row nor a word of the other is touched."""

import asyncio
import secrets
from collections.abc import Coroutine, Iterator
from contextlib import closing
from typing import Any, NamedTuple, TypeVar

import httpx
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.app import desk_for
from deskhand.settings import Settings
from deskhand.storage.schema import account, metadata
from deskhand.storage.statement import Statement
from tests.cast import Cast, make_cast, make_key
from tests.features.machine import bodies

T = TypeVar("T")

# The same numbers in both accounts, or numbers that only one of them has.
SAME, OTHERS = 0, 1000
PLACES = 8

Rows = dict[str, list[Any]]


def _rows_of(table: sa.Table) -> Statement[Any]:
    owner = table.c.id if table is account else table.c.account_id
    return Statement(
        sa.select(sa.literal_column("0").label("first"), *table.c)
        .where(owner == sa.bindparam("account_id"))
        .order_by(*table.primary_key.columns)
    )


ROWS = {table.name: _rows_of(table) for table in metadata.sorted_tables if table is account or "account_id" in table.c}


class Request(NamedTuple):
    """Something asked of an account. References are places, counted in one account's numbers or the other's."""

    method: str
    noun: str
    place: int | None
    part: str
    body: dict[str, Any] | None
    foreign: bool


def _requests(method: str, noun: str, part: str, body: st.SearchStrategy[Any], *, of: bool) -> Any:
    place = st.integers(1, PLACES) if of else st.none()
    return st.builds(
        Request,
        st.just(method),
        st.just(noun),
        place,
        st.just(part),
        body,
        st.sampled_from((False, False, False, True)),
    )


NOTHING = st.none()
REQUESTS: st.SearchStrategy[Request] = st.one_of(
    _requests("POST", "tickets", "", bodies.NEW_TICKET, of=False),
    _requests("PUT", "tickets", "", bodies.CHANGED_TICKET, of=True),
    _requests("PUT", "tickets", "", bodies.SMALL_CHANGE, of=True),
    _requests("POST", "tickets", "/comments", bodies.COMMENT | bodies.END_USERS_COMMENT, of=True),
    _requests("POST", "tickets", "/workhours", bodies.WORK, of=True),
    _requests("DELETE", "tickets", "", NOTHING, of=True),
    *(_requests("GET", "tickets", part, NOTHING, of=True) for part in ("", "/comments", "/workhours")),
    _requests("POST", "customers", "", bodies.NEW_CUSTOMER, of=False),
    _requests("PUT", "customers", "", bodies.CHANGED_CUSTOMER, of=True),
    _requests("DELETE", "customers", "", NOTHING, of=True),
    _requests("POST", "contacts", "", bodies.NEW_CONTACT, of=False),
    _requests("PUT", "contacts", "", bodies.CHANGED_CONTACT, of=True),
    _requests("DELETE", "contacts", "", NOTHING, of=True),
    *(_requests("GET", noun, "", NOTHING, of=False) for noun in ("tickets", "customers", "contacts", "technicians")),
)


class Rivals:
    """Two accounts on one desk; `words` are told by one of them only."""

    def __init__(self, database_url: str, ids_from: int) -> None:
        self._runner = asyncio.Runner()
        self._desk = desk_for(Settings(database_url=database_url, sqlite_sync="normal"))
        self._run(self._desk.start())
        self.casts = [self._found(0), self._found(ids_from)]
        self.ids_from = [0, ids_from]
        self.keys = [self._run(make_key(self._desk.engine, cast.account_id)) for cast in self.casts]
        self.words = [f"word {secrets.token_hex(8)}" for _ in self.casts]
        transport = httpx.ASGITransport(self._desk.door)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://desk.test")

    def close(self) -> None:
        """Stop the desk."""
        self._run(self._http.aclose())
        self._run(self._desk.stop())
        self._runner.close()

    def ask(self, who: int, request: Request) -> httpx.Response:
        """Send a request with an account's key."""
        base = self.ids_from[1 - who if request.foreign else who]
        path = f"/api/v3/{request.noun}" + (f"/{base + request.place}{request.part}" if request.place else "")
        body = request.body and {name: self._said(who, name, base, value) for name, value in request.body.items()}
        headers = {"X-API-KEY": self.keys[who]}
        return self._run(self._ask(request.method, path, headers, body))

    def rows(self, who: int) -> Rows:
        """Everything the database holds of an account."""
        return self._run(self._rows(self.casts[who].account_id))

    def _said(self, who: int, name: str, base: int, value: Any) -> Any:
        if isinstance(value, bodies.Pick):
            things = value.noun in ("customers", "contacts", "technicians")
            return base + 1 + value.number % PLACES if things else f"user{value.number}@acme.example"
        return (
            f"{value} {self.words[who]}"
            if name in ("TicketTitle", "CommentText", "CustomerName", "Lastname")
            else value
        )

    def _found(self, ids_from: int) -> Cast:
        return self._run(make_cast(self._desk.engine, f"Rival {secrets.token_hex(8)}", ids_from=ids_from))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: Any) -> httpx.Response:
        answer = await self._http.request(method, path, headers=headers, json=body)
        await self._desk.admittance.finish()  # a key's last use is noted in the background
        return answer

    async def _rows(self, account_id: int) -> Rows:
        async with self._desk.engine.snapshot() as read:
            return {name: await read.fetch(statement, account_id=account_id) for name, statement in ROWS.items()}


@pytest.fixture(params=[SAME, OTHERS], ids=["the same numbers", "numbers of their own"])
def rivals(database_url: str, request: pytest.FixtureRequest) -> Iterator[Rivals]:
    """Two accounts, each with the cast."""
    with closing(Rivals(database_url, request.param)) as both:
        yield both


def live_a_little(rivals: Rivals) -> None:
    """Let both have tickets, comments, hours, and texts that were replaced."""
    for who, cast in enumerate(rivals.casts):
        john = bodies.Pick("contacts", cast.john.id - rivals.ids_from[who] - 1)
        for place in range(1, 4):
            opening = {"TicketTitle": "Mail is down", "EndUserID": john}
            assert rivals.ask(who, Request("POST", "tickets", None, "", opening, False)).status_code == 201
            work = {"Date": "2031-03-01", "Hours": 1.5, "TechnicianContactID": bodies.Pick("technicians", 0)}
            assert rivals.ask(who, Request("POST", "tickets", place, "/workhours", work, False)).status_code == 201
            said = {"CommentText": "Any news?", "EndUserID": john}
            assert rivals.ask(who, Request("POST", "tickets", place, "/comments", said, False)).status_code == 201
            assert (
                rivals.ask(who, Request("PUT", "tickets", place, "", {"TicketTitle": "VPN"}, False)).status_code == 200
            )


def test_nothing_of_one_account_is_touched_by_the_other(rivals: Rivals) -> None:
    live_a_little(rivals)
    lived = [len(rivals.rows(who)["event"]) for who in (0, 1)]

    # The accounts grow from example to example: what is claimed holds for any history.
    @settings(max_examples=10, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from((0, 1)), REQUESTS), min_size=10, max_size=30))
    def prove(history: list[tuple[int, Request]]) -> None:
        for who, request in history:
            other = 1 - who
            before = rivals.rows(other)
            answer = rivals.ask(who, request)
            assert answer.status_code < 500
            assert rivals.words[other] not in answer.text
            assert rivals.rows(other) == before

    prove()
    for who in (0, 1):
        rows = rivals.rows(who)
        assert len(rows["event"]) > lived[who] + 10
        assert all(rows[name] for name in ("ticket", "comment", "work_hours", "wording", "contact", "api_key", "wake"))


def test_every_table_belongs_to_accounts() -> None:
    assert set(metadata.tables) - set(ROWS) <= {"migration"}
