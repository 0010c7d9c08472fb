"""From the start of the process to its first answer, and the memory it has after work."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen

import msgspec
from tests.servers.deskhand import COMMAND, clean_environment, free_port

from bench.client import Client
from bench.load import Loaded
from bench.servers import TICKETS


class Start(msgspec.Struct, frozen=True):
    """Seconds from the start of the process to its first answer."""

    median_seconds: float
    slowest_seconds: float


def measure(loaded: Loaded, folder: Path, *, times: int, tell: Callable[[str], None]) -> Start:
    """Start and end the server again and again."""
    taken = [_start(loaded, folder) for _ in range(times)]
    found = Start(median(taken), max(taken))
    tell(f"  first answer after {found.median_seconds:.2f} s (slowest {found.slowest_seconds:.2f} s)")
    return found


def _start(loaded: Loaded, folder: Path) -> float:
    port = free_port()
    environment = clean_environment(loaded.url, {"DESKHAND_LOG_FORMAT": "json"})
    with (folder / "start.log").open("ab") as log:
        began = time.perf_counter()
        process = Popen(
            [COMMAND, "serve", "--port", str(port)], env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=log
        )
        try:
            while not _answers(port, loaded.key):
                if process.poll() is not None:
                    raise RuntimeError(f"deskhand did not start: {(folder / 'start.log').read_text()}")
                time.sleep(0.005)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait()


def _answers(port: int, key: str) -> bool:
    try:
        with Client(port, {"X-API-KEY": key, "Host": "localhost"}) as client:
            return client.get(f"{TICKETS}?itemsInPage=1").status == 200
    except OSError:
        return False
