"""Running the application on uvicorn, and ending it so that no answer is cut."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from deskhand.http.door import Answer, Door

# How long after the signal new requests on open connections are still answered, with `Connection: close`.
DRAIN_SECONDS = 0.5
# What is still under way after this is cancelled, and the door answers that it may be sent again.
GRACE_SECONDS = 2


class Server(uvicorn.Server):
    """uvicorn, but the signals are ours: it would re-raise SIGTERM after stopping, and so not exit with 0."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def protocol_with(malformed: Answer) -> type[HttpToolsProtocol]:
    """uvicorn's protocol, but with an answer of ours to what is no HTTP request; its own is plain text."""

    class Protocol(HttpToolsProtocol):
        def send_400_response(self, msg: str) -> None:
            fields = ("content-type: application/json", f"content-length: {len(malformed.body)}", "connection: close")
            head = "\r\n".join((f"HTTP/1.1 {malformed.status} Bad Request", *fields, "", ""))
            self.transport.write(head.encode() + malformed.body)
            self.transport.close()

    return Protocol


async def serve(
    door: Door, sockets: list[socket.socket], started: Callable[[], Awaitable[None]], malformed: Answer
) -> None:
    """Serve on listening sockets until SIGTERM or SIGINT; `started` is called once requests are taken, `malformed`
    answers what is none."""
    server = Server(
        uvicorn.Config(
            door,  # an ASGI application by shape
            http=protocol_with(malformed),
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=75,
        )
    )
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, end.set)
    serving = asyncio.create_task(server.serve(sockets))
    opened = asyncio.create_task(server.opened.wait())
    await asyncio.wait({serving, opened}, return_when=asyncio.FIRST_COMPLETED)
    opened.cancel()
    if server.started:
        await started()
    ending = asyncio.create_task(end.wait())
    await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if not serving.done():
        await _drain(door, server)
    await serving


async def _drain(door: Door, server: Server) -> None:
    """Stop accepting, let keep-alive clients hear `Connection: close` with their next answer, then stop."""
    door.drain()
    for listening in server.servers:
        listening.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while server.server_state.connections:  # noqa: ASYNC110 - uvicorn says when no other way
                await asyncio.sleep(0.01)
    server.should_exit = True
