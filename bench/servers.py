"""The servers that are measured: Deskhand as it is started everywhere, and the floor, each in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.servers.deskhand import Server, clean_environment, free_port

from bench.client import Client
from bench.load import Loaded

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 30.0
TICKETS = "/api/v3/tickets"


class Target(NamedTuple):
    """Something that answers: what it is called, its port, its process, and what every request to it carries."""

    name: str
    port: int
    pid: int
    headers: dict[str, str]

    def client(self) -> Client:
        """One connection."""
        return Client(self.port, {"Host": f"127.0.0.1:{self.port}", **self.headers})

    def cpu_seconds(self) -> float:
        """The processor time that the process has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def anonymous_megabytes(self) -> float:
        """Memory that is the process's own: neither its program nor files that the kernel keeps."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024


@contextmanager
def deskhand(loaded: Loaded, folder: Path) -> Iterator[Target]:
    """The product, with its limit, and its log going to a file."""
    server = Server(loaded.url, folder=folder)
    with server:
        assert server.process is not None
        yield Target("Deskhand", server.port, server.process.pid, {"X-API-KEY": loaded.key})


@contextmanager
def floor(loaded: Loaded) -> Iterator[Target]:
    """`bench/limit.py` on the same database."""
    port = free_port()
    command = [sys.executable, "-m", "bench.limit", loaded.url, str(port)]
    environment = clean_environment(loaded.url, {})
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        target = Target("floor", port, process.pid, {"X-API-KEY": loaded.key})
        await_answer(target, process, f"{TICKETS}?itemsInPage=1")
        yield target
    finally:
        process.kill()
        process.wait()


@contextmanager
def both(loaded: Loaded, folder: Path) -> Iterator[tuple[Target, Target]]:
    """The floor and the product, on the same database at the same time."""
    with ExitStack() as stack:
        yield stack.enter_context(floor(loaded)), stack.enter_context(deskhand(loaded, folder))


def await_answer(target: Target, process: subprocess.Popen[bytes], path: str) -> None:
    """Wait until the target answers at all."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with target.client() as client:
                client.get(path)
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{target.name} did not start")
