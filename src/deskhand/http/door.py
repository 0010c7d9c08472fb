"""One pure-ASGI layer round the whole application; see ADR 0003 for what it saves over stock middleware."""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from random import getrandbits
from time import perf_counter
from typing import Any, Protocol
from urllib.parse import unquote

import msgspec

from deskhand.core.actor import Actor
from deskhand.http.logs import log_request

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_KEY = re.compile(r"dh_\d+_[^/]*", re.IGNORECASE)
NOSNIFF = (b"x-content-type-options", b"nosniff")
_SLASHES = re.compile("/{2,}")
LONGEST_PATH = 200
# What takes a key, in lower case: each of these paths, and what lies below it.
KEYED = ("/api/v3", "/mcp")
BELOW_KEYED = tuple(f"{path}/" for path in KEYED)


class Answer(msgspec.Struct, frozen=True):
    """A whole response, ready to send."""

    status: int
    body: bytes
    headers: Headers = []
    media_type: bytes = b"application/json"


class Admission(msgspec.Struct):
    """What the door learned of who is calling: the actor, or the refusal to send instead."""

    actor: Actor | None = None
    refusal: Answer | None = None
    headers: Headers = []


Admit = Callable[[Scope], Awaitable[Admission]]


class Cors(Protocol):
    """Which pages of other origins may call from a browser; see `deskhand.http.cors`."""

    def headers(self, scope: Scope) -> Headers:
        """What every answer says to the page that asked."""
        ...

    def preflight(self, scope: Scope) -> Answer | None:
        """The answer to a browser that only asks whether it may call."""
        ...


class Exchange(msgspec.Struct):
    """One request on its way through: what the log line will say and what every answer carries."""

    request_id: str
    started: float
    ending: asyncio.Event
    actor: Actor | None = None
    route: str = ""
    status: int = 0
    headers: Headers = []


class Door:
    """Admits, numbers and logs every request. `admit` speaks for what takes a key; `drain` ends keep-alive.

    `put_off` answers what is still under way when the process must end.
    """

    def __init__(self, app: App, admit: Admit, put_off: Answer, cors: Cors) -> None:
        self._app = app
        self._admit = admit
        self._put_off = put_off
        self._cors = cors
        self._ending = asyncio.Event()

    @property
    def draining(self) -> bool:
        """Whether the server is about to stop."""
        return self._ending.is_set()

    def reopen(self) -> None:
        """Take requests again, on the event loop that runs now: for tests, which share one door."""
        self._ending = asyncio.Event()

    def drain(self) -> None:
        """Let answers end their connections from now on, and streams end at once."""
        self._ending.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # A GET of which only the head is sent. A copy, since the server goes by its own.
            scope, send = {**scope, "method": "GET"}, _head_of(send)
        exchange = scope["exchange"] = Exchange(_new_id(), perf_counter(), self._ending)
        noting = self._noting(exchange, send)
        try:
            await self._serve(scope, receive, noting)
        except asyncio.CancelledError:
            if exchange.status:
                raise
            await answer(noting, self._put_off)
        finally:
            self._log(scope, exchange)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange: Exchange = scope["exchange"]
        lowered = scope["path"].lower()
        if "//" in lowered:
            # A base address that ends in a slash, joined with a path that begins with one.
            lowered = _SLASHES.sub("/", lowered)
        if lowered.startswith(BELOW_KEYED) or lowered in KEYED:
            # Atera's clients disagree on the case of paths; routes here are lower case. Texts in paths keep theirs.
            written = scope["written_path"] = scope.get("raw_path") or lowered.encode()
            if b"%2f" in written.lower():
                lowered = _with_slashes_kept(written)
            scope["path"] = lowered
            scope["raw_path"] = lowered.encode()
            exchange.headers = self._cors.headers(scope)
            if (preflight := self._cors.preflight(scope)) is not None:
                await answer(send, preflight)
                return
            admission = await self._admit(scope)
            exchange.actor = admission.actor
            exchange.headers = [*exchange.headers, *admission.headers]
            if admission.refusal is not None:
                await answer(send, admission.refusal)
                return
        await self._app(scope, receive, send)

    def _noting(self, exchange: Exchange, send: Send) -> Send:
        async def noting(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                exchange.status = int(message["status"])  # some libraries send an enum's member
                message["headers"] = [*message.get("headers", ()), *self._headers(exchange)]
            await send(message)

        return noting

    def _headers(self, exchange: Exchange) -> Headers:
        closing = [(b"connection", b"close")] if self.draining else []
        return [(b"x-request-id", exchange.request_id.encode()), NOSNIFF, *exchange.headers, *closing]

    def _log(self, scope: Scope, exchange: Exchange) -> None:
        actor = exchange.actor
        log_request(
            id=exchange.request_id,
            account=actor.account_id if actor else None,
            key=actor.name if actor else None,
            method=scope["method"],
            route=exchange.route or _shown(scope["path"]),
            status=exchange.status,
            ms=round((perf_counter() - exchange.started) * 1000, 2),
        )


def _new_id() -> str:
    # Nobody must be kept from guessing it, so it need not come from the system's own randomness.
    return f"{getrandbits(64):016x}"


def _head_of(send: Send) -> Send:
    async def without_body(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return without_body


def _with_slashes_kept(written: bytes) -> str:
    """The path by which a route is found: a slash inside a text, written %2F, does not part it."""
    return unquote(written.lower().replace(b"%2f", b"%252f"))


def _shown(path: str) -> str:
    """The path of a request that reached no route, as the log may have it: on one line, and without a key in it."""
    shown = _KEY.sub("dh_***", path)[:LONGEST_PATH]
    return shown if shown.isprintable() else ascii(shown)


async def answer(send: Send, whole: Answer) -> None:
    """Send a whole response."""
    headers = [(b"content-type", whole.media_type), (b"content-length", str(len(whole.body)).encode()), *whole.headers]
    await send({"type": "http.response.start", "status": whole.status, "headers": headers})
    await send({"type": "http.response.body", "body": whole.body})
