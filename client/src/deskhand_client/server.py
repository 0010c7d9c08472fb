"""Which server is spoken to: Deskhand, or Atera itself, which has fewer calls and other habits."""

from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

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

    Raises ConfigurationError where it is no http address, or one with a user's name and password.
    """
    parts = _split(base_url.strip())
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError("The address may have no name and no password in it; pass the API key as key")
    path = parts.path.rstrip("/")
    if path.lower().endswith(API):
        path = path[: -len(API)]
    elif path.lower().endswith("/api"):
        path = path[: -len("/api")]
    return f"{parts.scheme}://{parts.netloc}{path}{API}"


def _split(address: str) -> SplitResult:
    wrong = f"{address!r} is no address; write it like https://desk.example.com"
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise ConfigurationError(wrong) from error
    if not fits or not address.isprintable() or " " in address:
        raise ConfigurationError(wrong)
    return parts


def server_at(address: str) -> Server:
    """Atera where the host is Atera's, else Deskhand."""
    host = urlsplit(address).hostname or ""
    at_atera = any(host == known or host.endswith(f".{known}") for known in ATERA_HOSTS)
    return Server.ATERA if at_atera else Server.DESKHAND
