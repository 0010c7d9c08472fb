"""The clients: one blocking, one asynchronous. They carry talks; what is said in them is written once, in resources."""

import os
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

import anyio
import httpx

from deskhand_client import __version__
from deskhand_client.dry_run import DryRun
from deskhand_client.errors import ConfigurationError, ConnectionFailed
from deskhand_client.exchange import Lost, Outcome, Patience, Pause, exchange, refusal
from deskhand_client.resources.account import Account, AsyncAccount
from deskhand_client.resources.contacts import AsyncContacts, Contacts
from deskhand_client.resources.custom_fields import AsyncCustomFields, CustomFields
from deskhand_client.resources.customers import AsyncCustomers, Customers
from deskhand_client.resources.events import AsyncEvents, Events
from deskhand_client.resources.sla import AsyncSla, Sla
from deskhand_client.resources.technicians import AsyncTechnicians, Technicians
from deskhand_client.resources.tickets import AsyncTickets, Tickets
from deskhand_client.resources.timer import AsyncTimer, Timer
from deskhand_client.resources.work_hours import AsyncWorkHours, WorkHours
from deskhand_client.server import Server, api_address, server_at
from deskhand_client.talk import Answer, Request, Talk
from deskhand_client.throttle import Throttle

T = TypeVar("T")

TIMEOUT = 30.0
# Failures before anything was sent; after any other the request may have arrived.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


class _Settings:
    """What both clients are made with. Raises ConfigurationError."""

    def __init__(
        self,
        base_url: str | None,
        key: str | None,
        *,
        server: Server | str | None,
        timeout: float,
        patience: Patience | None,
        throttle: Throttle | None,
        agent: str,
        headers: Mapping[str, str] | None,
    ) -> None:
        base_url = base_url or os.environ.get("DESKHAND_URL")
        key = key or os.environ.get("DESKHAND_KEY")
        if not base_url:
            raise ConfigurationError("No address: pass base_url, or set DESKHAND_URL")
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise ConfigurationError("No API key that could be sent: pass key, or set DESKHAND_KEY")
        self.address = api_address(base_url)
        self.server = server_at(self.address) if server is None else Server(server)
        self.patience = patience or Patience()
        self.throttle = throttle or Throttle()
        named = {"X-Deskhand-Agent": agent} if agent and self.server == Server.DESKHAND else {}
        self.http: dict[str, Any] = {
            "base_url": self.address + "/",
            "timeout": timeout,
            "headers": {
                "X-API-KEY": key,
                "Accept": "application/json",
                "User-Agent": f"deskhand-client/{__version__}",
                **named,
                **(headers or {}),
            },
        }


class Client:
    """A client of Deskhand, or of Atera.

        with Client("https://desk.example.com", "dh_1_...") as client:
            for ticket in client.tickets.list(status="Open"):
                print(ticket.id, ticket.title)

    `base_url` and `key` default to the environment's DESKHAND_URL and DESKHAND_KEY. `server` is told from the address
    unless you say it. `timeout` is in seconds, for connecting and between bytes. `patience` says how often and how long
    to try again, `throttle` how many requests a minute; share one between clients that share a key. `agent` names, in
    the desk's log, the program or AI that acts with the key. With a `dry_run` every write is tried and none is made.
    `transport` is httpx's: for tests, proxies, or a server in this process. May be shared by threads.

    Raises ConfigurationError; its calls raise what `deskhand_client.errors` draws.
    """

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
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._settings = settings = _Settings(
            base_url,
            key,
            server=server,
            timeout=timeout,
            patience=patience,
            throttle=throttle,
            agent=agent,
            headers=headers,
        )
        self.server = settings.server
        self.dry_run = dry_run
        self._http = httpx.Client(**settings.http, transport=transport)
        self.tickets = Tickets(self)
        self.customers = Customers(self)
        self.contacts = Contacts(self)
        self.technicians = Technicians(self)
        self.work_hours = WorkHours(self)
        self.custom_fields = CustomFields(self)
        self.sla = Sla(self)
        self.timer = Timer(self)
        self.events = Events(self)
        self.account = Account(self)

    def carry(self, talk: Talk[T]) -> T:
        """What comes of a talk: sends what it says, and tells it what is answered."""
        try:
            request = next(talk)
            while True:
                request = talk.send(self.send(request))
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def send(self, request: Request) -> Answer:
        """The answer to one request, through waits and repeats. The way to calls that have no method here."""
        if self.dry_run is None:
            return self._exchange(request)
        asked = self.dry_run.asked(request, self.server)
        return self.dry_run.answered(request, self._exchange(asked))

    def _exchange(self, request: Request) -> Answer:
        steps = exchange(request, self.server, self._settings.patience)
        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    if step.for_all:
                        self._settings.throttle.hold(step.seconds)
                    time.sleep(step.seconds)
                    step = steps.send(None)
                else:
                    time.sleep(self._settings.throttle.claim())
                    step = steps.send(self._once(step.request))
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def _once(self, request: Request) -> Outcome:
        try:
            return _answer(self._http.request(**_written(request)))
        except httpx.TransportError as error:
            return _lost(error)

    def stream(self, request: Request) -> Iterator[bytes]:
        """A body of any length, piece by piece as it comes. It is asked for once: what breaks off raises
        ConnectionFailed, so that nobody takes a part for the whole."""
        time.sleep(self._settings.throttle.claim())
        try:
            with self._http.stream(**_written(request)) as response:
                if response.status_code >= 300:
                    response.read()
                    raise refusal(_answer(response))
                yield from response.iter_bytes()
        except httpx.TransportError as error:
            raise ConnectionFailed(f"{request.method} {request.path} broke off: {_lost(error).why}") from error

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient:
    """The same as Client, to be awaited; runs on asyncio and on trio.

    async with AsyncClient("https://desk.example.com", "dh_1_...") as client:
        async for ticket in client.tickets.list(status="Open"):
            print(ticket.id, ticket.title)
    """

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
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings = _Settings(
            base_url,
            key,
            server=server,
            timeout=timeout,
            patience=patience,
            throttle=throttle,
            agent=agent,
            headers=headers,
        )
        self.server = settings.server
        self.dry_run = dry_run
        self._http = httpx.AsyncClient(**settings.http, transport=transport)
        self.tickets = AsyncTickets(self)
        self.customers = AsyncCustomers(self)
        self.contacts = AsyncContacts(self)
        self.technicians = AsyncTechnicians(self)
        self.work_hours = AsyncWorkHours(self)
        self.custom_fields = AsyncCustomFields(self)
        self.sla = AsyncSla(self)
        self.timer = AsyncTimer(self)
        self.events = AsyncEvents(self)
        self.account = AsyncAccount(self)

    async def carry(self, talk: Talk[T]) -> T:
        """What comes of a talk: sends what it says, and tells it what is answered."""
        try:
            request = next(talk)
            while True:
                request = talk.send(await self.send(request))
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    async def send(self, request: Request) -> Answer:
        """The answer to one request, through waits and repeats. The way to calls that have no method here."""
        if self.dry_run is None:
            return await self._exchange(request)
        asked = self.dry_run.asked(request, self.server)
        return self.dry_run.answered(request, await self._exchange(asked))

    async def _exchange(self, request: Request) -> Answer:
        steps = exchange(request, self.server, self._settings.patience)
        try:
            step = next(steps)
            while True:
                if isinstance(step, Pause):
                    if step.for_all:
                        self._settings.throttle.hold(step.seconds)
                    await anyio.sleep(step.seconds)
                    step = steps.send(None)
                else:
                    await anyio.sleep(self._settings.throttle.claim())
                    step = steps.send(await self._once(step.request))
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    async def _once(self, request: Request) -> Outcome:
        try:
            return _answer(await self._http.request(**_written(request)))
        except httpx.TransportError as error:
            return _lost(error)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _written(request: Request) -> dict[str, Any]:
    """A request as httpx takes it."""
    written: dict[str, Any] = {
        "method": request.method,
        "url": request.path,
        "params": dict(request.query),
        "headers": dict(request.headers),
    }
    if request.upload is not None:
        written["files"] = {"file": (request.upload.name, request.upload.content, request.upload.media_type)}
    elif request.body is not None:
        written["json"] = request.body
    return written


def _answer(response: httpx.Response) -> Answer:
    return Answer(
        response.status_code, {name.lower(): value for name, value in response.headers.items()}, response.content
    )


def _lost(error: httpx.TransportError) -> Lost:
    return Lost(str(error) or type(error).__name__, sent=not isinstance(error, NOT_SENT))
