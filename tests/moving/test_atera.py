"""Moving from Atera: everything comes with its numbers and dates, however it is interrupted; repeats bring changes."""

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from deskhand_client.moving.atera import PHASES
from tests.client.atera import Atera
from tests.moving.everything import enrich
from tests.servers.deskhand import COMMAND, Server, clean_environment, run_command

SOURCE, TARGET = "Calderbeck IT Services Ltd", "Brightwater IT"
# What the desk promises is its own affair, and so is what of the work was within its hours.
OWN = {"SLAPolicyID", "SLAName", "SLAStatus", "SLANextDueDate", "FirstResponseDueDate"} | {
    f"{which}SLADuration{unit}" for which in ("On", "Off") for unit in ("Seconds", "Minutes")
}
ADMIN = "ruth.abernethy@calderbeck.example"


class Desk(NamedTuple):
    """A running desk, and an administrator's client of it."""

    server: Server
    key: str
    api: httpx.Client


class Move(NamedTuple):
    """From one desk, which poses as Atera, into another."""

    source: Desk
    target: Desk
    state: Path

    def environment(self) -> dict[str, str]:
        return {
            "DESKHAND_URL": self.target.server.url,
            "DESKHAND_KEY": self.target.key,
            "ATERA_KEY": self.source.key,
            "XDG_STATE_HOME": str(self.state),
        }

    def command(self, *options: str) -> list[str]:
        return ["import", "atera", "--base-url", self.source.server.url, "--per-minute", "1000000", *options]

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        return run_command(*self.command(*options), database_url="", **self.environment())

    def standing(self) -> tuple[int, int]:
        """The phase and page that an import has kept to go on with; (-1, 0) where there is none."""
        for file in self.state.rglob("import-*.json"):
            kept = json.loads(file.read_bytes())
            return (PHASES.index(kept["phase"]) if kept["phase"] else -1), kept["page"]
        return -1, 0

    def killed_after(self, phase: str, page: int) -> None:
        """Run, and kill the process as soon as it has kept that it came so far."""
        process = subprocess.Popen(
            [COMMAND, *self.command()],
            env=clean_environment("", self.environment()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            if self.standing() >= (PHASES.index(phase), page):
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.002)
        process.wait()
        assert process.returncode == -signal.SIGKILL, "it ended before it could be killed"


def desk(folder: Path, name: str, *, tickets: int = 0) -> Iterator[Desk]:
    """A desk on SQLite: with so many tickets, or with an administrator only."""
    yield from served(folder, made(folder, name, tickets=tickets))


def made(folder: Path, name: str, *, tickets: int = 0) -> str:
    """The database of such a desk in a new folder; the key that may do everything."""
    folder.mkdir()
    url = f"sqlite:///{folder}/d.db"
    if tickets:
        done = run_command("demo", "--tickets", str(tickets), "--account", name, database_url=url)
    else:
        password = {"DESKHAND_ADMIN_PASSWORD": "a few good words"}
        done = run_command("init", "--account", name, "--admin-email", ADMIN, database_url=url, **password)
    assert done.returncode == 0, done.stderr
    return run_command("keys", "create", "--name", "all", "--limit", "1000000", database_url=url).stdout.strip()


def served(folder: Path, key: str) -> Iterator[Desk]:
    """The desk of a folder, running."""
    url = f"sqlite:///{folder}/d.db"
    with (
        Server(url, folder=folder, DESKHAND_WORKER="off", DESKHAND_DATA_DIR=str(folder)) as server,
        httpx.Client(base_url=f"{server.url}/api/v3", headers={"X-API-KEY": key}, timeout=60, verify=False) as api,
    ):
        yield Desk(server, key, api)


class Kept(NamedTuple):
    """A desk that is copied for each test instead of being made anew."""

    folder: Path
    key: str

    def copied(self, folder: Path) -> Iterator[Desk]:
        shutil.copytree(self.folder, folder)
        yield from served(folder, self.key)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A desk with its administrator."""
    folder = tmp_path_factory.mktemp("empty") / "desk"
    return Kept(folder, made(folder, TARGET))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A desk that has some of everything."""
    folder = tmp_path_factory.mktemp("full") / "desk"
    key = made(folder, SOURCE, tickets=120)
    for running in served(folder, key):
        enrich(running.api)
    return Kept(folder, key)


@pytest.fixture
def target(tmp_path: Path, empty: Kept) -> Iterator[Desk]:
    yield from empty.copied(tmp_path / "target")


@pytest.fixture
def move(tmp_path: Path, full: Kept, target: Desk) -> Iterator[Move]:
    for source in full.copied(tmp_path / "source"):
        yield Move(source, target, tmp_path / "state")


def every(api: httpx.Client, path: str) -> dict[Any, dict[str, Any]]:
    """Every item of a list, by its id, without what is the desk's own affair."""
    found: dict[Any, dict[str, Any]] = {}
    link = f"{path}{'&' if '?' in path else '?'}itemsInPage=50"
    while link:
        body = api.get(link).json()
        for item in body["items"]:
            found[next(iter(item.values()))] = {name: value for name, value in item.items() if name not in OWN}
        link = body["nextLink"]
    return found


def differences(source: httpx.Client, target: httpx.Client, *, inside: int = 0) -> list[str]:
    """What is not alike in both desks; of every so-manieth ticket also what is inside it."""
    found = []
    for path in ("customers", "contacts", "departments", "tickets?includeRelations=true", "workhours"):
        here, there = every(source, path), every(target, path)
        if path.startswith("tickets"):
            found += [f"{path}: {number} is missing" for number in here.keys() - there.keys()]
        found += [
            f"{path} {number} {name}: {item.get(name)!r} became {there.get(number, {}).get(name)!r}"
            for number, item in here.items()
            for name in item
            if item.get(name) != there.get(number, {}).get(name)
        ]
        if path.startswith("tickets"):
            numbers = list(here)[:: inside or 1]
    for number in numbers:
        for at in (f"tickets/{number}/comments", f"tickets/{number}/workhoursrecords"):
            if (here := every(source, at)) != (there := every(target, at)):
                found.append(f"{at}: {here} became {there}")
        at = f"customvalues/ticketfields/{number}"
        here, there = (
            {one["FieldName"]: one["ValueAsString"] for one in api.get(at).json()} for api in (source, target)
        )
        if here != there:
            found.append(f"{at}: {here} became {there}")
    return found


def test_a_desk_comes_whole_although_the_import_is_killed_again_and_again(move: Move) -> None:
    move.killed_after("contacts", 2)
    move.killed_after("tickets", 2)
    move.killed_after("tickets", 3)
    done = move.run()
    assert done.returncode == 0, done.stderr
    assert differences(move.source.api, move.target.api) == []


def test_a_repeat_brings_only_what_has_changed(move: Move) -> None:
    assert move.run().returncode == 0
    last = move.target.api.get("/events?latest=true").json()["last"]
    again = move.run()
    assert again.returncode == 0
    assert move.target.api.get("/events?latest=true").json()["last"] == last
    number = move.target.api.get("/tickets?ticketStatus=open&itemsInPage=1").json()["items"][0]["TicketID"]
    changed = move.target.api.put(f"/tickets/{number}", json={"Tags": ["mine"], "TicketPriority": "Critical"})
    assert changed.status_code == 200
    move.source.api.post(
        "/tickets/7/comments", json={"CommentText": "New since", "IsInternal": False, "TechnicianContactID": 1}
    )
    move.source.api.post("/tickets", json={"TicketTitle": "Come later", "CustomerID": 2})
    last = move.target.api.get("/events?latest=true").json()["last"]
    assert move.run().returncode == 0
    events = move.target.api.get(f"/events?after={last}&limit=500").json()["items"]
    assert {event["Via"] for event in events} == {f"import:atera:{httpx.URL(move.source.server.url).netloc.decode()}"}
    assert {event["TicketID"] for event in events} == {7, 121}
    assert move.target.api.get(f"/tickets/{number}").json()["Tags"] == ["mine"]


def test_nobody_is_warned_or_called_and_the_desk_lives_on(move: Move) -> None:
    assert move.run().returncode == 0
    events = every(move.target.api, "tickets?sort=-id")
    assert len(events) == 119
    kinds = {event["Kind"] for event in _log(move.target.api)}
    assert not kinds & {"sla.warned", "sla.breached"}
    made = move.target.api.post("/tickets", json={"TicketTitle": "Next", "CustomerID": 1}).json()
    assert made["TicketID"] == 121


def _log(api: httpx.Client) -> Iterator[dict[str, Any]]:
    after = 0
    while items := api.get("/events", params={"after": after, "limit": 500}).json()["items"]:
        yield from items
        after = items[-1]["Seq"]


def test_a_strict_atera_is_read_as_it_is(target: Desk, tmp_path: Path) -> None:
    at = "2025-05-05T09:00:00Z"
    with Atera(
        customers=[{"CustomerID": 4001, "CustomerName": "Acme"}],
        contacts=[{"EndUserID": 5001, "CustomerID": 4001, "Email": "john@acme.example", "Firstname": "John"}],
        tickets=[
            {
                "TicketID": 90_001,
                "TicketTitle": "Printer jams",
                "TicketStatus": "Waiting on vendor",
                "TicketPriority": "High",
                "TicketType": "Incident",
                "CustomerID": 4001,
                "EndUserID": 5001,
                "TechnicianContactID": 77,
                "TechnicianFullName": "Dora Dispatch",
                "TechnicianEmail": "dora@msp.example",
                "TicketCreatedDate": at,
                "FirstComment": "Tray 2, since this morning",
                "TotalDurationSeconds": 0,
            }
        ],
        comments={90_001: [{"Date": at, "Comment": "We look", "TechnicianContactID": 77, "IsInternal": False}]},
        faults=[429, 503],
    ) as atera:
        done = run_command(
            "import", "atera", "--base-url", atera.url, database_url="", DESKHAND_URL=target.server.url,
            DESKHAND_KEY=target.key, ATERA_KEY=atera.key, XDG_STATE_HOME=str(tmp_path / "state"),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Status 'Waiting on vendor' became Open and a tag: 1 times, first at ticket 90001" in done.stdout
    ticket = target.api.get("/tickets/90001").json()
    assert (ticket["TicketStatus"], ticket["Tags"]) == ("Open", ["status: Waiting on vendor"])
    assert (ticket["Description"], ticket["TicketCreatedDate"]) == ("Tray 2, since this morning", at)
    assert (ticket["EndUserEmail"], ticket["TechnicianFullName"]) == ("john@acme.example", "Dora Dispatch")
    assert ticket["FirstResponseDate"] == at
    [comment] = target.api.get("/tickets/90001/comments").json()["items"]
    assert (comment["CommentText"], comment["CommentDate"], comment["IsInternal"]) == ("We look", at, False)
    assert not any(asked.path.endswith("workhoursrecords") for asked in atera.asked)  # nobody worked, says Atera


def test_a_source_that_fails_is_told_and_the_next_run_goes_on(target: Desk, tmp_path: Path) -> None:
    def run(atera: Atera) -> subprocess.CompletedProcess[str]:
        return run_command(
            "import", "atera", "--base-url", atera.url, database_url="", DESKHAND_URL=target.server.url,
            DESKHAND_KEY=target.key, ATERA_KEY=atera.key, XDG_STATE_HOME=str(tmp_path / "state"),
        )  # fmt: skip

    with Atera(customers=[{"CustomerID": 4001, "CustomerName": "Acme"}], faults=[500]) as atera:
        broken = run(atera)
        assert (broken.returncode, broken.stdout) == (1, "")
        assert "Traceback" not in broken.stderr
        assert run(atera).returncode == 0
    assert target.api.get("/customers/4001").json()["CustomerName"] == "Acme"


def test_the_key_is_asked_for(target: Desk) -> None:
    done = run_command("import", "atera", database_url="", DESKHAND_URL=target.server.url, DESKHAND_KEY=target.key)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ATERA_KEY" in done.stderr


@pytest.mark.full
def test_twenty_thousand_tickets_come_whole_although_the_import_is_killed_three_times(
    tmp_path: Path, target: Desk
) -> None:
    for source in desk(tmp_path / "source", SOURCE, tickets=20_000):
        enrich(source.api)
        move = Move(source, target, tmp_path / "state")
        for page in (50, 190, 330):
            move.killed_after("tickets", page)
        assert move.run().returncode == 0
        assert differences(source.api, target.api, inside=20) == []
