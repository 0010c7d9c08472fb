"""Reading a request's body, and no more of it than is allowed."""

from deskhand.http.door import Receive, Scope


class TooLarge(Exception):
    """The body is longer than the limit."""


class Gone(Exception):
    """The client went away before its body was complete."""


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it is seen to be over `limit` bytes, Gone when it breaks off."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > limit:
            raise TooLarge
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
