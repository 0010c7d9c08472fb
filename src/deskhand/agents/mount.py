"""The door at /mcp: who may come in, and what is served to them."""

from urllib.parse import parse_qsl, urlsplit

import structlog

from deskhand.agents.own_api import caller
from deskhand.agents.server import Mcp
from deskhand.api.errors import BROKEN, TOO_LARGE, error
from deskhand.api.routes import BODY_LIMIT
from deskhand.http.body import Gone, TooLarge, read_body
from deskhand.http.cors import Origins
from deskhand.http.door import Answer, App, Exchange, Receive, Scope, Send, answer

PATH = "/mcp"

# Nothing is kept between two requests, so there is nothing to listen to and nothing to end.
ONLY_POST = error(
    405,
    "method_not_allowed",
    "Method not allowed",
    "This path takes POST, from a program that speaks MCP",
    headers=[(b"allow", b"POST")],
)
FOREIGN_PAGE = error(
    403,
    "foreign_origin",
    "Foreign origin",
    "Pages of this origin may not call; DESKHAND_CORS_ORIGINS names those that may",
)
BROKEN_OFF = error(400, "incomplete_body", "Incomplete body", "The body broke off; send the request again")

log = structlog.get_logger("deskhand.agents")


class Agents:
    """Serves agents through the whole of the desk, `desk`, so that rights, limits and log are the API's.

    A request from a page in a browser is refused unless its origin is the desk's own or one that the settings name.
    """

    def __init__(self, desk: App, origins: Origins, public_url: str) -> None:
        self._desk = desk
        self._origins = origins
        parts = urlsplit(public_url)
        self._own = f"{parts.scheme}://{parts.netloc}".encode() if parts.netloc else b""
        self._mcp = Mcp()

    def app(self, elsewhere: App) -> App:
        """The door as an ASGI application; what is not for agents goes elsewhere. It expects the door before it."""

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["path"] in (PATH, f"{PATH}/"):
                await self._serve(scope, receive, send)
            else:
                await elsewhere(scope, receive, send)

        return app

    async def stop(self) -> None:
        """Let the MCP server go, if one was ever needed."""
        await self._mcp.stop()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange: Exchange = scope["exchange"]
        exchange.route = PATH
        body = await self._let_in(scope, receive)
        if isinstance(body, Answer):
            await answer(send, body)
            return
        try:
            await self._mcp.load()
            known = caller(self._desk, scope, read_only=_reading_only(scope))
            await self._mcp.handle(scope, _again(body, receive), send, known)
        except Exception as wrong:  # whatever the MCP server may raise, the agent gets an answer it can read
            log.error("request failed", id=exchange.request_id, route=PATH, exc_info=wrong)
            if exchange.status:
                raise
            await answer(send, BROKEN)

    async def _let_in(self, scope: Scope, receive: Receive) -> bytes | Answer:
        """The body of a request that may be served, else the refusal."""
        origin = next((value for name, value in scope["headers"] if name == b"origin"), b"")
        if origin and origin != self._own and not self._origins.allows(origin):
            return FOREIGN_PAGE
        if scope["method"] != "POST":
            return ONLY_POST
        try:
            return await read_body(scope, receive, BODY_LIMIT)
        except TooLarge:
            return TOO_LARGE
        except Gone:
            return BROKEN_OFF


def _reading_only(scope: Scope) -> bool:
    """Whether the address asks for reading only; whoever writes it otherwise than we do means it all the same."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    said = {name.lower().replace("_", "").replace("-", ""): value.lower() for name, value in asked}
    return said.get("readonly", "false") not in ("false", "0", "no")


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read once more; after it, what the client does."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> dict[str, object]:
        return waiting.pop() if waiting else dict(await receive())

    return again
