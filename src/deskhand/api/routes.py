"""One declaration per route: path, permission, shapes and handler; Litestar, OpenAPI and the tests all read it."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

import msgspec
import structlog
from litestar import HttpMethod, Request, route
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from deskhand.api.call import Call
from deskhand.api.errors import BROKEN, BUSY, TOO_LARGE, UNKNOWN_PATH, UNREACHABLE, error, refused
from deskhand.api.kinds import Kind, read_id
from deskhand.api.shape import BadRequest, Shape
from deskhand.core.errors import Refusal
from deskhand.core.permissions import has_scope
from deskhand.http.body import Gone, TooLarge, read_body
from deskhand.http.door import Answer, Exchange, answer
from deskhand.storage.engine import Engine
from deskhand.storage.errors import Busy, Conflict, Invalid, Unreachable

Method = Literal["GET", "POST", "PUT", "DELETE"]
BODY_LIMIT = 8 * 1024 * 1024

log = structlog.get_logger("deskhand.api")


class Param(msgspec.Struct, frozen=True):
    """A query parameter that a route understands; all others are ignored."""

    name: str
    kind: Kind
    about: str = ""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A path below /api/v3 with what it takes and gives. Path parameters are named `<noun>_id`."""

    methods: tuple[Method, ...]
    path: str
    scope: str
    handler: Callable[[Call], Awaitable[Any]]
    answer: Any
    status: int = 200
    body: Shape[Any] | None = None
    query: tuple[Param, ...] = ()
    summary: str
    tag: str
    example: Any = None
    example_answer: Any = None

    @property
    def id_names(self) -> tuple[str, ...]:
        """The path's parameters, in order."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


class Serving(msgspec.Struct, frozen=True):
    """What every handler is served with."""

    engine: Engine
    public_url: str


def litestar_handler(declared: Route, serving: Serving) -> HTTPRouteHandler:
    """The Litestar handler for a declared route."""

    async def handle(request: Request[Any, Any, Any]) -> ASGIApp:
        return sent(await respond(declared, serving, request))

    methods = [HttpMethod(method) for method in declared.methods]
    return route(path=declared.path.replace("_id}", "_id:str}"), http_method=methods, status_code=declared.status)(
        handle
    )


def sent(whole: Answer) -> ASGIApp:
    """An answer in Litestar's terms: an ASGI application that sends it, which costs less than a Response object."""

    async def send_it(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, whole)

    return send_it


async def respond(declared: Route, serving: Serving, request: Request[Any, Any, Any]) -> Answer:
    """Serve one request: the order of the refusals is ruled, and nothing but a bug answers 500."""
    exchange: Exchange = request.scope["exchange"]  # type: ignore[typeddict-item]
    exchange.route = declared.path
    try:
        found = await _call(declared, serving, request, exchange)
        return Answer(declared.status, msgspec.json.encode(await declared.handler(found)))
    except Exception as wrong:  # the one place where every error becomes an answer
        return answer_to(wrong, declared, exchange.request_id)


async def _call(declared: Route, serving: Serving, request: Request[Any, Any, Any], exchange: Exchange) -> Call:
    """The call, once its size, its key's scope and its path's ids have passed, in this order."""
    scope, actor = request.scope, exchange.actor
    if actor is None:
        raise _NotAdmitted
    body = await read_body(scope, request.receive, BODY_LIMIT) if declared.body is not None else b""  # type: ignore[arg-type]
    if not has_scope(actor, declared.scope):
        raise _OutOfScope(declared.scope)
    ids = {name: _path_id(name, str(scope["path_params"][name])) for name in declared.id_names}
    return Call(serving.engine, scope, actor, ids, body, serving.public_url)  # type: ignore[arg-type]


class _NotAdmitted(Exception):
    """The path has a slash too many, as in /api//v3: Litestar overlooks it, but the door did not know the path."""


class _OutOfScope(Exception):
    """The key lacks the scope that the route declares."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


def _path_id(name: str, text: str) -> int:
    number = read_id(text)
    if number is None:
        noun = name.removesuffix("_id").replace("_", " ")
        raise BadRequest(
            f"Invalid {noun} ID", f"A {noun} ID is a whole number from 1; this was {text[:40]!r}", f"invalid_{noun}_id"
        )
    return number


def answer_to(wrong: Exception, declared: Route, request_id: str) -> Answer:
    """The answer for anything a handler may raise."""
    match wrong:
        case Refusal():
            return refused(wrong, _wire_name(declared, wrong.field))
        case BadRequest():
            return error(400, wrong.code, wrong.message, wrong.detail, errors=wrong.errors)
        case _NotAdmitted():
            return UNKNOWN_PATH
        case _OutOfScope():
            return error(403, "forbidden", "Forbidden", f"The key lacks the scope {wrong.scope}")
        case TooLarge():
            return TOO_LARGE
        case Gone():
            return error(400, "incomplete_body", "Incomplete body", "The body broke off; send the request again")
        case Busy():
            return BUSY
        case Unreachable():
            log.error("database unreachable", id=request_id, why=str(wrong))
            return UNREACHABLE
        case Conflict():
            return error(409, "conflict", "Conflict", "The same was made elsewhere just now; read it again")
        case Invalid():
            return error(400, "invalid_value", "Invalid value", "A value cannot be stored")
    log.error("request failed", id=request_id, route=declared.path, exc_info=wrong)
    return BROKEN


def _wire_name(declared: Route, field: str | None) -> str | None:
    if field is None or declared.body is None:
        return field
    return declared.body.wire_name(field)
