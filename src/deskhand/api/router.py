"""The API's part of what a server answers: from a path below its prefix to the declared route.

Ours because it reads the same declarations as everything else, and because Litestar's way through costs a ticket read
more than its query does; see ADR 0009.
"""

from collections.abc import Iterable

from deskhand.api.call import Serving
from deskhand.api.errors import UNKNOWN_PATH, error
from deskhand.api.routes import Route
from deskhand.api.serve import respond, send_out
from deskhand.http.door import Answer, App, Receive, Scope, Send, answer
from deskhand.http.tree import Tree

PREFIX = "/api/v3"
# What nobody declares: the door answers HEAD as GET without its body, the router OPTIONS.
ALWAYS = ("HEAD", "OPTIONS")


def router_of(routes: Iterable[Route]) -> Tree[Route]:
    """The tree of some routes, below the prefix and in lower case."""
    tree: Tree[Route] = Tree()
    for route in routes:
        tree.add(route.methods, route.path, route)
    return tree


def api_app(routes: Iterable[Route], serving: Serving, elsewhere: App) -> App:
    """The API as an ASGI application; what is not below its prefix goes elsewhere. It expects the door before it."""
    router = router_of(routes)

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
