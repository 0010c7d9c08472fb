"""One API request as a handler sees it: who calls, which ids the path names, what query and body say."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine
from functools import cached_property
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec

from deskhand.api.exporting import Exporting
from deskhand.api.kinds import BadValue, Flag, Kind
from deskhand.api.paging import Link, PageAsked, address_text, page_asked
from deskhand.api.shape import BadRequest, Body
from deskhand.attachments.files import Files
from deskhand.attachments.keep import Kept
from deskhand.core.actor import Actor
from deskhand.http.door import Exchange, Scope
from deskhand.storage.engine import Engine

T = TypeVar("T")
StillAdmits = Callable[[Scope, Actor, float], Awaitable[bool]]

MOST_PARAMETERS = 100


class Serving(msgspec.Struct, frozen=True):
    """What every handler is served with."""

    engine: Engine
    public_url: str
    still_admits: StillAdmits
    files: Files
    exporting: Exporting


class Call:
    """A request that was admitted, whose path fits and whose ids can be ids."""

    def __init__(
        self, serving: Serving, scope: Scope, actor: Actor, ids: dict[str, int], texts: dict[str, str], body: bytes
    ) -> None:
        self.engine = serving.engine
        self.files = serving.files
        self.exporting = serving.exporting
        self.kept: Kept | None = None  # a file whose bytes are stored, but not recorded yet
        self.actor = actor
        self.ids = ids
        self.texts = texts
        self._scope = scope
        self._body = body
        self._public_url = serving.public_url
        self._still_admits = serving.still_admits

    @property
    def ending(self) -> asyncio.Event:
        """Set when the server is about to stop: whatever waits must end at once."""
        exchange: Exchange = self._scope["exchange"]
        return exchange.ending

    @staticmethod
    def clock() -> float:
        """Seconds that only ever grow, for waiting."""
        return monotonic()

    async def unless_ending(self, work: Coroutine[Any, Any, None]) -> None:
        """Wait for the work, or until the server is about to stop."""
        tasks = {asyncio.create_task(work), asyncio.create_task(self.ending.wait())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def still_admitted(self, since: float) -> bool:
        """Whether the key is still in force and stands for the same actor, as known after a moment: for what waits."""
        return await self._still_admits(self._scope, self.actor, since)

    def add_header(self, name: bytes, value: bytes) -> None:
        """Let the answer carry one more header."""
        exchange: Exchange = self._scope["exchange"]
        exchange.headers = [*exchange.headers, (name, value)]

    @property
    def method(self) -> str:
        """The request's method."""
        return str(self._scope["method"])

    def header(self, name: bytes) -> str:
        """A header's value, by lower-case name; empty when it was not sent."""
        return next((v.decode("latin-1").strip() for n, v in self._scope["headers"] if n == name), "")

    def fingerprint(self) -> str:
        """A hash of what was asked: method, path, query and body."""
        parts = (self.method.encode(), self._scope["path"].encode(), self._scope["query_string"], self._body)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    @property
    def dry_run(self) -> bool:
        """Whether the request only wants to know what would happen."""
        return self.asked("dry_run", "dryRun", kind=Flag()) or False

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query as it was written."""
        text = self._scope["query_string"].decode("latin-1")
        try:
            return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)) if text else ()
        except ValueError:
            raise BadRequest(
                "Invalid query", f"A query may have at most {MOST_PARAMETERS} parameters", "invalid_query"
            ) from None

    @cached_property
    def query(self) -> dict[str, str]:
        """The query by lower-case name; `searchOptions.x` counts as x, of repeated names the first counts."""
        found: dict[str, str] = {}
        for name, value in self.pairs:
            found.setdefault(name.lower().removeprefix("searchoptions."), value)
        return found

    def asked(self, *names: str, kind: Kind) -> Any:
        """What the query says under the first of these names, read as this kind; None when it says nothing."""
        for name in names:
            text = self.query.get(name.lower(), "")
            if text:
                try:
                    return kind.read(text)
                except BadValue as bad:
                    raise BadRequest(
                        bad.message or f"Invalid {name}", f"{name}: {bad}", bad.code or "invalid_query"
                    ) from None
        return None

    def said(self, name: str, kind: Kind) -> Any:
        """What a text of the path says, read as this kind."""
        try:
            return kind.read(self.texts[name])
        except BadValue as bad:
            detail = f"In the path: {bad}"
            raise BadRequest(bad.message or f"Invalid {name}", detail, bad.code or "invalid_path") from None

    @cached_property
    def page(self) -> PageAsked:
        """The page that the query asks for."""
        return page_asked(self.query)

    @cached_property
    def link(self) -> Link:
        """Where this list is, for its links to other pages."""
        return Link(self.base_url + self._scope["path"], address_text(self._scope["query_string"]))

    @property
    def base_url(self) -> str:
        """The address clients reach us under: the setting, else what the request says."""
        if self._public_url:
            return self._public_url
        host = next((v for n, v in self._scope["headers"] if n == b"host"), b"localhost").decode("latin-1")
        return f"{self._scope.get('scheme', 'http')}://{host}"

    @property
    def body(self) -> bytes:
        """The body as it was sent."""
        return self._body

    def draft(self, shape: Body[T]) -> T:
        """What the body says, in this shape. Raises BadRequest."""
        return shape.read(self.json())

    def json(self) -> Any:
        """The decoded body. Raises BadRequest with the place where it stops being JSON."""
        try:
            return msgspec.json.decode(self._body)
        except RecursionError:
            raise BadRequest("Invalid JSON", "The JSON is nested too deeply", "invalid_json") from None
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as wrong:
            return self._read_again(wrong)

    def _read_again(self, wrong: Exception) -> Any:
        """Read with the standard library: it takes lone surrogates, so that the field can be named, and names places.

        msgspec calls both a surrogate and a broken end "Input data was truncated".
        """
        try:
            return json.loads(self._body, parse_constant=_no_json)
        except RecursionError:
            raise BadRequest("Invalid JSON", "The JSON is nested too deeply", "invalid_json") from None
        except ValueError as worse:
            raise BadRequest("Invalid JSON", f"The body is no JSON: {worse or wrong}", "invalid_json") from None


def _no_json(name: str) -> None:
    """Refuse NaN and the infinities, which Python's json takes."""
    raise ValueError(f"{name} is no JSON number")
