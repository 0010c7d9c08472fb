"""`deskhand import`: the ways in. A server that is installed here adds its own."""

from collections.abc import Iterator
from importlib.metadata import entry_points

import typer

from deskhand_client.cli.lazy import Entry, LazyGroup

# Distributions add ways in under this name; the value of an entry point is a list of entries.
PLUGINS = "deskhand.imports"

WAYS = (
    Entry(
        "atera", "deskhand_client.cli.import_atera:atera", "Move a whole desk from Atera, and repeat to bring changes."
    ),
    Entry("csv", "deskhand_client.cli.import_csv:from_csv", "Import customers, contacts or tickets from a CSV file."),
)


def ways() -> Iterator[Entry]:
    """The client's ways in, and then those of whatever else is installed."""
    yield from WAYS
    for point in sorted(entry_points(group=PLUGINS), key=lambda point: point.name):
        yield from point.load()


class Ways(LazyGroup):
    """Every way in that there is."""

    gather = staticmethod(ways)


app = typer.Typer(
    cls=Ways,
    help="Move in: from Atera, from another Deskhand, from CSV.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _everything() -> None:
    """Move in: from Atera, from another Deskhand, from CSV."""
