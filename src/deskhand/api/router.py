"""From a path to the declared route: a tree of path parts, in which a name such as {ticket_id} takes any part.

Ours because it reads the same declarations as everything else, and because Litestar's way through costs a ticket read
more than its query does; see ADR 0009.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deskhand.api.call import Serving
from deskhand.api.errors import UNKNOWN_PATH, error
from deskhand.api.routes import Route
from deskhand.api.serve import respond, send_out
from deskhand.http.door import Answer, App, Receive, Scope, Send, answer

PREFIX = "/api/v3"
# What nobody declares: the door answers HEAD as GET without its body, the router OPTIONS.
ALWAYS = ("HEAD", "OPTIONS")


class Found(NamedTuple):
    """A declared route, and the parts of the path that its names stand for, by their names."""

    route: Route
    named: dict[str, str]


class _Node:
    """What may follow in a path: parts by their text, a part of any text, or the end with its routes by method."""

    __slots__ = ("any_part", "ends", "parts")

    def __init__(self) -> None:
        self.parts: dict[str, _Node] = {}
        self.any_part: _Node | None = None
        self.ends: dict[str, Route] = {}


class Router:
    """The tree of some routes."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for part in _parts(route.path):
            if part.startswith("{"):
                node.any_part = node.any_part or _Node()
                node = node.any_part
            else:
                node = node.parts.setdefault(part, _Node())
        for method in route.methods:
            assert method not in node.ends, f"{method} {route.path} is declared twice"  # noqa: S101
            node.ends[method] = route

    def find(self, method: str, path: str) -> Found | None:
        """The route of a path below the prefix, parts lower case; None when it is unknown or takes other methods.

        The most particular one decides: GET /tickets/bulk is no ticket's number, although only POST is known there.
        """
        reached = _end(self._root, _parts(path), 0)
        if reached is None or (route := reached[0].ends.get(method)) is None:
            return None
        return Found(route, dict(zip(route.names, reached[1], strict=True)))

    def methods(self, path: str) -> list[str]:
        """What a path takes, with the most particular of the routes it fits; nothing when it is unknown."""
        reached = _end(self._root, _parts(path), 0)
        return sorted(reached[0].ends) if reached is not None else []


def _end(node: _Node, parts: Sequence[str], at: int) -> tuple[_Node, tuple[str, ...]] | None:
    """Where the parts from `at` on lead to, a part's own text before a name, with what the names stand for."""
    if at == len(parts):
        return (node, ()) if node.ends else None
    part = parts[at]
    if part in node.parts and (reached := _end(node.parts[part], parts, at + 1)) is not None:
        return reached
    if node.any_part is not None and (reached := _end(node.any_part, parts, at + 1)) is not None:
        return reached[0], (part, *reached[1])
    return None


def _parts(path: str) -> list[str]:
    # Empty parts are passed over: some clients join a base address that ends in a slash with a path that begins in one.
    return [part for part in path.split("/") if part]


def api_app(routes: Iterable[Route], serving: Serving, elsewhere: App) -> App:
    """The API as an ASGI application; what is not below its prefix goes elsewhere. It expects the door before it."""
    router = Router(routes)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if not is_api(path):
            await elsewhere(scope, receive, send)
            return
        found = router.find(scope["method"], path[len(PREFIX) :])
        if found is None:
            await answer(send, _not_found(router.methods(path[len(PREFIX) :]), scope["method"]))
            return
        await send_out(await respond(found.route, serving, scope, receive, found.named), scope, receive, send)

    return app


def is_api(path: str) -> bool:
    """Whether a path, lower case, belongs to the API."""
    return path.startswith(PREFIX) and (len(path) == len(PREFIX) or path[len(PREFIX)] == "/")


def _not_found(methods: list[str], method: str) -> Answer:
    if not methods:
        return UNKNOWN_PATH
    allowed = ", ".join(sorted({*methods, *(ALWAYS if "GET" in methods else ["OPTIONS"])}))
    headers = [(b"allow", allowed.encode())]
    if method == "OPTIONS":
        return Answer(204, b"", headers)
    return error(
        405, "method_not_allowed", "Method not allowed", f"This path takes {', '.join(methods)}", headers=headers
    )
