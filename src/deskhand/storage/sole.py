"""One server per SQLite file: a second one would keep rate limits and event streams apart from the first."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskhand.storage.errors import StorageError


class AlreadyServed(StorageError):
    """Another server process has this file."""


@contextmanager
def sole_server(path: Path) -> Iterator[None]:
    """Be the file's only server until the end; the kernel lets go of the claim however the process ends.

    Raises AlreadyServed, with the other's process number. Commands may use the file all the same.
    """
    claim = path.with_name(f"{path.name}.serving")
    descriptor = os.open(claim, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            number = file.read().strip() or "unknown"
            raise AlreadyServed(f"{path} is served already, by process {number}; stop that one first") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
