"""The project's modules as the house tests read them, and how they report what they find."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"

Finding = tuple[int, str]
Checker = Callable[[str], list[Finding]]


@dataclass(frozen=True)
class Module:
    """One file of the project."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Its dotted name: deskhand.tickets.open."""
        return ".".join(self.path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")

    @property
    def package(self) -> str:
        """The child of deskhand that it belongs to; app.py and settings.py are their own."""
        return (*self.name.split("."), "")[1]


@cache
def modules() -> tuple[Module, ...]:
    """Every module of deskhand."""
    return tuple(Module(path, path.read_text()) for path in sorted((SOURCE / "deskhand").rglob("*.py")))


def offences(checked: Iterable[Module], check: Checker) -> list[str]:
    """What the checker finds in the modules, as lines that an editor can follow."""
    return [
        f"{module.path.relative_to(ROOT)}:{line}: {finding}"
        for module in checked
        for line, finding in check(module.text)
    ]


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything the source imports from elsewhere, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{alias.name}") for alias in node.names)


def last_name(node: ast.AST) -> str | None:
    """The last name of a dotted one: `sa.select` and `select` both give select."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None
