"""Taking the address that requests will come to, and saying in a sentence why it cannot be had."""

import contextlib
import errno
import os
import resource
import socket
from typing import Literal

BACKLOG = 2048
MOST_FILES = 65_536
# A name may stand for several addresses, some of a family that this machine does not speak.
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class CannotListen(Exception):
    """The host or the port cannot be had; the text says what is the matter."""

    def __init__(self, which: Literal["host", "port"], text: str) -> None:
        super().__init__(text)
        self.which = which


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address the host stands for. Raises CannotListen."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise CannotListen("host", f"{host!r} is no address and no name of this machine.") from None
    sockets: list[socket.socket] = []
    missing: OSError | None = None
    for family, _, _, _, address in found:
        try:
            sockets.append(socket.create_server(address, family=family, backlog=BACKLOG))
        except OSError as wrong:
            if wrong.errno in _NOT_HERE:
                missing = wrong
                continue
            for taken in sockets:
                taken.close()
            raise _refusal(host, port, wrong) from None
    if not sockets and missing is not None:
        raise _refusal(host, port, missing)
    return sockets


def allow_connections() -> None:
    """Raise the soft limit on open files, usually 1,024, to the hard one: one process holds more streams than that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with contextlib.suppress(ValueError, OSError):  # a system that allows fewer than it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _refusal(host: str, port: int, wrong: OSError) -> CannotListen:
    if wrong.errno == errno.EADDRINUSE:
        return CannotListen("port", f"{port} on {host} is taken by another program; choose another.")
    if wrong.errno == errno.EACCES:
        return CannotListen("port", f"{port} may not be taken by this user; choose one from 1024.")
    if wrong.errno in _NOT_HERE:
        return CannotListen("host", f"{host!r} is no address of this machine.")
    return CannotListen("host", f"{host!r} cannot be listened on ({os.strerror(wrong.errno or 0)}).")
