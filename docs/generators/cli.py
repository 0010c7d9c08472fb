"""docs/reference/cli.md: every command with its arguments and options, as Typer knows them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from deskhand_client.cli.lazy import inside
from deskhand_client.cli.main import app
from generators import markdown
from generators.markdown import anchor, block, code, table

INTRO = """`deskhand` is the one command of the server. `deskhand COMMAND --help` shows the same as this page.

A command ends with 0 when it did its work, with 1 and one sentence on standard error when it could not, and with 2 when
the command line itself is wrong. Every option that names a setting wins over the environment, and that over the file;
[settings.md](settings.md) has them all."""

PLACEHOLDERS: dict[Any, str] = {str: "TEXT", int: "NUMBER", Path: "FILE", datetime: "INSTANT", bool: ""}


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
        ("command", "does"), ([f"[{code(name)}](#{anchor(name)})", _help(command)] for name, command in commands)
    )
    return markdown.page("The command line", INTRO, index, *(_section(name, command) for name, command in commands))


def _section(name: str, command: Any) -> str:
    arguments = [p for p in command.params if not _is_option(p)]
    options = [p for p in command.params if _is_option(p) and p.name != "help"]
    usage = " ".join([name, *(p.name.upper() for p in arguments), *(_usage(p) for p in options if p.required)])
    more = " [OPTIONS]" if any(not p.required for p in options) else ""
    parts = [f"## {name}", _help(command), block("sh", usage + more)]
    if arguments:
        parts.append(table(("argument", "is"), ([code(p.name.upper()), p.help or ""] for p in arguments)))
    parts.append(table(("option", "default", "is"), (_option_row(p) for p in options)))
    return "\n\n".join(parts)


def _option_row(option: Any) -> list[str]:
    shown = "required" if option.required else _default(option)
    limits = ""
    if getattr(option, "min", None) is not None:
        limits = f"; {option.min:,} to {option.max:,}"
    return [code(_usage(option)), shown, (option.help or "") + limits]


def _usage(option: Any) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    return f"{names} {_placeholder(option)}".strip()


def _placeholder(option: Any) -> str:
    return option.metavar or PLACEHOLDERS[option.type_descriptor.annotation]


def _default(option: Any) -> str:
    return "" if option.default in (None, "", False) else code(str(option.default))


def _is_option(param: Any) -> bool:
    return bool(param.opts and param.opts[0].startswith("-"))


def _help(command: Any) -> str:
    return " ".join((command.help or "").split())
