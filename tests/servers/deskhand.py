"""A really started Deskhand: the installed command in a process of its own, on a port of its own."""

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

COMMAND = Path(sys.executable).parent / "deskhand"
STARTS_WITHIN = 60.0


def run_command(*arguments: str, database_url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `deskhand ARGUMENTS` to its end, with nobody at the keyboard."""
    return subprocess.run(
        [COMMAND, *arguments],
        env=clean_environment(database_url, environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class Server:
    """`deskhand serve` on a database. Use as a context manager; `url` is its address.

    Its log lines, JSON unless told otherwise, go to the file `log`, what it tells the user to the file `told`; both
    are kept when the same server is started again.
    """

    def __init__(self, database_url: str, *arguments: str, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._command: Sequence[Any] = [COMMAND, "serve", "--port", str(self.port), *arguments]
        self._environment = clean_environment(database_url, {"DESKHAND_LOG_FORMAT": "json", **environment})
        self.log = folder / f"deskhand-{self.port}.log"
        self.told = folder / f"deskhand-{self.port}.told"
        self.process: subprocess.Popen[bytes] | None = None
        self.started_in = 0.0  # seconds; a measure of how busy the machine is

    def start(self) -> "Server":
        """Start, and wait until requests are answered."""
        with self.log.open("ab") as log, self.told.open("ab") as told:
            self.process = subprocess.Popen(
                self._command, env=self._environment, stdin=subprocess.DEVNULL, stdout=told, stderr=log
            )
        began = time.monotonic()
        deadline = began + STARTS_WITHIN
        # One client for all the asking: making one takes much of the machine that the server wants for its start.
        with httpx.Client(base_url=self.url, timeout=5, verify=False) as asking:
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    if asking.get("/readyz").status_code == 200:
                        self.started_in = time.monotonic() - began
                        return self
                except httpx.TransportError:
                    time.sleep(0.02)
        if self.process.poll() is None:
            self.kill()
        raise RuntimeError(f"deskhand did not start:\n{self.told.read_text()}{self.log.read_text()}")

    def terminate(self) -> None:
        """SIGTERM, without waiting for what comes of it."""
        assert self.process is not None
        self.process.terminate()

    def wait(self) -> int:
        """The exit code, once the process has ended."""
        assert self.process is not None
        return self.process.wait(timeout=20)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.terminate()
        return self.wait()

    def kill(self) -> None:
        """SIGKILL: no time for anything."""
        assert self.process is not None
        self.process.kill()
        self.wait()

    def log_lines(self) -> list[dict[str, Any]]:
        """Every line of the log, which must be JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def line_of(self, request_id: str) -> dict[str, Any]:
        """The log's line about a request, as soon as it is there: the answer leaves before it is written."""
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            for line in self.log.read_text().splitlines(keepends=True):
                if request_id in line and line.endswith("\n"):
                    return dict(json.loads(line))
            time.sleep(0.01)
        raise AssertionError(f"no line about {request_id} in {self.log}")

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()


class Worker:
    """`deskhand worker` on a database, until it is killed."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self._environment = clean_environment(database_url, {"DESKHAND_LOG_FORMAT": "json"})
        self.log = folder / f"worker-{free_port()}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, without waiting until it works."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [COMMAND, "worker"], env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """SIGKILL: no time for anything."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=20)

    def stop(self) -> int:
        """SIGTERM once it works, and the exit code."""
        assert self.process is not None
        deadline = time.monotonic() + STARTS_WITHIN
        while "The worker runs." not in self.log.read_text() and time.monotonic() < deadline:
            time.sleep(0.02)
        self.process.terminate()
        return self.process.wait(timeout=20)

    def __enter__(self) -> "Worker":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()


def free_port() -> int:
    """A port that nobody listens on now, and that the system gives to no outgoing connection meanwhile."""
    while True:
        port = random.randrange(20_000, 32_000)  # below Linux's range for those
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def clean_environment(database_url: str, more: dict[str, str]) -> dict[str, str]:
    """This environment with these settings of Deskhand's, and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DESKHAND_")}
    return {**kept, "DESKHAND_DATABASE_URL": database_url, **more}
