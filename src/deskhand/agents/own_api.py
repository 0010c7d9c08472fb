"""The desk's own API, as an agent's tools use it: in this process, through the door, with the key of the request."""

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from deskhand.api.auth import keys_in
from deskhand.core.actor import Actor
from deskhand.core.permissions import SCOPE_OF, has_scope, may
from deskhand.http.door import App, Scope

if TYPE_CHECKING:
    from deskhand_client.client import AsyncClient
    from deskhand_client.mcp.caller import Caller

NO_HOST = "localhost"


def caller(desk: App, scope: Scope, *, read_only: bool) -> "Caller":
    """Who sent a request that was admitted, and what they can do."""
    from deskhand_client.mcp.caller import Caller

    return Caller(partial(_client, desk, scope), read_only=read_only, has_scope=partial(opens, scope["exchange"].actor))


def opens(actor: Actor, scope: str) -> bool:
    """Whether the key has a scope, and its technician's role something of it; every call is asked again anyway."""
    return has_scope(actor, scope) and any(may(actor, verb) for verb, of in SCOPE_OF.items() if of == scope)


def _client(desk: App, scope: Scope, agent: str) -> "AsyncClient":
    import httpx

    from deskhand_client.client import AsyncClient
    from deskhand_client.exchange import Patience
    from deskhand_client.server import Server

    # One of them is known, and what we make can be sent; the other may be anything.
    keys = [key for key in keys_in(scope) if key.isascii() and key.isprintable() and " " not in key]
    return AsyncClient(
        _address(scope),
        keys[0],
        server=Server.DESKHAND,
        # An agent can be told to come again, and is better told so than kept waiting.
        patience=Patience(retries=3, at_most=5.0),
        agent=agent,
        # Both, where there are two that differ: the API knows which of them is one.
        headers={"Authorization": f"Bearer {keys[-1]}"},
        transport=httpx.ASGITransport(desk, raise_app_exceptions=False, client=scope.get("client") or ("", 0)),
    )


def _address(scope: Scope) -> str:
    """The address the agent used, so that links in answers lead there."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    address = f"{scope.get('scheme', 'http')}://{host}"
    try:
        fits = urlsplit(address).hostname is not None and urlsplit(address).port != 0
    except ValueError:
        fits = False
    return address if fits else f"http://{NO_HOST}"
