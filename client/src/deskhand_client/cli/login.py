"""`deskhand login`, `deskhand logout` and `deskhand profiles`: the desks whose addresses and keys are kept."""

import os
import sys
from typing import TYPE_CHECKING

import typer

from deskhand_client.cli import profiles as kept_desks
from deskhand_client.cli.connect import KEY, NOT_LOGGED_IN, URL, Place, at
from deskhand_client.cli.exits import Code, Failure, tell
from deskhand_client.cli.options import Json
from deskhand_client.cli.profiles import Kept, Profile
from deskhand_client.cli.questions import ask

if TYPE_CHECKING:
    from deskhand_client.client import Client


def login(
    url: str | None = typer.Option(None, "--url", help="The desk's address, such as https://desk.example.com"),
    key: str | None = typer.Option(None, "--key", help="An API key of it; - reads one from standard input"),
    profile: str = typer.Option(kept_desks.FIRST, "--profile", metavar="NAME", help="The name to keep them under"),
    server: str | None = typer.Option(
        None, "--server", metavar="deskhand|atera", help="What stands there, where the address does not tell"
    ),
    technician: int | None = typer.Option(
        None, "--technician", metavar="ID", help="Your technician id at Atera, whose API cannot tell who you are"
    ),
) -> None:
    """Keep a desk's address and key for the other commands.

    What is missing is asked for, the key without showing it. Both are tried before they are kept, in a file that only
    you can read. DESKHAND_URL and DESKHAND_KEY win over it.

    Examples:

    deskhand login --url https://desk.example.com

    deskhand login --url https://app.atera.com --profile atera --technician 12
    """
    name = kept_desks.checked_name(profile)
    address = _checked_address(url or _asked("--url", "The desk's address"))
    _warn_of_the_open(address)
    found = Profile(address, _key(key), _server(server), technician)
    account = _tried(found)
    with kept_desks.changing():
        kept = kept_desks.read()
        kept_desks.write(Kept({**kept.profiles, name: found}, kept.chosen or name))
    typer.echo(f"Logged in to {account or address}; kept as {name!r} in {kept_desks.file()}.")
    if kept.chosen not in (None, name):
        typer.echo(f"Commands use {kept.chosen!r}; choose the new one with: deskhand profiles {name}")
    if os.environ.get(URL) or os.environ.get(KEY):
        tell(f"{URL} and {KEY} are set, and win over what is kept.")


def logout(
    profile: str | None = typer.Option(
        None, "--profile", metavar="NAME", help="Which desk", autocompletion=kept_desks.beginning
    ),
    every: bool = typer.Option(False, "--all", help="Forget all of them"),
) -> None:
    """Forget a desk's address and key.

    The key itself stays good; an administrator revokes it with deskhand keys revoke.

    Examples:

    deskhand logout

    deskhand logout --profile atera
    """
    with kept_desks.changing():
        kept = kept_desks.read()
        gone = list(kept.profiles) if every else [_named(kept, profile)]
        left = {name: one for name, one in kept.profiles.items() if name not in gone}
        alone = next(iter(left)) if len(left) == 1 else None
        kept_desks.write(Kept(left, kept.chosen if kept.chosen in left else alone))
    typer.echo(f"Forgotten: {', '.join(gone) or 'nothing, for there was none'}.")


def profiles(
    name: str | None = typer.Argument(
        None, help="The desk that commands talk to from now on", autocompletion=kept_desks.beginning
    ),
    as_json: bool = Json,
) -> None:
    """List the desks that are kept, and choose one.

    Keys are never shown.

    Examples:

    deskhand profiles

    deskhand profiles atera
    """
    from deskhand_client.cli.output.forms import Column, form_of, show_list

    if name is not None:
        with kept_desks.changing():
            kept = kept_desks.read()
            kept_desks.write(Kept(kept.profiles, _named(kept, name)))
    kept = kept_desks.read()
    if not kept.profiles:
        tell(NOT_LOGGED_IN)
    rows = [
        {"Name": name, "Url": one.url, "Server": _kind(one), "Chosen": name == kept.chosen}
        for name, one in sorted(kept.profiles.items())
    ]
    columns: tuple[Column[dict[str, object]], ...] = (
        Column("Name", "Name", lambda row: row["Name"]),
        Column("Address", "Url", lambda row: row["Url"], stretches=True),
        Column("Server", "Server", lambda row: row["Server"]),
        Column("Chosen", "Chosen", lambda row: row["Chosen"]),
    )
    show_list(rows, columns, form_of(as_json))


def _named(kept: Kept, name: str | None) -> str:
    """The named profile, else the chosen one. Raises Failure."""
    if name is None:
        if kept.chosen is None:
            raise Failure(_which(kept), Code.NO_KEY)
        return kept.chosen
    if name not in kept.profiles:
        raise Failure(f"There is no profile {name!r}. {_which(kept)}", Code.NOT_FOUND)
    return name


def _which(kept: Kept) -> str:
    return f"Say which: {', '.join(sorted(kept.profiles))}." if kept.profiles else NOT_LOGGED_IN


def _kind(profile: Profile) -> str:
    from deskhand_client.server import server_at

    return profile.server or server_at(profile.url).value


def _asked(option: str, question: str, *, secret: bool = False) -> str:
    """What somebody types. Raises Failure where nobody is there to type."""
    if not sys.stdin.isatty():
        raise Failure(f"{question} is missing: give it with {option}.", Code.USAGE)
    return ask(question, secret=secret).strip()


def _key(said: str | None) -> str:
    if said is None:
        key = _asked("--key - on standard input", "An API key of it (it is not shown)", secret=True)
    else:
        key = sys.stdin.readline().strip() if said == "-" else said.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise Failure("That is no API key: a key is one word of letters, digits and signs.", Code.USAGE)
    return key


def _checked_address(url: str) -> str:
    from deskhand_client.errors import ConfigurationError
    from deskhand_client.server import api_address

    try:
        return api_address(url).removesuffix("/api/v3")
    except ConfigurationError as wrong:
        raise Failure(f"{wrong}.", Code.USAGE) from None


def _server(said: str | None) -> str | None:
    if said is not None and said not in ("deskhand", "atera"):
        raise Failure(f"--server is deskhand or atera, not {said!r}.", Code.USAGE)
    return said


def _warn_of_the_open(address: str) -> None:
    """A key that travels without encryption is everybody's on the way."""
    from urllib.parse import urlsplit

    host = urlsplit(address).hostname or ""
    if address.startswith("http:") and host not in ("localhost", "127.0.0.1", "::1"):
        tell(f"{address} is not encrypted: whoever is on the way can read the key. Use https if the desk has it.")


def _tried(profile: Profile) -> str:
    """The account's name, "" where the key may not read it. Raises what trying the key raises."""
    with at(Place(profile.url, profile.key, profile.server)) as desk:
        return _account_name(desk.client)


def _account_name(client: "Client") -> str:
    from deskhand_client.errors import Forbidden, NotFound
    from deskhand_client.server import Server

    try:
        return client.account.get().name
    except Forbidden:
        return ""  # the key is known, and may do something else
    except NotFound:
        if client.server != Server.ATERA:
            raise Failure("Something answers at this address, but no desk. Is it right?", Code.NO_CONNECTION) from None
        client.tickets.list(per_page=1).first()  # not every plan of Atera's has the account
        return ""
