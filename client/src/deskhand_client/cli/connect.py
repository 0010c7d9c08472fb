"""Which desk a command talks to: from the command line, from the environment, or from a profile, in this order."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskhand_client.cli import profiles
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.loading import loading

if TYPE_CHECKING:
    from deskhand_client.client import Client
    from deskhand_client.dry_run import DryRun

URL, KEY = "DESKHAND_URL", "DESKHAND_KEY"
NOT_LOGGED_IN = f"Nobody is logged in: run `deskhand login`, or set {URL} and {KEY}."


@dataclass(frozen=True, slots=True)
class Place:
    """An address, a key that it knows, and what neither tells: see Profile."""

    url: str
    key: str = field(repr=False)
    server: str | None = None
    technician_id: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that a command talks to. `technician_id` acts where the server cannot tell; `trying` is a dry run."""

    client: "Client"
    technician_id: int | None = None
    trying: "DryRun | None" = None


def place(profile: str | None = None, *, url: str | None = None, key: str | None = None) -> Place:
    """Where to talk to. Address and key come from one place, so that a key is sent nowhere but where it belongs.

    Raises Failure, which says what to do.
    """
    if url is not None or key is not None:
        return _both({"--url": url, "--key": key})
    if profile is None and (os.environ.get(URL) or os.environ.get(KEY)):
        return _both({URL: os.environ.get(URL), KEY: os.environ.get(KEY)})
    kept = profiles.read()
    name = profile or kept.chosen
    if name is None:
        several = (
            f"Choose a desk with --profile, or once for all with `deskhand profiles NAME`: {', '.join(kept.profiles)}."
        )
        raise Failure(several if kept.profiles else NOT_LOGGED_IN, Code.NO_KEY)
    if name not in kept.profiles:
        there = f"there are: {', '.join(kept.profiles)}" if kept.profiles else "there is none yet"
        raise Failure(
            f"There is no profile {name!r}; {there}. Make it with: deskhand login --profile {name}", Code.NO_KEY
        )
    found = kept.profiles[name]
    return Place(found.url, found.key, found.server, found.technician_id)


def _names(kept: profiles.Kept) -> str:
    return ", ".join(sorted(kept.profiles))


def _both(said: Mapping[str, str | None]) -> Place:
    missing = next((name for name, value in said.items() if not value), None)
    if missing is not None:
        there = next(name for name in said if name != missing)
        raise Failure(f"{there} is given without {missing}; a key belongs to one address, so give both.", Code.NO_KEY)
    url, key = (value or "" for value in said.values())
    return Place(url, key)


@contextmanager
def desk(profile: str | None = None, *, dry_run: bool = False) -> Iterator[Desk]:
    """The desk that a command talks to, while it does. In a dry run nothing is changed there."""
    with at(place(profile), dry_run=dry_run) as found:
        yield found


@contextmanager
def at(where: Place, *, dry_run: bool = False) -> Iterator[Desk]:
    """The desk at a place."""
    with loading():
        from deskhand_client.client import Client
        from deskhand_client.dry_run import DryRun
        from deskhand_client.exchange import Patience

    trying = DryRun() if dry_run else None
    # Somebody waits for an answer: say within seconds that none comes. What the server asks to wait is waited for.
    patience = Patience(retries=3, first=0.3)
    with Client(where.url, where.key, server=where.server, patience=patience, dry_run=trying) as client:
        yield Desk(client, where.technician_id, trying)
