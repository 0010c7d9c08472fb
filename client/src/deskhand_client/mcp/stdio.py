"""Serving one agent over standard input and output."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext

from deskhand_client.client import AsyncClient
from deskhand_client.mcp.caller import Caller
from deskhand_client.mcp.server import DeskServer
from deskhand_client.server import Server

# From the agent's name, as the desk's log shall have it, to a client that says it.
Connect = Callable[[str], AsyncClient]


def serve(connect: Connect, server: Server, *, read_only: bool, technician_id: int | None = None) -> None:
    """Serve until standard input ends. `technician_id` acts where neither the agent nor the key says who."""

    @asynccontextmanager
    async def one_caller(_: object) -> AsyncIterator[Caller]:
        clients: dict[str, AsyncClient] = {}

        def desk(agent: str) -> nullcontext[AsyncClient]:
            if agent not in clients:
                clients[agent] = connect(agent)
            return nullcontext(clients[agent])

        try:
            yield Caller(desk, read_only=read_only, server=server, technician_id=technician_id)
        finally:
            for client in clients.values():
                await client.close()

    # On standard error, on plain lines: agents' programs keep that as a log.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    DeskServer(one_caller).run("stdio")
