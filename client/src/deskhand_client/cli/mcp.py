"""`deskhand mcp`: the desk as tools for an AI agent, over standard input and output."""

from typing import TYPE_CHECKING

import typer

from deskhand_client.cli.connect import place
from deskhand_client.cli.options import Profile

if TYPE_CHECKING:
    from deskhand_client.client import AsyncClient


def mcp(
    read_only: bool = typer.Option(False, "--read-only", help="Offer only tools that change nothing"),
    profile: str | None = Profile,
) -> None:
    """Serve an AI agent over standard input and output, as an MCP server.

    The agent's program starts this; a person at a terminal has nothing from it.

    Examples:

    deskhand mcp

    deskhand mcp --read-only --profile work
    """
    where = place(profile)

    def connect(agent: str) -> "AsyncClient":
        from deskhand_client.client import AsyncClient
        from deskhand_client.exchange import Patience

        # An agent can be told to come again, and is better told so than kept waiting for minutes.
        patience = Patience(retries=4, at_most=10.0)
        return AsyncClient(where.url, where.key, server=where.server, patience=patience, agent=agent)

    from deskhand_client.mcp.stdio import serve

    # A client for nothing but to hear at once that address or key cannot be used.
    serve(connect, connect("").server, read_only=read_only, technician_id=where.technician_id)
