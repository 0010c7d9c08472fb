"""docs/reference/settings.md: every setting with its variable, default and meaning."""

from typing import Literal, get_args, get_origin, get_type_hints

import msgspec

from deskhand.cli.founding import PASSWORD_VARIABLE
from deskhand.settings import ABOUT, PREFIX, Settings
from generators import markdown
from generators.markdown import block, code, listed, table

INTRO = f"""Settings are read once, when a command starts. An option on the command line wins over the environment,
and that over the file that `--config` or `{PREFIX}CONFIG` names. Only the database's address is ever needed. A setting
that will not do stops the start with one sentence that names it; `deskhand check` tells whether all is in order.

**Secrets.** Every variable may instead be given as a file: `{PREFIX}DATABASE_URL_FILE=/run/secrets/database` reads the
value from that file, white space around it cut off. The variable itself wins over its `_FILE`."""

OTHERS = (
    (f"{PREFIX}CONFIG", "A TOML file of settings, as `--config` names one."),
    (PASSWORD_VARIABLE, "The first administrator's password for `deskhand init`, where no `--password-file` is given."),
)


def page() -> str:
    """The page."""
    fields = msgspec.structs.fields(Settings)
    hints = get_type_hints(Settings)
    rows = (
        [code(f.name), code(PREFIX + f.name.upper()), _values(hints[f.name]), _default(f.default), ABOUT[f.name]]
        for f in fields
    )
    return markdown.page(
        "Settings",
        INTRO,
        table(("setting", "variable", "values", "default", "meaning"), rows),
        "## As a file\n\nThe names in the file are those of the first column. A file that says what holds anyway:",
        block("toml", "\n".join(f"{f.name} = {_toml(f.default)}" for f in fields)),
        "## Variables that are no settings",
        table(("variable", "meaning"), ([code(name), about] for name, about in OTHERS)),
    )


def _values(kind: object) -> str:
    if get_origin(kind) is Literal:
        return listed((code(value) for value in get_args(kind)), "or")
    return {str: "text", int: "whole number"}[kind]  # type: ignore[index]


def _default(value: object) -> str:
    return "" if value == "" else code(str(value))


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'
