"""The server's source as the generators read it: its calls, and the texts those are given."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import deskhand

ROOT = Path(deskhand.__file__).parent


class Call(NamedTuple):
    """A call, and the function it stands in (None at the top of a module)."""

    node: ast.Call
    inside: ast.FunctionDef | ast.AsyncFunctionDef | None


class Module(NamedTuple):
    """One file of the server; `path` is below src/deskhand."""

    path: str
    tree: ast.Module

    def calls(self, *names: str) -> Iterator[Call]:
        """The calls of functions or classes by these names, in order."""
        yield from _calls(self.tree, names, None)

    def text(self, node: ast.expr | None, call: Call) -> str:
        """The text that an expression stands for; what is only known at run time becomes an ellipsis."""
        match node:
            case None:
                return ""
            case ast.Constant(value=value):
                return "" if value is None else str(value)
            case ast.JoinedStr(values=parts):
                return "".join(self.text(part, call) for part in parts)
            case ast.FormattedValue(value=ast.Name(id=name)) if isinstance(self._known(name), int | str):
                return str(self._known(name))
            case ast.IfExp(body=first, orelse=second):
                return f"{self.text(first, call)} / {self.text(second, call)}"
            case ast.BoolOp(values=[*_, last]):
                return self.text(last, call)
            case ast.Name(id=name):
                return self.text(_assigned(name, call), call) or "…"
        return "…"

    def _known(self, name: str) -> object:
        """What the module has under a name."""
        dotted = ".".join(["deskhand", *Path(self.path).with_suffix("").parts])
        return getattr(import_module(dotted), name, None)


def _calls(
    node: ast.AST, names: tuple[str, ...], inside: ast.FunctionDef | ast.AsyncFunctionDef | None
) -> Iterator[Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and ast.unparse(child.func) in names:
            yield Call(child, inside)
        within = child if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else inside
        yield from _calls(child, names, within)


def _assigned(name: str, call: Call) -> ast.expr | None:
    """What the function around a call gives a name, if it does so in one place."""
    found = [
        node.value
        for node in (ast.walk(call.inside) if call.inside else ())
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [name]
    ]
    return found[0] if len(found) == 1 else None


@cache
def modules() -> tuple[Module, ...]:
    """Every file of the server, by path."""
    files = sorted(ROOT.rglob("*.py"))
    return tuple(
        Module(file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))) for file in files
    )
