"""The `deskhand` command: the client's commands, and those that other distributions add to them."""

import os
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from io import TextIOWrapper
from typing import Any

import typer

from deskhand_client import __version__
from deskhand_client.cli.exits import SHORT, told
from deskhand_client.cli.lazy import Entry, LazyGroup

# Distributions add commands under this name; the value of an entry point is a list of entries.
PLUGINS = "deskhand.commands"

# Set by a shell that wants to know what may come next; see deskhand completion.
ASKED_TO_COMPLETE = "_DESKHAND_COMPLETE"

# The order of the help.
COMMANDS: tuple[Entry, ...] = (
    Entry("login", "deskhand_client.cli.login:login", "Keep a desk's address and key for the other commands."),
    Entry("logout", "deskhand_client.cli.login:logout", "Forget a desk's address and key."),
    Entry("profiles", "deskhand_client.cli.login:profiles", "List the desks that are kept, and choose one."),
    Entry("tickets", "deskhand_client.cli.tickets:app", "Tickets: list, show, open, change, comment, resolve, follow."),
    Entry("customers", "deskhand_client.cli.customers:app", "Customers: list, show, create, change."),
    Entry("contacts", "deskhand_client.cli.contacts:app", "Contacts: list, show, create, change."),
    Entry("technicians", "deskhand_client.cli.technicians:app", "Technicians: list."),
    Entry("timer", "deskhand_client.cli.timer:app", "Your timer: start, stop, look, discard."),
    Entry("sla", "deskhand_client.cli.sla:app", "SLA: a ticket's receipt, and what is due next."),
    Entry("import", "deskhand_client.cli.moving_in:app", "Move in: from Atera, from another Deskhand, from CSV."),
    Entry(
        "skill",
        "deskhand_client.cli.skill:app",
        "The skill that teaches an AI agent to work with tickets: install, show.",
    ),
    Entry("mcp", "deskhand_client.cli.mcp:mcp", "Serve an AI agent over standard input and output, as an MCP server."),
    Entry("export", "deskhand_client.cli.moving_out:export", "Write everything of the account into files."),
    Entry(
        "completion",
        "deskhand_client.cli.completion:completion",
        "Print what lets your shell complete commands, options and values.",
    ),
)


def entries() -> Iterator[Entry]:
    """The client's commands, and then those of whatever else is installed."""
    yield from COMMANDS
    for point in sorted(entry_points(group=PLUGINS), key=lambda point: point.name):
        yield from point.load()


class Commands(LazyGroup):
    """Every command there is."""

    gather = staticmethod(entries)

    def invoke(self, ctx: Any) -> Any:
        """Run what is asked for; what goes wrong is told in a sentence, and has its own exit code."""
        with told():
            return super().invoke(ctx)


app = typer.Typer(
    name="deskhand",
    cls=Commands,
    help="Deskhand, the service desk for managed service providers: its server, and what works with it.",
    epilog="Every command explains itself: deskhand tickets list --help\n\n"
    f"Exit codes: {', '.join(f'{code} {words}' for code, words in SHORT.items())}.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"deskhand {__version__}")
        raise typer.Exit


@app.callback()
def everything(
    version: bool = typer.Option(False, "--version", callback=_say_version, is_eager=True, help="Say the version."),
) -> None:
    """What every command takes."""


def main() -> None:
    """Run the command line."""
    if ASKED_TO_COMPLETE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter loses no other
    app()


if __name__ == "__main__":
    main()
