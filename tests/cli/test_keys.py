"""`deskhand keys`: made, listed without being shown, revoked, and what each may do on a running server."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deskhand.core.permissions import SCOPES
from tests.cli.conftest import Run, complaint, founded
from tests.conftest import url_of
from tests.servers.deskhand import Server

KEY = re.compile(r"dh_1_[A-Za-z0-9_-]{43}")


@pytest.fixture
def database(run: Run, fresh_sqlite_url: str) -> str:
    """A database with Brightwater IT in it, and Jane Tech."""
    founded(run, fresh_sqlite_url)
    return fresh_sqlite_url


@pytest.fixture(scope="module")
def server(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on such a database; `database_url` is on it."""
    folder = tmp_path_factory.mktemp("keys")
    founded(run, url_of(folder / "desk.db"))
    with Server(url_of(folder / "desk.db"), folder=folder) as started:
        yield started


def create(run: Run, database: str, *options: str) -> str:
    """A new key's text, which is all that the command says."""
    done = run("keys", "create", "--name", "test", "--database", database, *options)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    assert KEY.fullmatch(done.stdout.removesuffix("\n"))
    return done.stdout.strip()


def listed(run: Run, database: str) -> list[list[str]]:
    """The rows of `keys list`, cell by cell, without the head."""
    done = run("keys", "list", "--database", database)
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [line.strip("│").split("│") for line in done.stdout.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in row] for row in rows]


def test_only_the_key_goes_to_standard_output(run: Run, database: str) -> None:
    assert create(run, database) != create(run, database)


def test_the_list_says_what_keys_are_for_and_never_shows_one(run: Run, database: str) -> None:
    keys = [
        create(run, database),
        create(run, database, "--technician", "Jane.Tech@brightwater.example"),
        create(run, database, "--scope", "tickets:read", "--scope", "customers:write", "--limit", "90"),
    ]
    second_id = listed(run, database)[1][0]
    run("keys", "revoke", second_id, "--database", database)
    shown = run("keys", "list", "--database", database).stdout
    assert not any(key in shown or key.split("_", 2)[2][:12] in shown for key in keys)
    first, second, third = listed(run, database)
    assert first[1:5] == ["test", "an integration", "all", "700"]
    assert second[1:5] == ["test", "jane.tech@brightwater.example", "all", "700"]
    assert third[1:5] == ["test", "an integration", "tickets:read, customers:write", "90"]
    assert [row[-1] != "-" for row in (first, second, third)] == [False, True, False]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[5]) for row in (first, second, third))


def test_an_empty_list_says_how_to_make_one(run: Run, database: str) -> None:
    assert run("keys", "list", "--database", database).stdout == (
        "There are no keys yet; make one with: deskhand keys create --name NAME\n"
    )


def test_scopes_may_follow_each_other(run: Run, database: str) -> None:
    create(run, database, "--scope", "tickets:read", "customers:write", "--limit", "5")
    assert listed(run, database)[0][3] == "tickets:read, customers:write"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scope", "tickets:fly"), f"Unknown scope tickets:fly: Scopes are: {', '.join(SCOPES)}."),
        (("--technician", "tom@x.example"), "Technician not found: No active technician of this account matches"),
        (("--account", "Nobody Ltd"), "There is no account 'Nobody Ltd'; there are: Brightwater IT."),
        (("--name", " "), "--name must not be empty."),
        (("--name", "a\nb"), "--name must be one line of letters and signs."),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence(run: Run, database: str, options: tuple[str, ...], said: str) -> None:
    assert complaint(run("keys", "create", "--name", "n", *options, "--database", database)).startswith(said)
    assert listed(run, database) == []


@pytest.mark.parametrize("limit", ["0", "-1", "1000001", "many"])
def test_a_limit_lies_within_reason(run: Run, database: str, limit: str) -> None:
    done = run("keys", "create", "--name", "n", "--limit", limit, "--database", database)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--limit" in done.stderr


def test_without_an_account_it_says_how_to_make_one(run: Run, fresh_sqlite_url: str) -> None:
    line = complaint(run("keys", "create", "--name", "n", "--database", fresh_sqlite_url))
    assert line == "There is no account yet; make one with: deskhand init --account NAME --admin-email EMAIL"


def test_among_several_accounts_one_must_be_chosen(run: Run, database: str) -> None:
    founded(run, database, "Rival Ltd", "rita@rival.example")
    line = complaint(run("keys", "create", "--name", "n", "--database", database))
    assert line == "There are several accounts; choose one with --account: Brightwater IT, Rival Ltd."
    done = run("keys", "create", "--name", "n", "--account", "Rival Ltd", "--database", database)
    assert done.stdout.startswith("dh_2_")


@pytest.mark.parametrize("key_id", ["77", ""])
def test_only_a_key_in_force_can_be_revoked(run: Run, database: str, key_id: str) -> None:
    create(run, database)
    own = listed(run, database)[0][0]
    assert run("keys", "revoke", own, "--database", database).stdout == f"Key {own} is revoked.\n"
    line = complaint(run("keys", "revoke", key_id or own, "--database", database))
    assert line.startswith("Key not found: There is no such key in force")


def ask(server: Server, key: str, method: str = "GET", path: str = "/tickets", **more: object) -> httpx.Response:
    with httpx.Client(base_url=f"{server.url}/api/v3", verify=False) as client:
        return client.request(method, path, headers={"X-API-KEY": key}, **more)  # type: ignore[arg-type]


@pytest.fixture
def on_server(server: Server) -> str:
    """The server's database."""
    return url_of(Path(server.log.parent) / "desk.db")


def test_a_revoked_key_is_refused_within_a_second(run: Run, server: Server, on_server: str) -> None:
    key = create(run, on_server, "--limit", "1000000")  # in a second more is asked than the default allows in a minute
    key_id = listed(run, on_server)[-1][0]
    with httpx.Client(base_url=server.url, headers={"X-API-KEY": key}, verify=False) as client:
        assert client.get("/api/v3/tickets").status_code == 200
        assert run("keys", "revoke", key_id, "--database", on_server).exit_code == 0
        revoked = time.monotonic()
        sent = revoked
        while client.get("/api/v3/tickets").status_code == 200:
            assert sent - revoked < 1
            sent = time.monotonic()
        assert client.get("/api/v3/tickets").json()["message"] == "Unauthorized"


def test_a_key_may_do_what_its_scopes_say(run: Run, server: Server, on_server: str) -> None:
    key = create(run, on_server, "--scope", "tickets:read", "--scope", "customers:write")
    assert ask(server, key).status_code == 200
    assert ask(server, key, "POST", json={"TicketTitle": "No"}).status_code == 403
    assert ask(server, key, path="/contacts").status_code == 403
    assert ask(server, key, "POST", "/customers", json={"CustomerName": "Acme"}).status_code == 201
    assert ask(server, key, path="/customers").status_code == 200


def test_a_key_without_scopes_may_do_everything(run: Run, server: Server, on_server: str) -> None:
    key = create(run, on_server)
    tom = {"Email": "tom@brightwater.example", "FirstName": "Tom", "Role": "technician"}
    assert ask(server, key, "POST", "/technicians", json=tom).status_code == 201


def test_a_key_acts_as_its_technician_or_as_an_integration(run: Run, server: Server, on_server: str) -> None:
    janes, integrations = (
        create(run, on_server, "--technician", "jane.tech@brightwater.example"),
        create(run, on_server),
    )
    customer = ask(server, janes, "POST", "/customers", json={"CustomerName": "Bakers"}).json()["CustomerID"]
    ticket = ask(server, janes, "POST", json={"TicketTitle": "Flour", "CustomerID": customer}).json()["TicketID"]
    for key, author in ((janes, "Jane Tech"), (integrations, None)):
        comment = ask(server, key, "POST", f"/tickets/{ticket}/comments", json={"CommentText": "Seen"}).json()
        assert comment["CreatorName"] == author


def test_a_limit_is_kept(run: Run, server: Server, on_server: str) -> None:
    key = create(run, on_server, "--limit", "3")
    answers = [ask(server, key) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["x-ratelimit-limit"] for answer in answers] == ["3"] * 4
    assert "3 requests a minute" in answers[3].json()["detail"]
    assert ask(server, create(run, on_server)).headers["x-ratelimit-limit"] == "700"


def test_the_list_says_when_a_key_was_last_used(run: Run, server: Server, on_server: str) -> None:
    key = create(run, on_server)
    assert listed(run, on_server)[-1][6] == "-"
    assert ask(server, key).status_code == 200
    deadline = time.monotonic() + 5
    while listed(run, on_server)[-1][6] == "-":
        assert time.monotonic() < deadline
