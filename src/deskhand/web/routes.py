"""One declaration per page and action: path, who may come in, and the handler; the router and the tests read it."""

from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec

from deskhand.http.door import Answer
from deskhand.http.streams import Stream
from deskhand.web.visit import Visit

Method = Literal["GET", "POST"]
# Text forms; a composer with files may bring its most files of 25 MB each.
FORM_LIMIT = 2 * 1024 * 1024
FILES_LIMIT = 110 * 1024 * 1024


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A path of the console. Path parameters are ids, named `<noun>_id`.

    `open` pages need no log-in. A handler reads, or opens its transaction itself, and answers with a page, a redirect
    or a stream.
    """

    methods: tuple[Method, ...] = ("GET",)
    path: str
    handler: Callable[[Visit], Awaitable[Answer | Stream]]
    open: bool = False
    limit: int = FORM_LIMIT
