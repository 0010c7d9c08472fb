"""The help: fast, with examples that are right, and saying the same wherever a command is described."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from deskhand_client.cli.lazy import Entry, inside, load
from deskhand_client.cli.main import COMMANDS, app, entries
from deskhand_client.cli.tickets import COMMANDS as TICKET_COMMANDS
from tests.client_cli.commands import Run
from tests.house.test_docs import unknown_commands


def every(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its full name."""
    within = inside(command)
    if not within:
        yield name, command
    for word, one in within.items():
        yield from every(f"{name} {word}", one)


ALL = dict(every("deskhand", typer.main.get_command(app)))
CLIENTS = {name: command for entry in COMMANDS for name, command in every(f"deskhand {entry.name}", load(entry))}


@pytest.mark.parametrize("entry", [*entries(), *TICKET_COMMANDS], ids=lambda entry: entry.name)
def test_the_list_of_commands_says_what_the_command_says(entry: Entry) -> None:
    assert " ".join((load(entry).help or "").split()).startswith(entry.about.rstrip("."))


@pytest.mark.parametrize("name", sorted(CLIENTS))
def test_every_command_has_an_example(name: str) -> None:
    help_text = CLIENTS[name].help or ""
    assert "\n\nExamples:\n\n" in help_text
    assert name in help_text.partition("Examples:")[2]


@pytest.mark.parametrize("name", sorted(ALL))
def test_examples_name_what_is_there(name: str) -> None:
    examples = (ALL[name].help or "").partition("Examples:")[2]
    assert unknown_commands(f"```sh\n{examples}\n```") == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_argument_and_option_says_what_it_is(name: str) -> None:
    silent = [one.name for one in ALL[name].params if not one.help and not getattr(one, "hidden", False)]
    assert silent == []


def test_every_command_shows_its_help(run: Run) -> None:
    for name in ALL:
        assert run(*name.split()[1:], "--help").code == 0


def test_the_exit_codes_are_in_the_help(run: Run) -> None:
    shown = " ".join(run("--help").out.split())
    assert "0 done, 1 refused or failed, 2 wrong command line, 3 not found" in shown


@pytest.mark.parametrize("arguments", [["--help"], ["tickets", "--help"], ["tickets", "list", "--help"]])
def test_the_help_loads_nothing_that_talks(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom deskhand_client.cli.main import app\n"
        f"try:\n    app({arguments!r})\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(re.search(r"^LOADED (.*)$", done.stdout, re.MULTILINE)[1].split())  # type: ignore[index]
    assert loaded & {"httpx", "anyio", "mcp", "asyncio", "deskhand_client.client", "litestar", "sqlalchemy"} == set()
    assert loaded & {"deskhand", "rich.progress"} <= {"deskhand"}, "only the server's list of commands"
