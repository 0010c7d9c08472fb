"""The `deskhand` command: the client's commands, and those that other distributions add to them."""

from collections.abc import Iterator
from importlib.metadata import entry_points

import typer

from deskhand_client import __version__
from deskhand_client.cli.lazy import Entry, LazyGroup

# Distributions add commands under this name; the value of an entry point is a list of entries.
PLUGINS = "deskhand.commands"

# The order of the help.
COMMANDS: tuple[Entry, ...] = (
    Entry("import", "deskhand_client.cli.moving_in:app", "Move in: from Atera, from another Deskhand, from CSV."),
    Entry("export", "deskhand_client.cli.moving_out:export", "Write everything of the account into files."),
)


def entries() -> Iterator[Entry]:
    """The client's commands, and then those of whatever else is installed."""
    yield from COMMANDS
    for point in sorted(entry_points(group=PLUGINS), key=lambda point: point.name):
        yield from point.load()


class Commands(LazyGroup):
    """Every command there is."""

    gather = staticmethod(entries)


app = typer.Typer(
    name="deskhand",
    cls=Commands,
    help="Deskhand, the service desk for managed service providers: its server, and what works with it.",
    epilog="Every command explains itself: deskhand tickets list --help",
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
    app()


if __name__ == "__main__":
    main()
