"""The desks that a person has logged in to: a TOML file that nobody else may read."""

import json
import os
import re
import secrets
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from deskhand_client.cli.exits import Code, Failure, tell

OWNERS_ONLY = 0o600
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
FIRST = "default"


@dataclass(frozen=True, slots=True)
class Profile:
    """One desk: its address and a key of it. `server` where the address does not tell, `technician_id` who acts
    where the server cannot tell, as at Atera."""

    url: str
    key: str = field(repr=False)
    server: str | None = None
    technician_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """All profiles, and the name of the one that is meant where none is named."""

    profiles: dict[str, Profile]
    chosen: str | None = None


def file() -> Path:
    """Where they are kept."""
    from platformdirs import user_config_path

    return user_config_path("deskhand") / "profiles.toml"


def checked_name(name: str) -> str:
    """A name that a profile may have. Raises Failure."""
    if not NAME.fullmatch(name):
        raise Failure(f"{name!r} cannot be a profile's name; use letters, digits, - and _.", Code.USAGE)
    return name


def read() -> Kept:
    """What is kept; nothing where there is no file. Raises Failure where it cannot be understood."""
    at = file()
    try:
        text = at.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Kept({})
    _tighten(at)
    try:
        found = tomllib.loads(text)
        profiles = {name: _profile(one) for name, one in found.get("profiles", {}).items()}
        chosen = found.get("chosen")
    except (tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise Failure(f"{at} cannot be read ({wrong}). Put it right, or delete it and log in again.") from None
    return Kept(profiles, chosen if chosen in profiles else None)


def _profile(said: dict[str, object]) -> Profile:
    technician = said.get("technician")
    return Profile(
        url=str(said["url"]),
        key=str(said["key"]),
        server=str(said["server"]) if "server" in said else None,
        technician_id=technician if isinstance(technician, int) else None,
    )


def beginning(incomplete: str) -> list[str]:
    """The names of profiles that begin so, for completion; none where the file cannot be read."""
    with suppress(Failure, OSError):
        return [name for name in read().profiles if name.startswith(incomplete)]
    return []


def write(kept: Kept) -> None:
    """Keep these and no others: the file is there whole or as it was, and for its owner only from the first byte."""
    at = file().resolve()  # somebody may keep it elsewhere, by a link
    at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = at.with_name(f".{at.name}.{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNERS_ONLY), "wb") as out:
            out.write(_written(kept).encode())
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, at)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


@contextmanager
def changing() -> Iterator[None]:
    """While this goes on, no other command changes them: two who log in at once are both kept."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    folder = file().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, OWNERS_ONLY), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _written(kept: Kept) -> str:
    lines = ["# Written by `deskhand login`. Whoever can read this file can act with these keys."]
    if kept.chosen is not None:
        lines.append(f"chosen = {_text(kept.chosen)}")
    for name, profile in sorted(kept.profiles.items()):
        lines += ["", f"[profiles.{name}]", f"url = {_text(profile.url)}", f"key = {_text(profile.key)}"]
        if profile.server is not None:
            lines.append(f"server = {_text(profile.server)}")
        if profile.technician_id is not None:
            lines.append(f"technician = {profile.technician_id}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A text as TOML writes it: as JSON does, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _tighten(at: Path) -> None:
    """Let nobody else read the keys, and tell that somebody could have."""
    if sys.platform == "win32" or at.stat().st_mode & 0o077 == 0:
        return
    at.chmod(OWNERS_ONLY)
    tell(f"{at} could be read by others; now only you can. If others use this machine, have the keys in it replaced.")
