"""How both clients are made: from the same arguments, which are written once."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Generic, TypeVar

from deskhand_client.dry_run import DryRun
from deskhand_client.exchange import Patience
from deskhand_client.server import Server
from deskhand_client.settings import TIMEOUT, Settings, settings_of
from deskhand_client.throttle import Throttle

Transport = TypeVar("Transport")


class Made(Generic[Transport]):
    """How both clients are made."""

    def __init__(
        self,
        base_url: str | None = None,
        key: str | None = None,
        *,
        server: Server | str | None = None,
        timeout: float = TIMEOUT,
        patience: Patience | None = None,
        throttle: Throttle | None = None,
        agent: str = "",
        headers: Mapping[str, str] | None = None,
        dry_run: DryRun | None = None,
        transport: Transport | None = None,
    ) -> None:
        self._settings = settings_of(
            base_url,
            key,
            server=server,
            timeout=timeout,
            patience=patience,
            throttle=throttle,
            agent=agent,
            headers=headers,
            dry_run=dry_run,
        )
        self._open(self._settings, transport)

    @abstractmethod
    def _open(self, settings: Settings, transport: Transport | None) -> None:
        """Open the connections, and offer the calls."""

    @property
    def server(self) -> Server:
        """Which server this client takes to stand at its address."""
        return self._settings.manner.server

    @property
    def address(self) -> str:
        """The address of the API, ending in /api/v3."""
        return self._settings.address

    @property
    def dry_run(self) -> DryRun | None:
        """What was given to try every write and make none."""
        return self._settings.manner.dry_run

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.address!r})"
