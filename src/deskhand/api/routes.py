"""One declaration per route: path, permission, shapes and handler; Litestar, OpenAPI and the tests all read it."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

import msgspec

from deskhand.api.call import Call
from deskhand.api.kinds import Kind
from deskhand.api.shape import Shape
from deskhand.storage.engine import Tx

Method = Literal["GET", "POST", "PUT", "DELETE"]
BODY_LIMIT = 8 * 1024 * 1024


class Param(msgspec.Struct, frozen=True):
    """A query parameter that a route understands; all others are ignored."""

    name: str
    kind: Kind
    about: str = ""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A path below /api/v3 with what it takes and gives. Path parameters are named `<noun>_id`.

    A `handler` reads; a `writer` is called inside the account's transaction, which `serve` commits, so that a
    retried request finds the answer it got and a dry run leaves nothing behind.
    """

    methods: tuple[Method, ...]
    path: str
    scope: str
    answer: Any
    handler: Callable[[Call], Awaitable[Any]] | None = None
    writer: Callable[[Call, Tx], Awaitable[Any]] | None = None
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
