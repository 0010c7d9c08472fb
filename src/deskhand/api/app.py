"""The API, and the pages beside it, as one ASGI application behind the door."""

from typing import Any, cast

import structlog
from litestar import Litestar, Request, Response, get
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.plugins.base import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.types import ASGIApp

from deskhand.api.call import Serving
from deskhand.api.docs import DOCS_ROUTES
from deskhand.api.errors import BROKEN, UNKNOWN_PATH, error
from deskhand.api.files import files_route
from deskhand.api.router import api_app
from deskhand.api.sent import sent
from deskhand.api.v3 import ROUTES
from deskhand.desk.found import list_accounts
from deskhand.http.door import Answer, App, Exchange
from deskhand.storage.errors import StorageError

GET_ONLY = [(b"allow", b"GET")]

log = structlog.get_logger("deskhand.api")


def app_of(serving: Serving) -> App:
    """Everything the server answers: the API by a router of its own, the rest by Litestar."""
    return api_app(ROUTES, serving, cast(App, pages_of(serving)))


class Pages(Litestar):
    """Litestar without its plugins for pydantic and attrs.

    Nothing here uses either, and wherever they are installed, as beside the tests, importing them takes a tenth of the
    start. Should a later Litestar ask elsewhere, the start is slower and all else the same.
    """

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


def pages_of(serving: Serving) -> Litestar:
    """What lies beside the API."""
    return Pages(
        route_handlers=[alive, _ready(serving), files_route(serving), *DOCS_ROUTES],
        openapi_config=None,
        exception_handlers={HTTPException: _http_error, Exception: _any_error},
        logging_config=None,
    )


@get("/healthz")
async def alive() -> ASGIApp:
    """The process is alive."""
    return sent(Answer(200, b'{"status":"alive"}'))


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
        return _refused(error(405, "method_not_allowed", "Method not allowed", "This path takes GET", headers=GET_ONLY))
    return _refused(error(wrong.status_code, "invalid_request", "Invalid request", str(wrong.detail)))


def _any_error(request: Request[Any, Any, Any], wrong: Exception) -> Response[bytes]:
    exchange: Exchange = request.scope["exchange"]  # type: ignore[typeddict-item]
    log.error("request failed", id=exchange.request_id, path=request.scope["path"], exc_info=wrong)
    return _refused(BROKEN)


def _refused(answer: Answer) -> Response[bytes]:
    """An answer from an exception handler, which must give a Response rather than an ASGIResponse."""
    headers = {name.decode(): value.decode() for name, value in answer.headers}
    return Response(answer.body, status_code=answer.status, media_type=answer.media_type.decode(), headers=headers)
