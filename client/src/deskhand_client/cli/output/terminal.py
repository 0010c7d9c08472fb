"""Tables and texts on a terminal, fitted to its width; NO_COLOR is honoured, and nothing is said by colour alone."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from deskhand_client.cli.output.cells import short
from deskhand_client.cli.output.forms import Column
from deskhand_client.cli.printable import lines, one_line

T = TypeVar("T")

# Letters: a column that stretches has at least so many, any other at most so many.
NARROWEST, WIDEST = 12, 30


def console() -> Console:
    """The terminal. Nothing in a text is taken for markup or for something to be highlighted."""
    return Console(highlight=False, markup=False, emoji=False)


def print_table(things: Sequence[T], columns: Iterable[Column[T]]) -> None:
    """The things as rows; no table where there are none."""
    if not things:
        return
    screen = console()
    shown = [column for column in columns if column.from_width <= screen.width]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", expand=any(one.stretches for one in shown))
    for column in shown:
        table.add_column(
            Text(column.title),
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if column.right else "left",
            ratio=1 if column.stretches else None,
            min_width=NARROWEST if column.stretches else None,
            max_width=None if column.stretches else WIDEST,
        )
    for thing in things:
        table.add_row(*(_cell(column, thing) for column in shown))
    screen.print(table)


def _cell(column: Column[T], thing: T) -> Text:
    return Text(short(column.value(thing)), style=column.style(thing) if column.style is not None else "")


def print_heading(text: str) -> None:
    """A line that begins something."""
    console().print(Text(one_line(text), style="bold"))


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Names and values, one below the other; what has no value is left out."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(Text(name), Text(one_line(value)))
    console().print(table)


def print_text(text: str, *, indent: int = 0) -> None:
    """A text with its line breaks, wrapped at words."""
    console().print(Padding(Text(lines(text)), (0, 0, 0, indent), expand=False))
