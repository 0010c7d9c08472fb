"""What a client is made with, from what somebody gave and what stands in the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from deskhand_client.conversation import Manner
from deskhand_client.dry_run import DryRun
from deskhand_client.errors import ConfigurationError
from deskhand_client.exchange import Patience
from deskhand_client.server import Server, api_address, server_at
from deskhand_client.throttle import Throttle
from deskhand_client.version import VERSION

TIMEOUT = 30.0
URL, KEY = "DESKHAND_URL", "DESKHAND_KEY"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a client sends its requests, what each carries, how long it waits for an answer, and how it talks."""

    address: str
    headers: Mapping[str, str] = field(repr=False)
    timeout: float
    manner: Manner


def settings_of(
    base_url: str | None,
    key: str | None,
    *,
    server: Server | str | None,
    timeout: float,
    patience: Patience | None,
    throttle: Throttle | None,
    agent: str,
    headers: Mapping[str, str] | None,
    dry_run: DryRun | None,
) -> Settings:
    """What both clients are made with. Raises ConfigurationError."""
    base_url = base_url or os.environ.get(URL)
    if not base_url:
        raise ConfigurationError(f"No address: pass base_url, or set {URL}")
    address = api_address(base_url)
    stands = _server(server, address)
    carried = {**_headers(_key(key), stands, agent), **(headers or {})}
    manner = Manner(stands, patience or Patience(), throttle or Throttle(), dry_run)
    return Settings(address, carried, timeout, manner)


def _server(server: Server | str | None, address: str) -> Server:
    if server is None:
        return server_at(address)
    try:
        return Server(server)
    except ValueError:
        raise ConfigurationError(
            f"{server!r} is no server; say {' or '.join(repr(str(one)) for one in Server)}"
        ) from None


def _key(key: str | None) -> str:
    key = (key or os.environ.get(KEY, "")).strip()
    if not key:
        raise ConfigurationError(f"No API key: pass key, or set {KEY}")
    if not _fits(key) or " " in key:
        raise ConfigurationError("This is no API key: it has characters that no key has")
    return key


def _headers(key: str, server: Server, agent: str) -> dict[str, str]:
    """What every request carries. Atera is on its way from one header to the other; Deskhand takes either."""
    if not _fits(agent):
        raise ConfigurationError(f"An agent's name must be plain ASCII, and {agent!r} is not")
    headers = {"X-API-KEY": key, "Accept": "application/json", "User-Agent": f"deskhand-client/{VERSION}"}
    if server == Server.ATERA:
        headers["Authorization"] = f"Bearer {key}"
    elif agent:
        headers["X-Deskhand-Agent"] = agent
    return headers


def _fits(text: str) -> bool:
    return text.isascii() and text.isprintable()
