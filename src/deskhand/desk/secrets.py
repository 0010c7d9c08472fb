"""Secrets of the installation: small files that only the server's user may read."""

import contextlib
import os
import secrets
from pathlib import Path


def read_secret(folder: Path, name: str) -> str:
    """The secret kept under a name, empty when there is none."""
    try:
        return (folder / name).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def made_secret(folder: Path, name: str, size: int = 32) -> str:
    """The secret kept under a name, made at random if there is none. Of several that make it at once, one wins."""
    while not (kept := read_secret(folder, name)):
        folder.mkdir(parents=True, exist_ok=True)
        being_written = folder / f".{name}.{os.getpid()}"
        keep_secret(folder, being_written.name, secrets.token_urlsafe(size))
        with contextlib.suppress(FileExistsError):
            os.link(being_written, folder / name)
        being_written.unlink(missing_ok=True)
    return kept


def keep_secret(folder: Path, name: str, text: str) -> None:
    """Keep a secret, mode 600 from its first moment, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    being_written = folder / f".{name}.{os.getpid()}"
    being_written.unlink(missing_ok=True)
    descriptor = os.open(being_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    being_written.replace(folder / name)


def drop_secret(folder: Path, name: str) -> None:
    """Forget a secret; none is needed to be there."""
    (folder / name).unlink(missing_ok=True)
