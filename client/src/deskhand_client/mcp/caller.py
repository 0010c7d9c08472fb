"""Who calls: how the desk is reached for them, under which name, and what they are offered."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias

from mcp.server.context import ServerRequestContext
from mcp.server.mcpserver import Context

from deskhand_client.client import AsyncClient
from deskhand_client.mcp.offer import Offer
from deskhand_client.server import Server

# Where in a request's ASGI scope whoever serves it over HTTP puts the caller.
CALLER = "deskhand.caller"
AGENT_HEADER = "x-deskhand-agent"
LONGEST_NAME = 100

Call: TypeAlias = Context[Any, Any]


def _has_all(scope: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever uses the tools.

    `desk` opens the client that their calls go through; it is given the agent's name for the desk's log. `has_scope`
    says what their key opens, as far as it is known before it is tried. `technician_id` acts where neither the agent
    nor the key says who.
    """

    desk: Callable[[str], AbstractAsyncContextManager[AsyncClient]]
    read_only: bool = False
    server: Server = Server.DESKHAND
    has_scope: Callable[[str], bool] = _has_all
    technician_id: int | None = None

    def why_not(self, offer: Offer) -> str | None:
        """Why this tool is not offered to them; None where it is."""
        if offer.writes and self.read_only:
            return f"{offer.name} changes something, and this connection is read-only. Tell the user what you would do."
        if self.server == Server.ATERA and not offer.at_atera:
            return f"Atera's API has nothing that {offer.name} could ask."
        missing = [scope for scope in offer.scopes if not self.has_scope(scope)]
        if missing:
            return (
                f"{offer.name} takes the permission {missing[0]}, which this key lacks. Ask the user for another key."
            )
        return None


def caller_of(context: ServerRequestContext[Any, Any]) -> Caller:
    """Who calls: over HTTP whoever sent the request, else the one whom this process serves."""
    scope = getattr(context.request, "scope", {})
    found = scope.get(CALLER) or context.lifespan_context
    if not isinstance(found, Caller):
        raise TypeError("a request without a caller: whoever serves it must say who calls")
    return found


def desk_of(call: Call) -> AbstractAsyncContextManager[AsyncClient]:
    """The desk, for the one who calls."""
    return caller_of(call.request_context).desk(agent_of(call))


def agent_of(call: Call) -> str:
    """The agent's name as the desk's log shall have it, such as "claude-code/2.1".

    A header says it first, then the agent's own introduction, which older agents make once per connection and so not
    with a request over HTTP; there the User-Agent is what is left.
    """
    headers = call.headers or {}
    said = headers.get(AGENT_HEADER) or _introduced(call) or headers.get("user-agent") or "mcp"
    return "".join(one for one in said if one.isascii() and one.isprintable()).strip()[:LONGEST_NAME]


def _introduced(call: Call) -> str:
    said = call.session.client_params
    if said is None:
        return ""
    return "/".join(part for part in (said.client_info.name, said.client_info.version) if part)
