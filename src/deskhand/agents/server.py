"""The MCP server's life: made when the first agent comes, since loading it takes as long as starting the desk."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import structlog

from deskhand.api.routes import BODY_LIMIT
from deskhand.http.door import Receive, Scope, Send

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from deskhand_client.mcp.caller import Caller

log = structlog.get_logger("deskhand.agents")


class Mcp:
    """The server, as far as it has been needed. Nothing is kept from one request to the next."""

    def __init__(self) -> None:
        self._ready: asyncio.Future[StreamableHTTPSessionManager] | None = None
        self._life: asyncio.Task[None] | None = None

    async def load(self) -> None:
        """Be ready to serve; what it takes is loaded beside the event loop, which serves others meanwhile."""
        await self._manager()

    async def handle(self, scope: Scope, receive: Receive, send: Send, caller: "Caller") -> None:
        """Serve one request, whose caller is known."""
        from deskhand_client.mcp.caller import CALLER

        manager = await self._manager()
        await manager.handle_request({**scope, CALLER: caller}, receive, send)

    async def stop(self) -> None:
        """End what is under way."""
        if self._life is not None:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._life
        self._life = self._ready = None

    async def _manager(self) -> "StreamableHTTPSessionManager":
        if self._ready is None:
            self._ready = asyncio.get_running_loop().create_future()
            self._life = asyncio.create_task(self._live(self._ready))
        return await asyncio.shield(self._ready)

    async def _live(self, ready: "asyncio.Future[StreamableHTTPSessionManager]") -> None:
        """Begin and end in one task, as the session manager wants it."""
        try:
            await asyncio.to_thread(import_module, "deskhand_client.mcp.server")
            manager = _made()
            async with manager.run():
                ready.set_result(manager)
                await asyncio.Event().wait()
        except Exception as wrong:
            self._ready = self._life = None  # the next request tries again
            if ready.done():
                log.exception("the MCP server ended")
            else:
                ready.set_exception(wrong)
        finally:
            ready.cancel()  # nothing where it is done


def _made() -> "StreamableHTTPSessionManager":
    from mcp.server.transport_security import TransportSecuritySettings

    from deskhand_client.mcp.server import DeskServer

    server = DeskServer(_nobody_of_its_own)
    server.streamable_http_app(
        stateless_http=True,
        json_response=True,
        max_request_body_size=BODY_LIMIT + 1,
        # The origin is looked at before, and a key admits whatever host the desk is known by.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return server.session_manager


@contextlib.asynccontextmanager
async def _nobody_of_its_own(_: Any) -> AsyncIterator[None]:
    """Every request brings its caller."""
    yield None
