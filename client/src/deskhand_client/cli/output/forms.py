"""Things in the form that was asked for: a table on a terminal, lines with tabs in a pipe, JSON or CSV."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

import msgspec

from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.output.cells import cell, exact

T = TypeVar("T")

# How many things are walked before somebody at a terminal is told how far it is.
SILENT = 200


class Form(Enum):
    """How things are printed."""

    TABLE = "table"
    LINES = "lines"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a list. `name` is the API's, for CSV; `style` colours a cell, which says the same without it.

    On a terminal narrower than `from_width` it is left out; `stretches` where it may be cut short.
    """

    title: str
    name: str
    value: Callable[[T], Any]
    style: Callable[[T], str] | None = None
    from_width: int = 0
    stretches: bool = False
    right: bool = False


def form_of(as_json: bool, as_csv: bool = False) -> Form:
    """The form that was asked for, else the one that suits where the output goes."""
    if as_json and as_csv:
        raise Failure("Choose one of --json and --csv.", Code.USAGE)
    if as_json:
        return Form.JSON
    if as_csv:
        return Form.CSV
    return Form.TABLE if sys.stdout.isatty() else Form.LINES


def show_list(things: Iterable[T], columns: tuple[Column[T], ...], form: Form) -> None:
    """Print a list as it comes; a table when all of it is there."""
    if form == Form.JSON:
        _json(things)
    elif form == Form.CSV:
        _csv(things, columns)
    elif form == Form.LINES:
        _lines(things, columns)
    else:
        from deskhand_client.cli.output.terminal import print_table

        print_table(list(things), columns)


class Counted(Generic[T]):
    """Things, counted as they are walked. After some hundred somebody at a terminal sees how many."""

    def __init__(self, things: Iterable[T], what: str, *, shown: bool = True) -> None:
        self.count = 0
        self._things = things
        self._what = what
        self._shown = shown and sys.stderr.isatty()

    def __iter__(self) -> Iterator[T]:
        told = False
        try:
            for thing in self._things:
                self.count += 1
                if self._shown and self.count % SILENT == 0:
                    sys.stderr.write(f"\r{self.count:,} {self._what}")
                    sys.stderr.flush()
                    told = True
                yield thing
        finally:
            if told:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()


def wire(thing: Any) -> Any:
    """A thing under the API's names."""
    return thing.to_wire() if hasattr(thing, "to_wire") else thing


def print_json(value: Any) -> None:
    """One JSON value, for people and programs alike."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def _json(things: Iterable[Any]) -> None:
    """An array, one thing a line, written as they come."""
    separator = "["
    for thing in things:
        sys.stdout.write(separator + "\n" + msgspec.json.encode(wire(thing)).decode())
        separator = ","
    sys.stdout.write("[]\n" if separator == "[" else "\n]\n")


def _csv(things: Iterable[T], columns: tuple[Column[T], ...]) -> None:
    import csv

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([column.name for column in columns])
    for thing in things:
        out.writerow([exact(column.value(thing)) for column in columns])


def _lines(things: Iterable[T], columns: tuple[Column[T], ...]) -> None:
    for thing in things:
        sys.stdout.write("\t".join(cell(column.value(thing)) for column in columns) + "\n")
