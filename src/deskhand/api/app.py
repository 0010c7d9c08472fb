"""The API as one Litestar application behind the door."""

from typing import Any

import structlog
from litestar import Litestar, Request, Response, Router, get
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from deskhand.api.call import Serving
from deskhand.api.docs import DOCS_ROUTES
from deskhand.api.errors import BROKEN, UNKNOWN_PATH, error
from deskhand.api.files import files_route
from deskhand.api.serve import litestar_handler, sent
from deskhand.api.v3 import ROUTES
from deskhand.desk.found import list_accounts
from deskhand.http.door import Answer, App, Exchange, Receive, Scope, Send, answer
from deskhand.storage.errors import StorageError

log = structlog.get_logger("deskhand.api")


def litestar_app(serving: Serving) -> Litestar:
    """Every route of the server; its paths under /api/v3 expect to be reached through the door."""
    v3 = Router("/api/v3", route_handlers=[litestar_handler(declared, serving) for declared in ROUTES])
    return Litestar(
        route_handlers=[v3, home, alive, _ready(serving), files_route(serving), *DOCS_ROUTES],
        openapi_config=None,
        exception_handlers={HTTPException: _http_error, Exception: _any_error},
        logging_config=None,
    )


@get("/")
async def home() -> ASGIApp:
    """The address that the server prints leads to what there is to see."""
    return sent(Answer(307, b"", [(b"location", b"/api/docs")]))


@get("/healthz")
async def alive() -> ASGIApp:
    """The process is alive."""
    return sent(Answer(200, b'{"status":"alive"}'))


def with_options(app: App) -> App:
    """The application, which says to OPTIONS what a path takes: Litestar names only the methods of one handler."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix("/api/v3")
        if scope["type"] != "http" or scope["method"] != "OPTIONS" or not any(_fits(one.path, path) for one in ROUTES):
            await app(scope, receive, send)
            return
        await answer(send, Answer(204, b"", [_allow(_methods_of(scope["path"]))]))

    return answering


def _ready(serving: Serving) -> HTTPRouteHandler:
    @get("/readyz")
    async def ready() -> ASGIApp:
        """The process can serve: its database answers."""
        try:
            async with serving.engine.read() as database:
                await list_accounts(database)
        except StorageError:
            return sent(error(503, "not_ready", "Not ready", "The database does not answer"))
        return sent(Answer(200, b'{"status":"ready"}'))

    return ready


def _http_error(request: Request[Any, Any, Any], wrong: HTTPException) -> Response[bytes]:
    """What Litestar itself refuses: an unknown path or a method that a path does not have."""
    if wrong.status_code == 404:
        return _refused(UNKNOWN_PATH)
    if wrong.status_code == 405:
        methods = _methods_of(request.scope["path"])
        detail = f"This path takes {', '.join(methods)}"
        return _refused(error(405, "method_not_allowed", "Method not allowed", detail, headers=[_allow(methods)]))
    return _refused(error(wrong.status_code, "invalid_request", "Invalid request", str(wrong.detail)))


def _methods_of(path: str) -> list[str]:
    """What a path takes, which Litestar does not say when it refuses a method."""
    fitting = [route for route in ROUTES if _fits("/api/v3" + route.path, path)]
    # A path of its own, such as /tickets/statusmodified, goes before one with an id in the same place.
    chosen = [route for route in fitting if not route.id_names] or fitting
    return sorted({method for route in chosen for method in route.methods}) or ["GET"]


def _allow(methods: list[str]) -> tuple[bytes, bytes]:
    """The header that says so, with the two that nobody declares."""
    more = {"HEAD", "OPTIONS"} if "GET" in methods else {"OPTIONS"}
    return b"allow", ", ".join(sorted({*methods, *more})).encode()


def _fits(declared: str, path: str) -> bool:
    names, parts = declared.strip("/").split("/"), path.strip("/").split("/")
    return len(names) == len(parts) and all(
        name.startswith("{") or name == part for name, part in zip(names, parts, strict=True)
    )


def _any_error(request: Request[Any, Any, Any], wrong: Exception) -> Response[bytes]:
    exchange: Exchange = request.scope["exchange"]  # type: ignore[typeddict-item]
    log.error("request failed", id=exchange.request_id, path=request.scope["path"], exc_info=wrong)
    return _refused(BROKEN)


def _refused(answer: Answer) -> Response[bytes]:
    """An answer from an exception handler, which must give a Response rather than an ASGIResponse."""
    headers = {name.decode(): value.decode() for name, value in answer.headers}
    return Response(answer.body, status_code=answer.status, media_type=answer.media_type.decode(), headers=headers)
