"""`deskhand password reset`: a link that sets a password once."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from deskhand.auth.password_links import link_behind
from deskhand.core.actor import system
from deskhand.core.directory import Technician
from deskhand.directory.technicians import TechnicianDraft, change_technician, create_technician
from deskhand.storage.engine import Engine
from tests.cli.conftest import Run, complaint, founded, on_engine

JANE = "jane.tech@brightwater.example"


def whose(url: str, text: str) -> Technician | None:
    """Whose password a link's text may set."""

    async def look(engine: Engine) -> Technician | None:
        async with engine.read() as read:
            return await link_behind(read, text, datetime.now(UTC))

    return on_engine(url, look)


def hire_tom(url: str, *, active: bool = True) -> None:
    """Tom, who has no password yet; there is an administrator beside him."""

    async def hire(engine: Engine) -> None:
        async with engine.transaction(1) as tx:
            tom = await create_technician(tx, system(1), TechnicianDraft(email="tom@brightwater.example"))
            if not active:
                await change_technician(tx, system(1), tom.id, TechnicianDraft(active=False))

    on_engine(url, hire)


def test_it_prints_a_link_and_nothing_else(run: Run, fresh_database_url: str) -> None:
    founded(run, fresh_database_url)
    public = "https://desk.example/helpdesk/"
    done = run("password", "reset", JANE.upper(), DESKHAND_DATABASE_URL=fresh_database_url, DESKHAND_PUBLIC_URL=public)
    assert (done.exit_code, done.stderr) == (0, "")
    link = urlsplit(done.stdout.strip())
    assert link._replace(query="").geturl() == "https://desk.example/helpdesk/password/new"
    jane = whose(fresh_database_url, link.query.removeprefix("token="))
    assert jane is not None
    assert jane.email == JANE


def test_without_a_public_address_it_is_where_the_server_listens(run: Run, fresh_sqlite_url: str) -> None:
    founded(run, fresh_sqlite_url)
    done = run("password", "reset", JANE, DESKHAND_DATABASE_URL=fresh_sqlite_url, DESKHAND_HOST="0.0.0.0")
    assert done.stdout.startswith("http://127.0.0.1:8790/password/new?token=1.")


def test_it_gives_a_new_technician_their_first_password(run: Run, fresh_sqlite_url: str) -> None:
    founded(run, fresh_sqlite_url)
    hire_tom(fresh_sqlite_url)
    done = run("password", "reset", "tom@brightwater.example", "--database", fresh_sqlite_url)
    tom = whose(fresh_sqlite_url, done.stdout.strip().partition("token=")[2])
    assert tom is not None
    assert tom.email == "tom@brightwater.example"


def test_an_unknown_address_is_told(run: Run, fresh_sqlite_url: str) -> None:
    founded(run, fresh_sqlite_url)
    line = complaint(run("password", "reset", "jan@brightwater.example", "--database", fresh_sqlite_url))
    assert line == (
        "No technician has the address 'jan@brightwater.example'; check how it is written, or whose account it is in."
    )


def test_an_inactive_technician_is_told(run: Run, fresh_sqlite_url: str) -> None:
    founded(run, fresh_sqlite_url)
    hire_tom(fresh_sqlite_url, active=False)
    line = complaint(run("password", "reset", "tom@brightwater.example", "--database", fresh_sqlite_url))
    assert line == "Technician inactive: Make the technician active first."


def test_where_several_accounts_know_the_address_one_is_named(run: Run, fresh_sqlite_url: str) -> None:
    for account in ("Brightwater IT", "Northgate"):
        founded(run, fresh_sqlite_url, account)
    reset = ("password", "reset", JANE, "--database", fresh_sqlite_url)
    assert complaint(run(*reset)) == (
        "Several accounts have a technician with this address; choose one with --account: Brightwater IT, Northgate."
    )
    assert complaint(run(*reset, "--account", "Southgate")) == (
        "There is no account 'Southgate'; there are: Brightwater IT, Northgate."
    )
    done = run(*reset, "--account", "Northgate")
    jane = whose(fresh_sqlite_url, done.stdout.strip().partition("token=")[2])
    assert jane is not None
    assert jane.account_id == 2
