"""`deskhand init`: the account and its administrator, as often as it is run."""

import os
import pty
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from deskhand.core.actor import Role, system
from deskhand.core.directory import Technician
from deskhand.desk.found import list_accounts
from deskhand.directory.read import list_technicians
from deskhand.settings import sqlite_path
from deskhand.storage.engine import Engine
from deskhand.storage.schema import password
from deskhand.storage.statement import Statement
from tests.cli.conftest import PASSWORD, Run, complaint, on_engine
from tests.servers.deskhand import COMMAND, clean_environment

JANE = ("--account", "Brightwater IT", "--admin-email", "jane.tech@brightwater.example")
HASHES: Statement[Any] = Statement(sa.select(password.c.argon2))


def people(url: str) -> list[tuple[str, Technician]]:
    """Every technician of a database, with the account's name."""

    async def read(engine: Engine) -> list[tuple[str, Technician]]:
        found: list[tuple[str, Technician]] = []
        async with engine.read() as database:
            for account in await list_accounts(database):
                asked = {"with_inactive": True, "limit": 50, "offset": 0}
                listed = await list_technicians(database, system(account.id), **asked)  # type: ignore[arg-type]
                found += [(account.name, technician) for technician in listed.rows]
        return found

    return on_engine(url, read)


def hashes(url: str) -> list[str]:
    """The password hashes in a database."""

    async def read(engine: Engine) -> list[str]:
        async with engine.read() as database:
            return await database.fetch(HASHES)

    return on_engine(url, read)


def accounts(url: str) -> int:
    async def count(engine: Engine) -> int:
        async with engine.read() as database:
            return len(await list_accounts(database))

    return on_engine(url, count)


def test_it_makes_database_account_and_administrator(run: Run, fresh_database_url: str) -> None:
    done = run("init", *JANE, "--database", fresh_database_url, DESKHAND_ADMIN_PASSWORD=PASSWORD)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Account 'Brightwater IT' (number 1) is made.",
        "Jane Tech <jane.tech@brightwater.example> administers it.",
        "Next: deskhand keys create --name NAME, then deskhand serve",
    ]
    [(account, jane)] = people(fresh_database_url)
    assert account == "Brightwater IT"
    assert (jane.first_name, jane.last_name, jane.role, jane.active) == ("Jane", "Tech", Role.ADMIN, True)
    [hashed] = hashes(fresh_database_url)
    assert PasswordHasher().verify(hashed, PASSWORD)


def test_it_is_safe_to_repeat(run: Run, fresh_database_url: str) -> None:
    for given in (PASSWORD, "quite another one"):
        done = run("init", *JANE, "--database", fresh_database_url, DESKHAND_ADMIN_PASSWORD=given)
        assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Account 'Brightwater IT' (number 1) was there already.",
        "Jane Tech <jane.tech@brightwater.example> has a password already; it stays as it is.",
    ]
    assert len(people(fresh_database_url)) == 1
    [hashed] = hashes(fresh_database_url)
    assert PasswordHasher().verify(hashed, PASSWORD)
    # Nobody need know the password any more.
    assert run("init", *JANE, "--database", fresh_database_url).exit_code == 0


def test_two_at_the_same_time_make_one(fresh_postgres_url: str) -> None:
    environment = clean_environment(fresh_postgres_url, {"DESKHAND_ADMIN_PASSWORD": PASSWORD})
    running = [subprocess.Popen([COMMAND, "init", *JANE], env=environment, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(people(fresh_postgres_url)) == len(hashes(fresh_postgres_url)) == 1


@pytest.mark.parametrize(
    ("email", "options", "first", "last"),
    [
        ("jane.tech@x.example", (), "Jane", "Tech"),
        ("jane@x.example", (), "Jane", ""),
        ("anna_maria-LUISE@x.example", (), "Anna", "Maria Luise"),
        ("j@x.example", ("--admin-name", "Jane van Tech"), "Jane", "van Tech"),
        ("j@x.example", ("--admin-name", "  Jane  "), "Jane", ""),
    ],
)
def test_the_name_comes_from_the_address_unless_it_is_given(
    run: Run, fresh_sqlite_url: str, email: str, options: tuple[str, ...], first: str, last: str
) -> None:
    given = ("--account", "A", "--admin-email", email, *options, "--database", fresh_sqlite_url)
    assert run("init", *given, DESKHAND_ADMIN_PASSWORD=PASSWORD).exit_code == 0
    [(_, admin)] = people(fresh_sqlite_url)
    assert (admin.email, admin.first_name, admin.last_name) == (email, first, last)


def test_the_file_is_its_owners_alone(run: Run, fresh_sqlite_url: str) -> None:
    run("init", *JANE, "--database", fresh_sqlite_url, DESKHAND_ADMIN_PASSWORD=PASSWORD)
    file = sqlite_path(fresh_sqlite_url)
    assert file is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_second_account_goes_beside_the_first(run: Run, fresh_sqlite_url: str) -> None:
    for name in ("One", "Two"):
        given = ("--account", name, "--admin-email", "jane@x.example", "--database", fresh_sqlite_url)
        assert run("init", *given, DESKHAND_ADMIN_PASSWORD=PASSWORD).exit_code == 0
    assert [name for name, _ in people(fresh_sqlite_url)] == ["One", "Two"]


def test_the_password_comes_from_a_file_before_the_environment(run: Run, fresh_sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(" with blanks around it \r\n")
    given = (*JANE, "--database", fresh_sqlite_url, "--password-file", str(file))
    assert run("init", *given, DESKHAND_ADMIN_PASSWORD=PASSWORD).exit_code == 0
    assert PasswordHasher().verify(hashes(fresh_sqlite_url)[0], " with blanks around it ")


def test_the_password_comes_from_standard_input(run: Run, fresh_sqlite_url: str) -> None:
    assert run("init", *JANE, "--database", fresh_sqlite_url, typed=f"{PASSWORD}\n").exit_code == 0
    assert PasswordHasher().verify(hashes(fresh_sqlite_url)[0], PASSWORD)


def test_the_password_is_asked_for_until_it_will_do(fresh_sqlite_url: str) -> None:
    """At a real terminal, which does not show what is typed."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "init", *JANE],
        env=clean_environment(fresh_sqlite_url, {}),
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    ) as process:
        os.close(its)
        shown = ""
        for prompt, answer in (
            ("Password for the administrator: ", "short"),
            ("Repeat for confirmation: ", "short"),
            ("Password for the administrator: ", PASSWORD),
            ("Repeat for confirmation: ", "a few bad words"),
            ("Password for the administrator: ", PASSWORD),
            ("Repeat for confirmation: ", PASSWORD),
            ("then deskhand serve", ""),
        ):
            heard = ""
            while prompt not in heard:
                heard += os.read(ours, 1000).decode()
            os.write(ours, f"{answer}\n".encode())
            shown += heard
        os.close(ours)
    assert process.returncode == 0
    assert "at least 10 characters" in shown
    assert "do not match" in shown
    assert not any(word in shown for word in ("short\r", PASSWORD, "bad"))
    assert PasswordHasher().verify(hashes(fresh_sqlite_url)[0], PASSWORD)


@pytest.mark.parametrize("weak", ["", "short", "123456789"])
def test_a_weak_password_is_refused_and_nothing_made(run: Run, fresh_sqlite_url: str, weak: str) -> None:
    done = run("init", *JANE, "--database", fresh_sqlite_url, DESKHAND_ADMIN_PASSWORD=weak)
    assert complaint(done).startswith("Password too short: Choose one of at least 10 characters")
    assert accounts(fresh_sqlite_url) == 0


def test_without_a_password_it_says_how_to_give_one(run: Run, fresh_sqlite_url: str) -> None:
    line = complaint(run("init", *JANE, "--database", fresh_sqlite_url))
    assert "--password-file or DESKHAND_ADMIN_PASSWORD" in line


def test_a_password_file_that_cannot_be_read(run: Run, fresh_sqlite_url: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    line = complaint(run("init", *JANE, "--database", fresh_sqlite_url, "--password-file", missing))
    assert line == f"--password-file: {missing} cannot be read (No such file or directory)."


@pytest.mark.parametrize(
    ("account", "email", "name", "said"),
    [
        (" ", "j@x.example", "", "--account must not be empty."),
        ("A\nB", "j@x.example", "", "--account must be one line of letters and signs."),
        ("A" * 201, "j@x.example", "", "--account: expected at most 200 characters, this has 201."),
        ("A", "jane", "", "Invalid email: 'jane' is no e-mail address."),
        ("A", "j@x.example", "J\tane", "--admin-name must be one line of letters and signs."),
    ],
)
def test_what_cannot_be_kept_is_refused(
    run: Run, fresh_sqlite_url: str, account: str, email: str, name: str, said: str
) -> None:
    given = ("--account", account, "--admin-email", email, "--admin-name", name, "--database", fresh_sqlite_url)
    assert complaint(run("init", *given, DESKHAND_ADMIN_PASSWORD=PASSWORD)) == said
