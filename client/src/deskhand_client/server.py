"""Which server is spoken to: Deskhand, or Atera itself, which has fewer calls and other habits."""

from enum import StrEnum
from urllib.parse import urlsplit

from deskhand_client.errors import ConfigurationError

API = "/api/v3"
ATERA_HOSTS = ("atera.com",)


class Server(StrEnum):
    """What stands at the address.

    Deskhand honours `Idempotency-Key`, so that a POST may be repeated after a lost connection. Atera does not.
    """

    DESKHAND = "deskhand"
    ATERA = "atera"


def api_address(base_url: str) -> str:
    """The address of the API, ending in /api/v3, from what somebody wrote: with or without that path or a slash.

    Raises ConfigurationError where it is no http address.
    """
    parts = urlsplit(base_url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"{base_url!r} is no address; write it like https://desk.example.com")
    path = parts.path.rstrip("/")
    if not path.lower().endswith(API):
        path += API
    return f"{parts.scheme}://{parts.netloc}{path}"


def server_at(address: str) -> Server:
    """Atera where the host is Atera's, else Deskhand."""
    host = urlsplit(address).hostname or ""
    at_atera = any(host == known or host.endswith(f".{known}") for known in ATERA_HOSTS)
    return Server.ATERA if at_atera else Server.DESKHAND
