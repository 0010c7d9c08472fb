"""The peer: django-helpdesk with the same tickets, served by gunicorn, in the same rounds as Deskhand."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from tests.servers.deskhand import free_port

from bench.load import Loaded
from bench.rows import Marks, People, chunks
from bench.scenarios import create_requests, list_requests, new_ticket
from bench.servers import ROOT, Target, await_answer, deskhand
from bench.wrk import Request, Shot, middle, shoot

TICKETS = 10_000
# Sixteen of its lists at once take longer than a short round.
AT_LEAST_SECONDS = 10.0
PROJECT = Path(__file__).with_name("peer_django_helpdesk")
VENV = ROOT / ".cache" / "bench-peer"
# Two processes for two processors: Deskhand has one. Threads, because gunicorn keeps connections only with them.
GUNICORN = ("gunicorn", "django.core.wsgi:get_wsgi_application()", "--workers", "2", "--threads", "4")
USER = base64.b64encode(b"bench:bench").decode()
QUERY = {"search_string": "", "sorting": "created", "sortreverse": True, "filtering": {}, "filtering_null": {}}


class Peered(msgspec.Struct, frozen=True):
    """The product's figures and the peer's for one scenario."""

    scenario: str
    times: float
    product: dict[str, float]
    peer: dict[str, float]


class NoPeer(Exception):
    """The peer cannot be installed or started here; the message says why."""


def measure(loaded: Loaded, folder: Path, *, rounds: int, seconds: float, tell: Callable[[str], None]) -> list[Peered]:
    """A list of fifty and a create: Deskhand and the peer one after the other in every round."""
    _install()
    session = _fill(folder, loaded.tickets)
    with deskhand(loaded, folder) as product, _served(folder, session) as peer:
        ours = {"list": list_requests(loaded), "create": create_requests(loaded)}
        # Its page goes by the session; its REST API would then want a token against forgery, and takes HTTP Basic too.
        page, rest = (peer._replace(headers={name: peer.headers[name]}) for name in ("Cookie", "Authorization"))
        theirs = {"list": (page, _lists()), "create": (rest, _creates(loaded))}
        long = max(seconds, AT_LEAST_SECONDS)
        return [_beside(name, (product, ours[name]), theirs[name], rounds, long, tell) for name in ours]


def _beside(
    name: str,
    product: tuple[Target, Sequence[Request]],
    peer: tuple[Target, Sequence[Request]],
    rounds: int,
    seconds: float,
    tell: Callable[[str], None],
) -> Peered:
    shots: tuple[list[Shot], list[Shot]] = ([], [])
    for _ in range(rounds):
        for (target, requests), taken in zip((product, peer), shots, strict=True):
            taken.append(shoot(target, requests, seconds))
    ours, theirs = middle(shots[0]), middle(shots[1])
    if ours.failed or theirs.failed:
        raise NoPeer(f"{ours.failed} and {theirs.failed} requests failed: a refusal is no measure of speed")
    times = ours.per_second / theirs.per_second
    tell(f"  {name:6} {ours.per_second:8,.0f}/s, django-helpdesk {theirs.per_second:8,.1f}/s: {times:.0f} times")
    return Peered(name, times, ours._asdict(), theirs._asdict())


def _lists() -> list[Request]:
    """What the peer's own page of tickets asks for; its REST API reads every ticket for each list."""
    query = base64.b64encode(json.dumps(QUERY).encode()).decode()
    order = "order%5B0%5D%5Bcolumn%5D=0&order%5B0%5D%5Bdir%5D=desc"
    return [Request("GET", f"/datatables_ticket_list/{query}?draw=1&start=0&length=50&{order}")]


def _creates(loaded: Loaded) -> list[Request]:
    """The same new tickets through its REST API."""
    bodies = [new_ticket(loaded, number) for number in range(200)]
    return [
        Request(
            "POST",
            "/api/tickets/?format=json",
            json.dumps(
                {
                    "queue": 1,
                    "title": body["TicketTitle"],
                    "description": body["Description"],
                    "submitter_email": "asker@c0.example",
                    "priority": 2,
                    "status": 1,
                }
            ),
        )
        for body in bodies
    ]


def _install() -> None:
    """A virtual environment of its own, once per list of requirements."""
    wanted = (PROJECT / "requirements.txt").read_text()
    stamp = VENV / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    found = ROOT / ".cache" / "uv" / "bin" / "uv"
    uv = str(found) if found.exists() else shutil.which("uv")
    if uv is None:
        raise NoPeer("there is no uv: start with `make bench`")
    _run([uv, "venv", "--quiet", "--clear", str(VENV)])
    _run([uv, "pip", "install", "--quiet", "--python", str(VENV), "-r", str(PROJECT / "requirements.txt")])
    stamp.write_text(wanted)


def _fill(folder: Path, tickets: int) -> str:
    """Give the peer the same tickets; the cookie of a session that is logged in."""
    file = folder / "peer.jsonl"
    with file.open("w") as lines:
        for chunk in chunks(1, tickets, People((1,), ((1, 1),)), Marks(0, 0, 0)):
            said: dict[int, list[tuple[str, str]]] = {}
            for comment in chunk.comments:
                said.setdefault(comment["ticket_id"], []).append((comment["at"].isoformat(), comment["text"]))
            for row in chunk.tickets:
                lines.write(json.dumps(_line(row, said.get(row["id"], []))) + "\n")
    return _run([str(VENV / "bin" / "python"), "fill.py", str(file)], folder).strip()


def _line(row: dict[str, object], comments: list[tuple[str, str]]) -> dict[str, object]:
    kept = {name: row[name] for name in ("id", "title", "description", "status", "priority")}
    return {**kept, "email": "asker@c0.example", "comments": comments}


def _run(command: Sequence[str], folder: Path | None = None) -> str:
    environment = _environment(folder) if folder else None
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPeer(f"{Path(command[0]).name} {command[1]}: {done.stderr.strip()[-500:]}")
    return done.stdout


def _environment(folder: Path) -> dict[str, str]:
    ours = {"PEER_DATABASE": str(folder / "peer.db"), "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(PROJECT)}
    return {**os.environ, **ours}


@contextmanager
def _served(folder: Path, session: str) -> Iterator[Target]:
    port = free_port()
    command = [str(VENV / "bin" / GUNICORN[0]), *GUNICORN[1:], "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with (folder / "peer.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=_environment(folder), stdout=log, stderr=log)
    try:
        cookie = {"Cookie": f"sessionid={session}", "Authorization": f"Basic {USER}"}
        target = Target("django-helpdesk", port, process.pid, cookie)
        await_answer(target, process, "/api/")
        yield target
    finally:
        process.terminate()
        process.wait()
