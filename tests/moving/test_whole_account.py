"""A whole account, exported from one Deskhand and imported by another: it answers every call alike."""

import contextlib
import csv
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from deskhand.desk.whole_store import LEFT_BEHIND, carried
from deskhand.storage.schema import metadata
from tests.moving.everything import enrich, everything_asked
from tests.servers.deskhand import Server, run_command

NAME = "Calderbeck IT Services Ltd"


class Desk(NamedTuple):
    """A running server, its database, and a client of its account with an administrator's key."""

    server: Server
    database_url: str
    key: str
    api: httpx.Client


@contextlib.contextmanager
def desk(database_url: str, folder: Path) -> Iterator[Desk]:
    """A server on a database that holds the account."""
    made = run_command(
        "keys", "create", "--name", "all", "--limit", "100000", "--account", NAME, database_url=database_url
    )
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    headers = {"X-API-KEY": key}
    with (
        Server(database_url, folder=folder, DESKHAND_WORKER="off", DESKHAND_DATA_DIR=str(folder)) as server,
        httpx.Client(base_url=f"{server.url}/api/v3", headers=headers, timeout=30, verify=False) as api,
    ):
        yield Desk(server, database_url, key, api)


@pytest.fixture
def first(fresh_sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """The first installation, on SQLite, with a desk that has some of everything."""
    folder = tmp_path / "first"
    folder.mkdir()
    done = run_command("demo", "--tickets", "15", database_url=fresh_sqlite_url)
    assert done.returncode == 0, done.stderr
    with desk(fresh_sqlite_url, folder) as running:
        enrich(running.api)
        yield running


def exported(first: Desk, folder: Path, *options: str) -> Any:
    return run_command(
        "export", str(folder), *options, database_url="", DESKHAND_URL=first.server.url, DESKHAND_KEY=first.key
    )


def imported(folder: Path, database_url: str, data: Path, *options: str) -> Any:
    data.mkdir(exist_ok=True)
    return run_command(
        "import", "deskhand", str(folder), *options, database_url=database_url, DESKHAND_DATA_DIR=str(data)
    )


def test_every_further_installation_answers_every_call_alike(
    first: Desk, fresh_postgres_url: str, tmp_path: Path
) -> None:
    asked = everything_asked(first.api)
    with moved(first, fresh_postgres_url, tmp_path / "second") as second:
        assert_answers(second, asked)
        with moved(second, f"sqlite:///{tmp_path}/third/d.db", tmp_path / "third") as third:
            assert_answers(third, asked)
            # And it lives on: the next ticket has the next number.
            for one in (first, second, third):
                answer = one.api.post("/tickets", json={"TicketTitle": "Next", "CustomerID": 1})
                assert answer.json()["TicketID"] == 16


@contextlib.contextmanager
def moved(desk_before: Desk, database_url: str, data: Path) -> Iterator[Desk]:
    """Another installation, with what this one exports."""
    out = data.with_suffix(".out")
    for done in (exported(desk_before, out), imported(out, database_url, data)):
        assert done.returncode == 0, done.stderr
    with desk(database_url, data) as running:
        yield running


def assert_answers(there: Desk, here: dict[str, Any]) -> None:
    """Every call is answered as it was by the first installation, and a file has its bytes."""
    answers = everything_asked(there.api)
    assert here.keys() == answers.keys()
    assert {path: (answers[path], here[path]) for path in here if answers[path] != here[path]} == {}
    link = there.api.get("/tickets/2/attachments").json()[0]
    assert there.api.get(link).content == b"\x00\x01\x02\xff"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with a few tickets and two files, which nobody changes."""
    folder = tmp_path_factory.mktemp("small")
    url = f"sqlite:///{folder}/d.db"
    done = run_command("demo", "--tickets", "9", database_url=url)
    assert done.returncode == 0, done.stderr
    with desk(url, folder) as running:
        enrich(running.api)
        yield running


@pytest.fixture(scope="module")
def whole(small: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What it exported."""
    out = tmp_path_factory.mktemp("whole") / "out"
    done = exported(small, out)
    assert done.returncode == 0, done.stderr
    return out


def test_an_export_for_spreadsheets_runs_no_formula(small: Desk, tmp_path: Path) -> None:
    assert exported(small, tmp_path / "out", "--format", "csv", "--no-attachments").returncode == 0
    with (tmp_path / "out" / "tables" / "custom_value.csv").open(newline="") as file:
        assert "'=1+1" in [row["value"] for row in csv.DictReader(file)]
    with (tmp_path / "out" / "tables" / "ticket.csv").open(newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [str(n) for n in range(1, 10)]
    assert not (tmp_path / "out" / "attachments").exists()


def test_an_export_goes_into_a_new_folder_only(small: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("precious")
    done = exported(small, tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == f"{tmp_path / 'out'} is there already; name a folder that is not."
    assert (tmp_path / "out" / "mine.txt").read_text() == "precious"


def test_a_killed_export_leaves_none_and_the_next_try_a_whole_one(small: Desk, tmp_path: Path) -> None:
    partial = tmp_path / "out.partial"
    (partial / "tables").mkdir(parents=True)
    (partial / "tables" / "ticket.jsonl").write_text('{"id": 1, "half a')
    (partial / "attachments").mkdir()
    (partial / "attachments" / "1.part").write_bytes(b"ha")
    assert exported(small, tmp_path / "out").returncode == 0
    assert not partial.exists()
    assert not list((tmp_path / "out").rglob("*.part"))
    data = tmp_path / "other"
    assert imported(tmp_path / "out", f"sqlite:///{data}/d.db", data).returncode == 0


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_an_account_that_is_there_is_not_overwritten_and_may_stand_beside(
    whole: Path, tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    url, data = request.getfixturevalue(f"fresh_{kind}_url"), tmp_path / "to"
    assert imported(whole, url, data).returncode == 0
    again = imported(whole, url, data)
    assert again.returncode == 1
    assert again.stderr.strip() == f"There is an account {NAME!r} already: Give the new one another name."
    assert len(list((data / "attachments").rglob("*/*/*"))) == 2, "nothing is left of the second try"
    beside = imported(whole, url, data, "--account", "Twin")
    assert beside.returncode == 0, beside.stderr


def test_lost_bytes_are_listed_and_all_else_is_carried(small: Desk, tmp_path: Path) -> None:
    kept = [file for file in (small.server.log.parent / "attachments").rglob("*") if file.is_file()]
    lost = next(file for file in kept if file.read_bytes() == b"\x00\x01\x02\xff")
    aside = lost.rename(tmp_path / "aside")
    try:
        done = exported(small, tmp_path / "out")
    finally:
        aside.rename(lost)
    assert done.returncode == 0, done.stderr
    (missing,) = json.loads((tmp_path / "out" / "manifest.json").read_text())["missing_attachments"]
    assert f"Attachment {missing}: the server no longer has its bytes" in done.stderr
    data = tmp_path / "other"
    url = f"sqlite:///{data}/d.db"
    done = imported(tmp_path / "out", url, data)
    assert done.returncode == 0, done.stderr
    with desk(url, data) as second:
        (link,) = second.api.get("/tickets/2/attachments").json()
        assert second.api.get(link).status_code == 404


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation without accounts, which every refused import leaves as it is."""
    return tmp_path_factory.mktemp("untouched")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda out: (out / "manifest.json").unlink(), "has no manifest.json"),
        (lambda out: (out / "tables" / "comment.jsonl").unlink(), "comment.jsonl cannot be read"),
        (lambda out: shorten(out / "tables" / "comment.jsonl"), "The export is not whole: comment"),
        (lambda out: reworded(out / "tables" / "ticket.jsonl", '"customer_id":', '"customer_id":99'), "ticket: a row"),
        (lambda out: reworded(out / "manifest.json", '"schema": "', '"schema": "x'), "same release"),
        (lambda out: next((out / "attachments").iterdir()).unlink(), "is missing"),
        (
            lambda out: reworded(out / "manifest.json", '"missing_attachments": []', '"missing_attachments": 1'),
            "of ids",
        ),
    ],
)
def test_a_broken_export_is_refused_and_leaves_nothing(
    whole: Path, untouched: Path, tmp_path: Path, harm: Callable[[Path], object], said: str
) -> None:
    shutil.copytree(whole, tmp_path / "out")
    harm(tmp_path / "out")
    done = imported(tmp_path / "out", f"sqlite:///{untouched}/d.db", untouched)
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    with contextlib.closing(sqlite3.connect(untouched / "d.db")) as database:
        assert database.execute("SELECT count(*) FROM account").fetchone() == (0,)
    assert [path for path in untouched.rglob("attachments/*/*/*") if path.is_file()] == []


def shorten(file: Path) -> None:
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))


def reworded(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text().replace(old, new))


def test_only_an_administrators_key_exports(small: Desk, tmp_path: Path) -> None:
    made = run_command(
        "keys",
        "create",
        "--name",
        "reader",
        "--scope",
        "tickets:read",
        "--account",
        NAME,
        database_url=small.database_url,
    )
    done = run_command(
        "export",
        str(tmp_path / "out"),
        database_url="",
        DESKHAND_URL=small.server.url,
        DESKHAND_KEY=made.stdout.strip(),
    )
    assert done.returncode != 0
    assert "Forbidden" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_table_is_carried_or_left_behind_for_a_reason() -> None:
    known = {table.name for table in carried()} | LEFT_BEHIND.keys() | {"account", "migration"}
    assert {table.name for table in metadata.sorted_tables} - known == set()
