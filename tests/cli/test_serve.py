"""`deskhand serve`: what it tells, where it listens, and the demo that `make run` starts."""

import shlex
import socket
import stat
import time
from pathlib import Path

import httpx
import pytest

from deskhand.auth.api_keys import revoke_key
from deskhand.auth.log_in import fitting, known_log_ins
from deskhand.auth.passwords import hash_password, set_password
from deskhand.cli.run import reachable
from deskhand.core.actor import system
from deskhand.demo.founding import BEGINNING, DEMO_TICKETS, demo_key, demo_log_in, ensure_demo
from deskhand.demo.people import HOST, PROVIDER
from deskhand.desk.first_run import first_run_token, opens_first_run
from deskhand.desk.found import first_administrator, found_account
from deskhand.http.listen import CannotListen, listen
from deskhand.storage.engine import Engine
from deskhand.storage.migrate import migrate
from tests.cli.conftest import Run, founded, on_engine
from tests.conftest import url_of
from tests.servers.deskhand import Server, run_command


def told(server: Server) -> list[str]:
    return server.told.read_text().splitlines()


def try_it(server: Server) -> httpx.Response:
    """Send the request of the `curl` line that the server told."""
    [line] = [line for line in told(server)[-1:] if "curl " in line]
    curl, option, header, url = shlex.split(line)
    assert (curl, option) == ("curl", "-H")
    name, _, value = header.partition(": ")
    return httpx.get(url, headers={name: value}, timeout=30, verify=False)


def shown(server: Server) -> list[dict[str, object]]:
    """Every ticket of the demo, as its key shows them."""
    with httpx.Client(base_url=f"{server.url}/api/v3", headers={"X-API-KEY": key_of(server)}, verify=False) as client:
        found: list[dict[str, object]] = []
        page = client.get("/tickets?itemsInPage=50").json()
        while True:
            found += page["items"]
            if not page["nextLink"]:
                return found
            page = client.get(page["nextLink"]).json()


def key_of(server: Server) -> str:
    return next(line.split()[-1] for line in told(server) if "Demo API key:" in line)


def password_of(server: Server) -> str:
    return next(line.split()[-1] for line in told(server) if "Password:" in line)


def test_the_demo_is_there_at_once_and_the_same_at_every_start(tmp_path: Path) -> None:
    with Server(url_of(tmp_path / "data" / "desk.db"), "--demo", folder=tmp_path) as server:
        key = key_of(server)
        assert told(server) == [
            f"Deskhand serves {server.url}",
            f"  API reference: {server.url}/api/docs",
            "  Demo log-in:   ruth.abernethy@calderbeck.example",
            f"  Password:      {password_of(server)}",
            f"  Demo API key:  {key}",
            "  Try it:",
            f"    curl -H 'X-API-KEY: {key}' '{server.url}/api/v3/tickets?itemsInPage=2'",
        ]
        first = try_it(server)
        assert first.status_code == 200
        assert len(first.json()["items"]) == 2
        tickets = shown(server)
        assert len(tickets) == first.json()["totalItems"] == DEMO_TICKETS
        kept, password = tmp_path / "data" / "demo.key", tmp_path / "data" / "demo.password"
        assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (f"{key}\n", 0o600)
        assert password.read_text() == f"{password_of(server)}\n"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
        assert server.stop() == 0

        server.told.write_text("")
        began = time.monotonic()
        server.start()
        print(f"the second start took {time.monotonic() - began:.2f} s")  # noqa: T201 - asserting it is the machine's luck
        assert key_of(server) == key
        assert password.read_text() == f"{password_of(server)}\n"
        assert shown(server) == tickets
        assert server.stop() == 0
    assert kept.read_text() == f"{key}\n"


def test_a_first_start_that_was_cut_short_is_made_up_for(fresh_sqlite_url: str) -> None:
    migrate(fresh_sqlite_url)

    async def cut_short(engine: Engine) -> None:
        async with engine.chore() as writes:
            await found_account(writes, PROVIDER.name, begins=BEGINNING)

    async def start(engine: Engine) -> list[int]:
        heard: list[int] = []
        assert await ensure_demo(engine, PROVIDER.name, heard.append) is not None
        return heard

    on_engine(fresh_sqlite_url, cut_short)
    assert on_engine(fresh_sqlite_url, start)[-1] == DEMO_TICKETS
    assert on_engine(fresh_sqlite_url, start) == []


def test_the_demo_key_stays_until_it_no_longer_fits(fresh_database_url: str, tmp_path: Path) -> None:
    migrate(fresh_database_url)
    kept = tmp_path / "made" / "demo.key"

    async def keys(engine: Engine) -> list[str]:
        async with engine.chore() as writes:
            account, _ = await found_account(writes, PROVIDER.name)
        first = await demo_key(engine, account, kept.parent)
        again = await demo_key(engine, account, kept.parent)
        async with engine.transaction(account.id) as tx:
            await revoke_key(tx, system(account.id), 1)
        after_revoking = await demo_key(engine, account, kept.parent)
        kept.write_text("dh_1_of-another-database\n")
        return [first, again, after_revoking, await demo_key(engine, account, kept.parent)]

    first, again, after_revoking, last = on_engine(fresh_database_url, keys)
    assert first == again
    assert len({first, after_revoking, last}) == 3
    assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (f"{last}\n", 0o600)


def test_beside_other_accounts_there_is_no_demo(run: Run, fresh_sqlite_url: str, tmp_path: Path) -> None:
    founded(run, fresh_sqlite_url)
    with Server(fresh_sqlite_url, "--demo", folder=tmp_path) as server:
        assert told(server) == [
            f"Deskhand serves {server.url}",
            f"  API reference: {server.url}/api/docs",
            "  No demo: this database has accounts of its own; deskhand demo puts one beside them",
        ]
        assert server.stop() == 0
    assert not (tmp_path / "demo.key").exists()
    assert run("check", DESKHAND_DATABASE_URL=fresh_sqlite_url).stdout.endswith("ok    1 account\n")


def test_without_an_account_it_tells_the_link_that_makes_one(fresh_sqlite_url: str, tmp_path: Path) -> None:
    with Server(fresh_sqlite_url, folder=tmp_path, DESKHAND_PUBLIC_URL="https://desk.example/") as server:
        kept = tmp_path / "first-run.secret"
        assert told(server) == [
            "Deskhand serves https://desk.example",
            "  API reference: https://desk.example/api/docs",
            "  There is no account yet; make one with this link, or with deskhand init:",
            f"    https://desk.example/first-run?token={kept.read_text().strip()}",
        ]
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert server.stop() == 0


def test_where_no_token_can_be_kept_the_command_line_is_left(fresh_sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Server(fresh_sqlite_url, folder=tmp_path, DESKHAND_DATA_DIR=str(tmp_path / "file")) as server:
        assert told(server)[2:] == [
            "  There is no account yet; make one with: deskhand init --account NAME --admin-email EMAIL",
        ]
        assert server.stop() == 0


def test_once_there_is_an_account_the_token_is_forgotten(run: Run, fresh_sqlite_url: str, tmp_path: Path) -> None:
    token = first_run_token(tmp_path)
    founded(run, fresh_sqlite_url)
    with Server(fresh_sqlite_url, folder=tmp_path) as server:
        assert told(server)[2:] == []
        assert not opens_first_run(tmp_path, token)
        assert server.stop() == 0


def test_the_demos_log_in_works_whatever_was_made_of_it(fresh_database_url: str, tmp_path: Path) -> None:
    migrate(fresh_database_url)

    async def log_ins(engine: Engine) -> list[tuple[str, str]]:
        async with engine.chore() as writes:
            account, _ = await found_account(writes, PROVIDER.name)
        nobody = await demo_log_in(engine, account, tmp_path)
        async with engine.transaction(account.id) as tx:
            ruth = await first_administrator(tx, HOST.email, HOST.first_name, HOST.last_name)
            await first_administrator(tx, "other@calderbeck.example", "Other", "")
        first = await demo_log_in(engine, account, tmp_path)
        hashed = await hash_password("what a visitor made of it")
        async with engine.chore() as writes:
            await set_password(writes, ruth, hashed)
        again = await demo_log_in(engine, account, tmp_path)
        async with engine.read() as read:
            [fit] = await fitting(await known_log_ins(read, again[0]), again[1])
        assert fit.technician_id == ruth.id
        return [nobody, first, again]

    nobody, first, again = on_engine(fresh_database_url, log_ins)
    assert nobody == ("", "")
    assert first == again == (HOST.email, (tmp_path / "demo.password").read_text().strip())
    assert len(first[1]) == 16


def test_a_demo_key_that_cannot_be_kept(fresh_sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run_command("serve", "--demo", database_url=fresh_sqlite_url, DESKHAND_DATA_DIR=str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("DESKHAND_DATA_DIR: the demo's key cannot be kept in ")
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_stops_the_start_with_one_line(fresh_sqlite_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = run_command("serve", "--port", port, database_url=fresh_sqlite_url)
    assert (done.returncode, done.stdout) == (1, "")
    expected = f"DESKHAND_PORT: {port} on 127.0.0.1 is taken by another program; choose another."
    assert done.stderr.splitlines() == [expected]


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.host.invalid", "256.1.1.1", "a" * 300])
def test_a_host_that_is_not_ours(host: str) -> None:
    with pytest.raises(CannotListen, match="is no address") as caught:
        listen(host, 8790)
    assert caught.value.which == "host"


def test_every_address_of_a_name_is_listened_on() -> None:
    sockets = listen("localhost", 0)
    try:
        assert {one.getsockname()[0] for one in sockets} <= {"127.0.0.1", "::1"}
        assert sockets
    finally:
        for one in sockets:
            one.close()


def test_the_address_that_is_told_can_be_opened() -> None:
    assert [reachable(host) for host in ("127.0.0.1", "0.0.0.0", "::", "::1", "desk.example")] == [
        "127.0.0.1",
        "127.0.0.1",
        "127.0.0.1",
        "[::1]",
        "desk.example",
    ]
