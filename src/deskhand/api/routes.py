"""One declaration per route: path, permission, shapes and handler; Litestar, OpenAPI and the tests all read it."""

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import Any, Literal

import msgspec

from deskhand.api.call import Call
from deskhand.api.kinds import Kind
from deskhand.api.shape import Body
from deskhand.storage.engine import Tx

Method = Literal["GET", "POST", "PUT", "DELETE"]
BODY_LIMIT = 8 * 1024 * 1024
JSON = "application/json"


class Param(msgspec.Struct, frozen=True):
    """A query parameter that a route understands; all others are ignored."""

    name: str
    kind: Kind
    about: str = ""


class Route(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A path below /api/v3 with what it takes and gives. Path parameters are ids, named `<noun>_id`, or texts.

    Texts are read as they were written, in their own case; `example_texts` says what one may be.

    A `handler` reads; a `writer` is called inside the account's transaction, which `serve` commits, so that a
    retried request finds the answer it got and a dry run leaves nothing behind. What must not happen inside one, such
    as storing bytes elsewhere, is done by `before`. What need not happen inside one, such as a heartbeat, is answered
    by `aside`, or with None left to the writer.
    """

    methods: tuple[Method, ...]
    path: str
    scope: str
    answer: Any
    media_type: str = JSON
    handler: Callable[[Call], Awaitable[Any]] | None = None
    writer: Callable[[Call, Tx], Awaitable[Any]] | None = None
    before: Callable[[Call], Awaitable[None]] | None = None
    aside: Callable[[Call], Awaitable[Any]] | None = None
    status: int = 200
    body: Body[Any] | None = None
    takes_files: bool = False
    body_limit: int = BODY_LIMIT
    query: tuple[Param, ...] = ()
    summary: str
    tag: str
    example: Any = None
    example_answer: Any = None
    example_texts: dict[str, str] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The path's parameters, in order."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    @cached_property
    def id_names(self) -> tuple[str, ...]:
        """Those of them that are ids."""
        return tuple(name for name in self.names if name.endswith("_id"))

    @cached_property
    def text_names(self) -> tuple[str, ...]:
        """Those of them that are texts."""
        return tuple(name for name in self.names if not name.endswith("_id"))
