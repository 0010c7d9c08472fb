"""The names that others build on: what the package exports, every call, its parameters and every record's fields."""

import inspect
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import deskhand_client
from deskhand_client import AsyncClient, AsyncPages, Client, Pages, Record, Ticket

PINNED = Path(__file__).with_name("public_names.txt")
ROOT = Path(__file__).parents[2]


def calls(client: Client | AsyncClient) -> Iterator[tuple[str, Any]]:
    """Every public call of a client, by its dotted name."""
    for noun, value in sorted(vars(client).items()):
        if noun.startswith("_"):
            continue
        if callable(value):
            yield noun, value
        yield from ((f"{noun}.{name}", getattr(value, name)) for name in dir(value) if not name.startswith("_"))
    yield from ((name, getattr(client, name)) for name in ("carry", "close", "send", "stream"))


def names() -> Iterator[str]:
    """Every public name, a line each."""
    for name in deskhand_client.__all__:
        found = getattr(deskhand_client, name)
        yield name
        if isinstance(found, type) and issubclass(found, Record) and found is not Record:
            yield from (f"{name}.{one.name} = {one.encode_name}" for one in msgspec.structs.fields(found))
    client = Client("http://desk.test", "k")
    yield f"Client({', '.join(inspect.signature(Client).parameters)})"
    for name, call in calls(client):
        yield f"client.{name}({', '.join(map(str, _parameters(call)))})"


def _parameters(call: Any) -> Iterator[str]:
    for name, one in inspect.signature(call).parameters.items():
        yield f"{'*' if one.kind is one.KEYWORD_ONLY else ''}{name}"


def test_public_names_stay() -> None:
    """A name that is new is written to the file on purpose; one that is gone breaks somebody's program."""
    assert list(names()) == PINNED.read_text().splitlines()


def test_both_clients_have_the_same_calls() -> None:
    blocking, awaiting = Client("http://desk.test", "k"), AsyncClient("http://desk.test", "k")
    assert _signatures(blocking) == _signatures(awaiting)
    assert inspect.signature(Client).parameters.keys() == inspect.signature(AsyncClient).parameters.keys()


def _signatures(client: Client | AsyncClient) -> dict[str, list[str]]:
    return {name: list(_parameters(call)) for name, call in calls(client)}


def test_every_call_says_what_it_does() -> None:
    silent = [name for name, call in calls(Client("http://desk.test", "k")) if not inspect.getdoc(call)]
    assert silent == []


def test_help_tells_what_a_call_takes_and_gives() -> None:
    blocking, awaiting = Client("http://desk.test", "k"), AsyncClient("http://desk.test", "k")
    assert inspect.signature(blocking.tickets.get).return_annotation is Ticket
    assert list(inspect.signature(awaiting.tickets.get).parameters) == ["ticket_id", "relations"]
    assert inspect.signature(blocking.tickets.list).return_annotation == Pages[Ticket]
    assert inspect.signature(awaiting.tickets.list).return_annotation == AsyncPages[Ticket]


def test_every_name_is_loaded_when_it_is_asked_for_and_not_before() -> None:
    """`import deskhand_client` costs nothing; only what is used is loaded."""
    heavy = "import sys, deskhand_client; print(sorted({'httpx', 'msgspec', 'anyio'} & sys.modules.keys()))"
    assert subprocess.check_output([sys.executable, "-c", heavy], text=True).strip() == "[]"
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        deskhand_client.Nothing  # noqa: B018


def test_the_version_is_the_distributions() -> None:
    said = tomllib.loads((ROOT / "client" / "pyproject.toml").read_text())["project"]["version"]
    assert deskhand_client.__version__ == said
