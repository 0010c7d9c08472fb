"""Clients that hold event streams open, one connection each, and take what comes apart."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

EVENTS = "/api/v3/events"


class Listener:
    """One open stream of events. Use as an async context manager; it has begun to speak when that is entered."""

    def __init__(self, url: str, key: str, after: int, *, buffer: int = 2**20) -> None:
        self._url = urlsplit(url)
        self._key = key
        self._after = after
        self._buffer = buffer
        self.hints = 0  # how often it was told when to connect again

    async def __aenter__(self) -> Self:
        # Small buffers, so that a client that does not read is noticed by the server before long.
        line = socket.create_connection((self._url.hostname or "", self._url.port or 0))
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self.reader, self.writer = await asyncio.open_connection(sock=line, limit=self._buffer)
        lines = (
            f"GET {EVENTS} HTTP/1.1",
            "Host: desk.test",
            f"X-API-KEY: {self._key}",
            "Accept: text/event-stream",
            "Accept-Encoding: gzip, zstd",
            f"Last-Event-ID: {self._after}",
        )
        self.writer.write("\r\n".join((*lines, "", "")).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200"), head
        assert b"text/event-stream" in head
        assert b"content-encoding" not in head
        await self.reader.readuntil(b"retry: 2000\n\n")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.writer.close()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()

    async def event(self) -> dict[str, Any]:
        """The next event. Raises IncompleteReadError when the stream ends instead."""
        async for line in self._lines():
            if line.startswith(b"data: "):
                event: dict[str, Any] = json.loads(line[6:])
                return event
        raise asyncio.IncompleteReadError(b"", None)

    async def rest(self) -> bytes:
        """What else comes until the server ends the stream."""
        return b"\n".join([line async for line in self._lines()])

    async def _lines(self) -> AsyncIterator[bytes]:
        """Every line of text, out of its chunks; a chunk's own lines are lengths."""
        while (line := await self.reader.readline()) not in (b"", b"0\r\n"):
            if not line.endswith(b"\r\n"):
                yield line.rstrip(b"\n")


@contextlib.asynccontextmanager
async def listening(count: int, make: Callable[[], Listener]) -> AsyncIterator[list[Listener]]:
    """So many open streams, opened a few at a time, since a client's port may refuse a crowd."""
    async with contextlib.AsyncExitStack() as stack:
        listeners: list[Listener] = []
        for first in range(0, count, 50):
            some = [make() for _ in range(min(50, count - first))]
            listeners += await asyncio.gather(*map(stack.enter_async_context, some))
        yield listeners
