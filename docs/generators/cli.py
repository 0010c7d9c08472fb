"""docs/reference/cli.md: every command with its arguments and options, as Typer knows them."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import typer

from deskhand_client.cli.exits import MEANINGS
from deskhand_client.cli.lazy import inside
from deskhand_client.cli.main import app
from generators import markdown
from generators.markdown import anchor, block, code, table

INTRO = """`deskhand` is one command for the server and for those who work with it. `deskhand COMMAND --help` shows the
same as this page. [The guide](../guides/command-line.md) shows how the commands for tickets and people are used.

Every option that names a setting of the server wins over the environment, and that over the file;
[settings.md](settings.md) has them all. For the commands that talk to a desk, `--profile` wins over DESKHAND_URL and
DESKHAND_KEY, and they win over the profile that was chosen.

## How a command ends

What went wrong is told in a sentence or two on standard error; the exit code says what kind it was."""

# The paragraph of a command's help that its examples follow.
EXAMPLES = "Examples:"

NUMBER = "NUMBER"
PLACEHOLDERS: dict[Any, str] = {str: "TEXT", int: NUMBER, float: NUMBER, Path: "FILE", datetime: "INSTANT", bool: ""}


def all_commands() -> list[tuple[str, Any]]:
    """Every command that does something, with its full name, in the order of the help."""
    return list(_commands("deskhand", typer.main.get_command(app)))


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    within = inside(command)
    if not within:
        yield name, command
    for word, one in within.items():
        yield from _commands(f"{name} {word}", one)


def page() -> str:
    """The page."""
    commands = all_commands()
    index = table(
        ("command", "does"),
        ([f"[{code(name)}](#{anchor(name)})", _paragraphs(command)[0]] for name, command in commands),
    )
    codes = table(("exit code", "means"), ([code(str(int(one))), text] for one, text in MEANINGS.items()))
    intro = f"{INTRO}\n\n{codes}\n\n## All commands"
    return markdown.page("The command line", intro, index, *(_section(name, command) for name, command in commands))


def _section(name: str, command: Any) -> str:
    arguments = [p for p in command.params if not _is_option(p)]
    options = [p for p in command.params if _is_option(p) and p.name != "help"]
    usage = " ".join(
        [
            name,
            *(_argument(p) if p.required else _optional(_argument(p)) for p in arguments),
            *(_usage(p) for p in options if p.required),
        ]
    )
    more = " [OPTIONS]" if any(not p.required for p in options) else ""
    parts = [f"## {name}", *_about(command), block("sh", usage + more), *_examples(command)]
    if arguments:
        parts.append(table(("argument", "is"), ([code(_argument(p)), p.help or ""] for p in arguments)))
    parts.append(table(("option", "default", "is"), (_option_row(p) for p in options)))
    return "\n\n".join(parts)


def _option_row(option: Any) -> list[str]:
    shown = "required" if option.required else _default(option)
    limits = ""
    if getattr(option, "min", None) is not None:
        limits = f"; {option.min:,} to {option.max:,}" if option.max is not None else f"; {option.min:,} or more"
    return [code(_usage(option)), shown, (option.help or "") + limits]


def _usage(option: Any) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    return f"{names} {_placeholder(option)}".strip()


def _argument(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _optional(argument: str) -> str:
    return argument if argument.startswith("[") else f"[{argument}]"


def _placeholder(option: Any) -> str:
    kind = option.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(one.value) for one in kind)
    return option.metavar or PLACEHOLDERS[kind]


def _default(option: Any) -> str:
    default = option.default.value if isinstance(option.default, Enum) else option.default
    return "" if default in (None, "", False) else code(str(default))


def _is_option(param: Any) -> bool:
    return bool(param.opts and param.opts[0].startswith("-"))


def _paragraphs(command: Any) -> list[str]:
    return [" ".join(one.split()) for one in (command.help or "").split("\n\n")]


def _about(command: Any) -> list[str]:
    """What a command says of itself, before its examples."""
    paragraphs = _paragraphs(command)
    return paragraphs[: paragraphs.index(EXAMPLES)] if EXAMPLES in paragraphs else paragraphs


def _examples(command: Any) -> list[str]:
    paragraphs = _paragraphs(command)
    examples = paragraphs[paragraphs.index(EXAMPLES) + 1 :] if EXAMPLES in paragraphs else []
    return [block("sh", "\n".join(examples))] if examples else []
