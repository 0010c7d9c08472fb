"""`deskhand demo`: the same seed and the same end give the same rows, in either database and however it is written."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from deskhand.app import desk_for
from deskhand.core.ticket import Status
from deskhand.demo import fill
from deskhand.demo.founding import BEGINNING
from deskhand.desk.found import found_account
from deskhand.settings import Settings
from deskhand.storage.engine import Engine
from deskhand.storage.migrate import migrate
from deskhand.storage.schema import metadata
from deskhand.storage.statement import Statement
from tests.cast import make_key
from tests.cli.conftest import Run, complaint, on_engine

UNTIL = datetime(2026, 11, 1, 12, tzinfo=UTC)
# What a real moment or chance goes into.
NOT_THE_PLANS = {"account", "api_key", "login", "password", "migration"}
TABLES = [table for table in metadata.sorted_tables if table.name not in NOT_THE_PLANS]
# As large as makes several lots, in the test that changes their size.
TICKETS = 60


def rows(url: str) -> dict[str, list[Any]]:
    """Every row of every table that a plan fills, in the order of its key."""

    async def read(engine: Engine) -> dict[str, list[Any]]:
        async with engine.snapshot() as database:
            return {
                table.name: await database.fetch(Statement(sa.select(table).order_by(*table.primary_key.columns)))
                for table in TABLES
            }

    found = on_engine(url, read)
    # PostgreSQL keeps JSON in an order of its own.
    found["event"] = [tuple(json.loads(one) if str(one)[:1] == "{" else one for one in row) for row in found["event"]]
    return found


def filled(url: str, *, seed: int = 7) -> dict[str, list[Any]]:
    """The rows of a database that was just filled by the code behind the command."""
    migrate(url)

    async def run(engine: Engine) -> None:
        async with engine.chore() as writes:
            account, _ = await found_account(writes, "Demo", begins=BEGINNING)
        await fill.fill_account(engine, account.id, tickets=TICKETS, seed=seed, until=UNTIL, progress=lambda done: None)

    on_engine(url, run)
    return rows(url)


def demo(run: Run, url: str, *options: str) -> Any:
    given = ("--tickets", str(TICKETS), "--seed", "7", "--until", "2026-11-01T12:00:00Z", "--database", url)
    return run("demo", *given, *options)


async def answers(url: str) -> dict[str, Any]:
    """What the API says of every ticket: the ticket, its comments, its work hours, and by which words it is found."""
    desk = desk_for(Settings(database_url=url))
    await desk.start()
    found: dict[str, Any] = {}
    transport = httpx.ASGITransport(desk.door)
    headers = {"X-API-KEY": await make_key(desk.engine, 1)}
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test/api/v3", headers=headers) as client:
        for path in (
            "/tickets?itemsInPage=50",
            "/tickets?itemsInPage=50&q=the",
            "/tickets?itemsInPage=50&q=check -the",
            "/customers?itemsInPage=50",
            "/technicians",
            "/contacts?itemsInPage=50",
        ):
            while path:
                page = (await client.get(path)).json()
                found[path] = page["items"]
                path = page["nextLink"].removeprefix("http://desk.test/api/v3")
        for number in range(1, TICKETS + 1):
            for part in ("comments", "workhours"):
                path = f"/tickets/{number}/{part}?itemsInPage=50"
                found[path] = (await client.get(path)).json()["items"]
    await desk.stop()
    return found


def test_two_years_of_history_are_no_news(fresh_database_url: str) -> None:
    found = filled(fresh_database_url)
    assert found["event_cursor"] == [(1, "bell", len(found["event"]), None)]


def test_the_same_seed_gives_the_same_rows_and_answers_in_either_database(
    run: Run, fresh_sqlite_url: str, fresh_postgres_url: str
) -> None:
    for url in (fresh_sqlite_url, fresh_postgres_url):
        done = demo(run, url)
        assert done.exit_code == 0, done.output
        assert done.stdout.splitlines() == [
            f"{TICKETS} tickets are in the account 'Calderbeck IT Services Ltd'.",
            "Next: deskhand keys create --account 'Calderbeck IT Services Ltd' --name NAME",
        ]
        assert f"{TICKETS}/{TICKETS}" in done.stderr  # the progress bar's last state
    one, other = rows(fresh_sqlite_url), rows(fresh_postgres_url)
    assert one == other
    assert len(one["ticket"]) == TICKETS
    assert min(len(one[name]) for name in ("comment", "work_hours", "event", "contact")) > TICKETS
    assert asyncio.run(answers(fresh_sqlite_url)) == asyncio.run(answers(fresh_postgres_url))


def test_how_it_is_written_makes_no_difference(
    fresh_sqlite_url: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gathered and in one transaction, or one statement after another and in several: the rows are the same."""
    gathered = filled(fresh_sqlite_url)

    class AtOnce:
        """The transaction itself, with nothing to write at the end."""

        def __init__(self, tx: Any) -> None:
            self._tx = tx

        def __getattr__(self, name: str) -> Any:
            return getattr(self._tx, name)

        async def write(self) -> None:
            pass

    monkeypatch.setattr(fill, "Gathering", AtOnce)
    monkeypatch.setattr(fill, "PER_TRANSACTION", 13)
    other = f"sqlite:///{tmp_path}/other.db"
    assert filled(other) == gathered
    assert asyncio.run(answers(other)) == asyncio.run(answers(fresh_sqlite_url))


def test_another_seed_gives_others(fresh_sqlite_url: str, tmp_path: Any) -> None:
    assert filled(fresh_sqlite_url)["ticket"] != filled(f"sqlite:///{tmp_path}/other.db", seed=8)["ticket"]


def test_what_was_counted_is_there(fresh_sqlite_url: str) -> None:
    """The clock's counters, on which lists rely, are those of the rows."""
    found = filled(fresh_sqlite_url)
    columns = [column.name for column in metadata.tables["account_clock"].columns]
    clock = dict(zip(columns, found["account_clock"][0], strict=True))
    status = [column.name for column in metadata.tables["ticket"].columns].index("status")
    statuses = [row[status] for row in found["ticket"]]
    assert {one: clock[f"{one.lower()}_tickets"] for one in Status} == {one: statuses.count(one) for one in Status}
    for name, table in (("event", "event"), ("ticket", "ticket"), ("comment", "comment"), ("work_hours", "work_hours")):
        assert clock[name] == len(found[table])


def test_an_account_that_is_there_is_left_alone(run: Run, fresh_sqlite_url: str) -> None:
    assert demo(run, fresh_sqlite_url).exit_code == 0
    before = rows(fresh_sqlite_url)
    line = complaint(demo(run, fresh_sqlite_url))
    assert line == "The account 'Calderbeck IT Services Ltd' is there already; name another with --account."
    assert rows(fresh_sqlite_url) == before
    assert demo(run, fresh_sqlite_url, "--account", "Other Ltd").exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--until", "yesterday"), "--until: expected an ISO 8601 instant"),
        (("--account", " "), "--account must not be empty."),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence(
    run: Run, fresh_sqlite_url: str, options: tuple[str, ...], said: str
) -> None:
    assert complaint(demo(run, fresh_sqlite_url, *options)).startswith(said)
