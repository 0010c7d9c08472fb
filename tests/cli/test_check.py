"""`deskhand check` and `deskhand migrate`: each line is ok or says what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskhand.settings import sqlite_path
from tests.cli.conftest import Run, complaint, founded

ALL_OK = ["ok    settings are valid", "ok    the database can be reached", "ok    its tables are current"]


def checked(run: Run, url: str, code: int, **environment: str) -> list[str]:
    """The lines of `deskhand check`, after checking its exit code."""
    done = run("check", DESKHAND_DATABASE_URL=url, **environment)
    assert (done.exit_code, done.stderr) == (code, ""), done.output
    return done.stdout.splitlines()


def test_all_is_well(run: Run, fresh_database_url: str) -> None:
    founded(run, fresh_database_url)
    assert checked(run, fresh_database_url, 0) == [*ALL_OK, "ok    1 account"]
    founded(run, fresh_database_url, "Rival Ltd")
    assert checked(run, fresh_database_url, 0)[3] == "ok    2 accounts"


def test_a_new_database_leads_from_step_to_step(run: Run, fresh_database_url: str) -> None:
    assert checked(run, fresh_database_url, 1) == [
        *ALL_OK[:2],
        "to do its tables are not current; run: deskhand migrate",
    ]
    for _ in range(2):  # safe to repeat
        done = run("migrate", "--database", fresh_database_url)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "The database is current.\n", "")
    assert checked(run, fresh_database_url, 1) == [
        *ALL_OK,
        "to do no account yet; run: deskhand init --account NAME --admin-email EMAIL",
    ]


def test_looking_makes_nothing(run: Run, fresh_sqlite_url: str) -> None:
    checked(run, fresh_sqlite_url, 1)
    file = sqlite_path(fresh_sqlite_url)
    assert file is not None
    assert not file.exists()


def test_a_database_that_does_not_answer(run: Run) -> None:
    url = "postgresql://deskhand:gEh3im@127.0.0.1:1/deskhand"
    reached, told = checked(run, url, 1)
    assert reached == ALL_OK[0]
    assert told.startswith("to do the database cannot be reached: cannot connect to PostgreSQL at 127.0.0.1/deskhand")
    assert "gEh3im" not in told
    line = complaint(run("migrate", "--database", url))
    assert line.startswith("DESKHAND_DATABASE_URL: cannot connect to PostgreSQL at 127.0.0.1/deskhand")


def test_a_file_that_is_no_database(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("milk, bread, butter, and nothing that SQLite could read" * 20)
    assert checked(run, f"sqlite:///{file}", 1)[1].startswith("to do the database cannot be reached: cannot read")


def test_a_folder_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    line = complaint(run("migrate", "--database", f"sqlite:///{tmp_path}/file/desk.db"))
    assert line.startswith("DESKHAND_DATABASE_URL: cannot open the database file")


def test_a_database_of_a_newer_release(run: Run, fresh_sqlite_url: str) -> None:
    run("migrate", "--database", fresh_sqlite_url)
    with closing(sqlite3.connect(fresh_sqlite_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE migration SET version_num = '9999'")
        connection.commit()
    *reached, told = checked(run, fresh_sqlite_url, 1)
    assert reached == ALL_OK[:2]
    assert told.startswith("to do the database has schema 9999")
    assert told.endswith("install a newer release")
    assert "install a newer release" in complaint(run("migrate", "--database", fresh_sqlite_url))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DESKHAND_PORT": "http"}, "to do DESKHAND_PORT cannot be 'http'"),
        ({"DESKHAND_LOG_FORMAT": "xml"}, "to do DESKHAND_LOG_FORMAT cannot be 'xml'"),
    ],
)
def test_a_wrong_setting_is_the_first_thing_to_do(
    run: Run, fresh_sqlite_url: str, environment: dict[str, str], said: str
) -> None:
    [line] = checked(run, fresh_sqlite_url, 1, **environment)
    assert line.startswith(said)


def test_a_file_of_settings_is_read(run: Run, fresh_sqlite_url: str, tmp_path: Path) -> None:
    founded(run, fresh_sqlite_url)
    file = tmp_path / "desk.toml"
    file.write_text(f'database_url = "{fresh_sqlite_url}"')
    assert run("check", "--config", str(file)).stdout.splitlines() == [*ALL_OK, "ok    1 account"]
    assert run("check", DESKHAND_CONFIG=str(file)).exit_code == 0
    file.write_text("port = 0")
    assert run("check", "--config", str(file)).stdout.startswith("to do DESKHAND_PORT cannot be '0'")


def test_a_wrong_address_is_named(run: Run) -> None:
    [line] = checked(run, "postgresql://deskhand:gEh3im@db:none/deskhand", 1)
    assert line.startswith("to do DESKHAND_DATABASE_URL cannot be what was given")


def test_what_only_the_driver_finds_wrong_is_told_too(run: Run) -> None:
    url = "postgresql://deskhand:gEh3im@127.0.0.1:1/deskhand?sslmode=maybe"
    assert "sslmode" in checked(run, url, 1)[1]
    line = complaint(run("migrate", "--database", url))
    assert line.startswith("DESKHAND_DATABASE_URL: ")
    assert "sslmode" in line
    assert "gEh3im" not in line


def test_less_durable_writing_is_said(run: Run, fresh_sqlite_url: str) -> None:
    founded(run, fresh_sqlite_url)
    note = checked(run, fresh_sqlite_url, 0, DESKHAND_SQLITE_SYNC="normal")[-1]
    assert note.startswith("note  DESKHAND_SQLITE_SYNC=normal: a power cut may lose")
