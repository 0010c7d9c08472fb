"""Answers that go on: server-sent events, ended at once when the server stops or the client leaves."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import aclosing, suppress
from typing import Any

import msgspec
import structlog

from deskhand.http.door import Receive, Send
from deskhand.storage.errors import StorageError

# Parts say something this often, if only that there is nothing: a comment then keeps proxies from taking a quiet
# stream for a dead one.
HEARTBEAT = 15.0
# What a client is told to wait before it connects again.
RETRY_SECONDS = 2
# nginx would keep back what is short until there is more of it.
UNBUFFERED = (b"x-accel-buffering", b"no")
# How long a download waits for a client that takes nothing.
STALLED = 60.0
RETRY = b"retry: %d\n\n" % (RETRY_SECONDS * 1000)


log = structlog.get_logger("deskhand.http")


class BrokenOff(Exception):
    """A download ended before its end."""


class NoLongerAdmitted(Exception):
    """The key of a request that has waited is no longer in force."""


class Stream(msgspec.Struct, frozen=True):
    """A stream of server-sent events; `parts` gives each as bytes, and b"" where there is nothing to say yet."""

    parts: Callable[[], AsyncGenerator[bytes, None]]
    ending: asyncio.Event

    async def send_to(self, receive: Receive, send: Send) -> None:
        """Send until the parts end, the client leaves, or the server stops."""
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), UNBUFFERED]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": RETRY, "more_body": True})
        await _first_of(self._send_parts(send), _left(receive), self.ending.wait())
        with suppress(Exception):  # the client may be gone already
            await send({"type": "http.response.body", "body": RETRY if self.ending.is_set() else b""})

    async def _send_parts(self, send: Send) -> None:
        loop = asyncio.get_running_loop()
        spoken = loop.time()
        # Without its database a stream ends: the client connects again, and goes on after the last event it has seen.
        with suppress(StorageError):
            async with aclosing(self.parts()) as parts:
                async for part in parts:
                    if not part and loop.time() - spoken < HEARTBEAT / 2:
                        continue
                    spoken = loop.time()
                    # A client that does not read holds up this stream alone: uvicorn lets `send` wait until it does.
                    await send({"type": "http.response.body", "body": part or b": still here\n\n", "more_body": True})


class Download(msgspec.Struct, frozen=True):
    """A body of any length, sent as it is read. `size` is in bytes, where it is known before.

    When it breaks off, because the server stops, the database is away or nobody reads, the connection is closed without
    a proper end: nobody is to take a part for the whole.
    """

    media_type: str
    parts: Callable[[], AsyncGenerator[bytes, None]]
    ending: asyncio.Event
    size: int | None = None

    async def send_to(self, receive: Receive, send: Send) -> None:
        """Send until the parts end, the client leaves, or they break off."""
        headers = [(b"content-type", self.media_type.encode()), (b"cache-control", b"no-store")]
        if self.size is not None:
            headers.append((b"content-length", b"%d" % self.size))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        try:
            await _first_of(self._send_parts(send), _left(receive), self._broken_off())
        except (BrokenOff, StorageError) as wrong:
            log.warning("a download broke off", why=str(wrong))  # and uvicorn closes what has no end

    async def _send_parts(self, send: Send) -> None:
        # Closed at once when the client has left: the parts may hold a connection to the database.
        async with aclosing(self.parts()) as parts:
            async for part in parts:
                await self._send(send, {"type": "http.response.body", "body": part, "more_body": True})
        await self._send(send, {"type": "http.response.body", "body": b""})

    async def _send(self, send: Send, message: MutableMapping[str, Any]) -> None:
        """Send a part, which uvicorn takes when the client has read enough of those before."""
        try:
            async with asyncio.timeout(STALLED):
                await send(message)
        except TimeoutError:
            raise BrokenOff("the client does not read") from None

    async def _broken_off(self) -> None:
        await self.ending.wait()
        raise BrokenOff("the server stops")


async def _left(receive: Receive) -> None:
    """Until the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*works: Awaitable[object]) -> None:
    """Until the first of them is done; the others are cancelled. What the first raises is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
