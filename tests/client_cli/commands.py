"""Commands given in this process, in a process of their own with pipes, and at a terminal."""

import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from fcntl import ioctl
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from deskhand_client.cli.main import main
from deskhand_client.client import Client
from deskhand_client.records.ticket import Ticket
from tests.cast import Cast
from tests.servers.deskhand import COMMAND

WITHIN = 60.0


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[list[str]]:
        """What it wrote as lines with tabs."""
        return [line.split("\t") for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        """What it wrote as JSON."""
        return json.loads(self.out)


Run = Callable[..., Result]


class Runner:
    """Gives commands in this process, with nobody at the keyboard."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: object, typed: str = "") -> Result:
        self._capsys.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["deskhand", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        written = self._capsys.readouterr()
        return Result(int(ended.value.code or 0), written.out, written.err)


@dataclass(frozen=True)
class Desk:
    """An account: its address, Jane's key and one of the whole account, its people, and a client for looking."""

    url: str
    janes_key: str
    key: str
    cast: Cast
    client: Client

    def ticket(self, title: str = "Printer jams", **fields: Any) -> Ticket:
        """A new ticket of John Smith's."""
        return self.client.tickets.create(title, description=f"{title}.", contact_id=self.cast.john.id, **fields)


def deskhand(*arguments: object, typed: str = "", **environment: str) -> Result:
    """Run the installed command to its end, with pipes on all sides."""
    done = subprocess.run(
        [COMMAND, *map(str, arguments)],
        input=typed,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
        env={**os.environ, **environment},
    )
    return Result(done.returncode, done.stdout, done.stderr)


class Terminal:
    """The installed command at a terminal of so many columns. Use as a context manager."""

    def __init__(
        self, *arguments: object, columns: int = 120, command: str | Path = COMMAND, **environment: str
    ) -> None:
        self._arguments = [str(command), *map(str, arguments)]
        self._environment = {**os.environ, "TERM": "xterm-256color", **environment}
        self._columns = columns
        self.shown = ""

    def __enter__(self) -> "Terminal":
        ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, self._columns, 0, 0))
        self._process = subprocess.Popen(
            self._arguments,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=self._environment,
            start_new_session=True,
            preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0) and None,
        )
        os.close(theirs)
        self._ours = ours
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(timeout=WITHIN)
        os.close(self._ours)

    def until(self, text: str) -> str:
        """Everything shown so far, once this text is part of it."""
        deadline = time.monotonic() + WITHIN
        while text not in self.shown:
            if time.monotonic() > deadline or not self._read():
                raise AssertionError(f"{text!r} was never shown, but {self.shown!r}")
        return self.shown

    def shows(self, text: str, *, within: float) -> bool:
        """Whether this text is shown so far, or comes within so many seconds."""
        deadline = time.monotonic() + within
        while text not in self.shown and time.monotonic() < deadline:
            if select.select([self._ours], [], [], within)[0] and not self._read():
                break
        return text in self.shown

    def type(self, text: str) -> None:
        """Type this."""
        os.write(self._ours, text.encode())

    def send(self, number: signal.Signals) -> None:
        """Send the command a signal."""
        self._process.send_signal(number)

    def end(self) -> int:
        """The exit code, after everything was shown."""
        while self._read():
            pass
        return self._process.wait(timeout=WITHIN)

    def _read(self) -> bool:
        """Read a little more; False when the command has ended and said everything."""
        if not select.select([self._ours], [], [], WITHIN)[0]:
            return False
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # how a terminal says that nobody holds its other side
            return False
        self.shown += piece.decode("utf-8", "replace")
        return bool(piece)


def at_terminal(*arguments: object, columns: int = 120, **environment: str) -> Result:
    """Run the installed command at a terminal to its end; what is shown is its output."""
    with Terminal(*arguments, columns=columns, **environment) as terminal:
        code = terminal.end()
        return Result(code, terminal.shown.replace("\r\n", "\n"), "")
