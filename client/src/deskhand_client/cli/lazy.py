"""Commands that are loaded when they are run: `deskhand --help` only reads their names and what they do."""

from collections.abc import Iterable
from importlib import import_module
from inspect import cleandoc
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from deskhand_client.cli.loading import loading


class Entry(NamedTuple):
    """A command or a group of commands: its name, where it is as `module:name`, what it does in one line."""

    name: str
    home: str
    about: str


class LazyGroup(TyperGroup):
    """A group that knows its commands by entries, which a kind of it gives."""

    def __init__(self, **settings: Any) -> None:
        self.entries = {entry.name: entry for entry in self.gather()}
        # What the help needs of a command: its name and what it does. It is not loaded for that.
        known = {entry.name: TyperCommand(entry.name, help=entry.about) for entry in self.entries.values()}
        super().__init__(**{**settings, "commands": known})

    @staticmethod
    def gather() -> Iterable[Entry]:
        """The entries, in the order of the help."""
        raise NotImplementedError

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is to be run, loaded now."""
        name, command, rest = super().resolve_command(ctx, args)
        with loading():
            return name, command and load(self.entries[str(name)]), rest


def load(entry: Entry) -> Any:
    """The command itself, from a Typer or from a function."""
    module, _, name = entry.home.partition(":")
    found = getattr(import_module(module), name)
    if isinstance(found, typer.Typer):
        group = typer.main.get_group(found)
        group.name = entry.name
        return group
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(entry.name, help=flowing(found.__doc__ or ""))(found)
    return typer.main.get_command(alone)


def flowing(text: str) -> str:
    """A docstring with each of its paragraphs on one line, so that a terminal breaks them where it is at its end."""
    return "\n\n".join(" ".join(one.split()) for one in cleandoc(text).split("\n\n"))


def inside(command: Any) -> dict[str, Any]:
    """The commands of a group, each loaded; none where it is a command itself."""
    if isinstance(command, LazyGroup):
        return {name: load(entry) for name, entry in command.entries.items()}
    return dict(getattr(command, "commands", {}))
