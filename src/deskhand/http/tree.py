"""From a path to what was declared for it: a tree of path parts, in which a name such as {ticket_id} takes any part."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """What was declared, and the parts of the path that its names stand for, by their names."""

    route: T
    named: dict[str, str]


class _Node(Generic[T]):
    """What may follow in a path: parts by their text, a part of any text, or the end with what lies there by method."""

    __slots__ = ("any_part", "ends", "parts")

    def __init__(self) -> None:
        self.parts: dict[str, _Node[T]] = {}
        self.any_part: _Node[T] | None = None
        self.ends: dict[str, tuple[T, tuple[str, ...]]] = {}


class Tree(Generic[T]):
    """The tree of some declarations."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, methods: Iterable[str], path: str, route: T) -> None:
        """Declare a path for some methods; twice the same is a mistake in the program."""
        node = self._root
        for part in parts_of(path):
            if part.startswith("{"):
                node.any_part = node.any_part or _Node()
                node = node.any_part
            else:
                node = node.parts.setdefault(part, _Node())
        names = tuple(part[1:-1] for part in parts_of(path) if part.startswith("{"))
        for method in methods:
            assert method not in node.ends, f"{method} {path} is declared twice"  # noqa: S101
            node.ends[method] = route, names

    def find(self, method: str, path: str) -> Found[T] | None:
        """What was declared for a path; None when it is unknown or takes other methods.

        The most particular one decides: GET /tickets/bulk is no ticket's number, although only POST is known there.
        """
        reached = _end(self._root, parts_of(path), 0)
        if reached is None or (declared := reached[0].ends.get(method)) is None:
            return None
        route, names = declared
        return Found(route, dict(zip(names, reached[1], strict=True)))

    def methods(self, path: str) -> list[str]:
        """What a path takes, with the most particular of those it fits; nothing when it is unknown."""
        reached = _end(self._root, parts_of(path), 0)
        return sorted(reached[0].ends) if reached is not None else []


def _end(node: _Node[T], parts: Sequence[str], at: int) -> tuple[_Node[T], tuple[str, ...]] | None:
    """Where the parts from `at` on lead to, a part's own text before a name, with what the names stand for."""
    if at == len(parts):
        return (node, ()) if node.ends else None
    part = parts[at]
    if part in node.parts and (reached := _end(node.parts[part], parts, at + 1)) is not None:
        return reached
    if node.any_part is not None and (reached := _end(node.any_part, parts, at + 1)) is not None:
        return reached[0], (part, *reached[1])
    return None


def parts_of(path: str) -> list[str]:
    """The parts of a path.

    Empty ones are passed over: some clients join a base address that ends in a slash with a path that begins in one.
    """
    return [part for part in path.split("/") if part]
