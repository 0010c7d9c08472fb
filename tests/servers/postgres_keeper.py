"""The process that starts a test run's PostgreSQL, waits for the end of the run, and clears everything away.

The server may be asked for by any of several test workers, must outlive that worker, and must be gone when the run is,
even if that was killed with SIGKILL. So neither the worker nor PR_SET_PDEATHSIG on it (which follows the very thread
that forked) can be in charge of it. This program is: it sits in a session of its own, where Ctrl-C does not reach, and
waits for a file lock that the owner of the run holds. The kernel frees that lock however the owner ends.
"""

import fcntl
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

OLDEST = 15
SUPERUSER = "postgres"


class PostgresError(Exception):
    """The server could not be started, or refused a command."""


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs: Debian's newest, else what is on the PATH."""
    found = {int(path.parts[-3]): path for path in Path("/usr/lib/postgresql").glob(f"[0-9]*/bin/{name}")}
    if found and max(found) >= OLDEST:
        return str(found[max(found)])
    if on_path := shutil.which(name):
        return on_path
    raise PostgresError(f"no {name} of PostgreSQL {OLDEST} or newer here: run tools/install-test-packages")


def server_ids() -> tuple[int, int]:
    """User and group that the server runs as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return user.pw_uid, user.pw_gid


def locked(path: Path) -> int:
    """The descriptor of a file, once its lock is ours; closing it frees the lock."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def publish(path: Path, text: str) -> None:
    """Write a file that others wait for, so that they find it whole."""
    draft = path.with_suffix(".new")
    draft.write_text(text)
    draft.rename(path)


def keep(folder: Path, fsync: str) -> None:
    """Start the server, wait for the end of its owner, stop the server and remove its folder."""
    for number in (signal.SIGTERM, signal.SIGHUP):  # whoever ends all processes of a run ends the owner too
        signal.signal(number, signal.SIG_IGN)
    server = None
    try:
        server = launch(folder, fsync)
    except Exception as error:
        log = (folder / "keeper.log").read_text(errors="replace")
        publish(folder / "failure", f"PostgreSQL did not start: {error}\n{log}")
    locked(folder / "owner.lock")
    if server is not None:
        server.send_signal(signal.SIGQUIT)
        server.wait()
    shutil.rmtree(folder)


def launch(folder: Path, fsync: str) -> subprocess.Popen[bytes]:
    """A new server in the folder, once it takes connections."""
    data = str(folder / "data")
    initdb = [program("initdb"), "-D", data, "-U", SUPERUSER, "--auth=trust", "--locale=C", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, stdin=subprocess.DEVNULL, cwd=folder, check=True, **_as_server())
    for _ in range(3):  # another process may take the free port before the server does
        port = _free_port()
        command = [*_tied_to_us(), program("postgres"), "-D", data, *_options(port=port, fsync=fsync)]
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=folder, **_as_server())
        if _takes_connections(server, folder):
            publish(folder / "port", str(port))
            return server
    raise PostgresError("it ended at once")


def _options(*, port: int, fsync: str) -> list[str]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "max_connections": 200,
        "shared_buffers": "64MB",
        "fsync": fsync,
        "full_page_writes": fsync,
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _as_server() -> dict[str, Any]:
    """How a subprocess becomes the server's user."""
    uid, gid = server_ids()
    return {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}


def _tied_to_us() -> list[str]:
    """Where Linux has setpriv, the server also ends with this keeper (which has only the one thread)."""
    return ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []


def _takes_connections(server: subprocess.Popen[bytes], folder: Path) -> bool:
    status = folder / "data" / "postmaster.pid"
    while server.poll() is None:
        if status.exists() and re.search(r"^ready\s*$", status.read_text(), re.MULTILINE):
            return True
        time.sleep(0.01)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    keep(Path(sys.argv[1]), sys.argv[2])
