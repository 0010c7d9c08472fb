"""The few forms of Markdown that the generated pages use."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

NOTICE = "<!-- Written by `make docs` from the code. To change this page, change the code it describes. -->"


def page(title: str, *parts: str) -> str:
    """A whole page, its parts with an empty line between."""
    return "\n\n".join([f"# {title}", NOTICE, *(part.strip("\n") for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a column in which no row says anything is left out."""
    listed = [list(row) for row in rows]
    kept = [number for number in range(len(head)) if any(row[number] for row in listed)]
    lines = [[head[number] for number in kept], ["---"] * len(kept)]
    lines += [[_cell(row[number]) for number in kept] for row in listed]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(text: str) -> str:
    """A word of code."""
    return f"`{text}`"


def block(language: str, text: str) -> str:
    """A block of code."""
    return f"```{language}\n{text.strip()}\n```"


def as_json(value: Any) -> str:
    """A block of JSON, indented, in the order it has."""
    return block("json", json.dumps(value, indent=2, ensure_ascii=False))


def anchor(heading: str) -> str:
    """The link target that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence lists them: a, b and c."""
    *most, final = list(words) or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", "<br>")
