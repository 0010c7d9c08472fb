"""The clients: one blocking, one asynchronous. They carry talks; what is said in them is written once, in resources."""

import time
from collections.abc import AsyncIterator, Generator, Iterator
from types import TracebackType
from typing import Self, TypeVar

import anyio
import httpx

from deskhand_client.conversation import answered, conversation
from deskhand_client.errors import ConnectionFailed
from deskhand_client.exchange import Outcome, Pause, Step
from deskhand_client.http import answer_of, certificates, lost, written
from deskhand_client.made import Made
from deskhand_client.refusal import refusal
from deskhand_client.resources.account import Account, AsyncAccount
from deskhand_client.resources.contacts import AsyncContacts, Contacts
from deskhand_client.resources.custom_fields import AsyncCustomFields, CustomFields
from deskhand_client.resources.customers import AsyncCustomers, Customers
from deskhand_client.resources.departments import AsyncDepartments, Departments
from deskhand_client.resources.events import AsyncEvents, Events
from deskhand_client.resources.importing import AsyncImports, Imports
from deskhand_client.resources.sla import AsyncSla, Sla
from deskhand_client.resources.technicians import AsyncTechnicians, Technicians
from deskhand_client.resources.tickets import AsyncTickets, Tickets
from deskhand_client.resources.timer import AsyncTimer, Timer
from deskhand_client.resources.work_hours import AsyncWorkHours, WorkHours
from deskhand_client.settings import Settings
from deskhand_client.talk import Answer, Request, Talk

T = TypeVar("T")


class Client(Made[httpx.BaseTransport]):
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

    def _open(self, settings: Settings, transport: httpx.BaseTransport | None) -> None:
        self._http = httpx.Client(verify=certificates(settings.address), timeout=settings.timeout, transport=transport)
        # httpx's own headers, such as its User-Agent, must not stand beside ours.
        self._http.headers.update(settings.headers)
        self.tickets = Tickets(self)
        self.customers = Customers(self)
        self.contacts = Contacts(self)
        self.departments = Departments(self)
        self.technicians = Technicians(self)
        self.work_hours = WorkHours(self)
        self.custom_fields = CustomFields(self)
        self.sla = Sla(self)
        self.timer = Timer(self)
        self.events = Events(self)
        self.imports = Imports(self)
        self.account = Account(self)

    def carry(self, talk: Talk[T]) -> T:
        """What comes of a talk: sends what it says, and tells it what is answered."""
        return self._run(conversation(talk, self._settings.manner))

    def send(self, request: Request) -> Answer:
        """The answer to one request, through waits and repeats. The way to calls that have no method here."""
        return self._run(answered(request, self._settings.manner))

    def _run(self, steps: Generator[Step, Outcome, T]) -> T:
        outcome: Outcome = None
        try:
            while True:
                step = steps.send(outcome)
                outcome = self._take(step)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        finally:
            steps.close()

    def _take(self, step: Step) -> Outcome:
        if isinstance(step, Pause):
            time.sleep(step.seconds)
            return None
        said = written(step.request, self._settings.address, self._settings.timeout)
        try:
            return answer_of(self._http.request(**said))
        except httpx.RequestError as error:
            return lost(error, step.request)

    def stream(self, request: Request) -> Iterator[bytes]:
        """A body of any length, piece by piece as it comes. It is asked for once: what breaks off raises
        ConnectionFailed, so that nobody takes a part for the whole."""
        said = written(request, self._settings.address, self._settings.timeout)
        time.sleep(self._settings.manner.throttle.claim())
        try:
            with self._http.stream(**said) as response:
                if response.status_code >= 300:
                    response.read()
                    raise refusal(answer_of(response))
                yield from response.iter_bytes()
        except httpx.RequestError as error:
            why = lost(error, request).why
            raise ConnectionFailed(f"{request.method} {request.path} broke off: {why}") from error

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(Made[httpx.AsyncBaseTransport]):
    """The same as Client, to be awaited. May be shared by the tasks of one event loop.

    async with AsyncClient("https://desk.example.com", "dh_1_...") as client:
        async for ticket in client.tickets.list(status="Open"):
            print(ticket.id, ticket.title)
    """

    def _open(self, settings: Settings, transport: httpx.AsyncBaseTransport | None) -> None:
        self._http = httpx.AsyncClient(
            verify=certificates(settings.address), timeout=settings.timeout, transport=transport
        )
        self._http.headers.update(settings.headers)
        self.tickets = AsyncTickets(self)
        self.customers = AsyncCustomers(self)
        self.contacts = AsyncContacts(self)
        self.departments = AsyncDepartments(self)
        self.technicians = AsyncTechnicians(self)
        self.work_hours = AsyncWorkHours(self)
        self.custom_fields = AsyncCustomFields(self)
        self.sla = AsyncSla(self)
        self.timer = AsyncTimer(self)
        self.events = AsyncEvents(self)
        self.imports = AsyncImports(self)
        self.account = AsyncAccount(self)

    async def carry(self, talk: Talk[T]) -> T:
        """What comes of a talk: sends what it says, and tells it what is answered."""
        return await self._run(conversation(talk, self._settings.manner))

    async def send(self, request: Request) -> Answer:
        """The answer to one request, through waits and repeats. The way to calls that have no method here."""
        return await self._run(answered(request, self._settings.manner))

    async def _run(self, steps: Generator[Step, Outcome, T]) -> T:
        outcome: Outcome = None
        try:
            while True:
                step = steps.send(outcome)
                outcome = await self._take(step)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        finally:
            steps.close()

    async def _take(self, step: Step) -> Outcome:
        if isinstance(step, Pause):
            await anyio.sleep(step.seconds)
            return None
        said = written(step.request, self._settings.address, self._settings.timeout)
        try:
            return answer_of(await self._http.request(**said))
        except httpx.RequestError as error:
            return lost(error, step.request)

    async def stream(self, request: Request) -> AsyncIterator[bytes]:
        """A body of any length, piece by piece as it comes. It is asked for once: what breaks off raises
        ConnectionFailed, so that nobody takes a part for the whole."""
        said = written(request, self._settings.address, self._settings.timeout)
        await anyio.sleep(self._settings.manner.throttle.claim())
        try:
            async with self._http.stream(**said) as response:
                if response.status_code >= 300:
                    await response.aread()
                    raise refusal(answer_of(response))
                async for piece in response.aiter_bytes():
                    yield piece
        except httpx.RequestError as error:
            why = lost(error, request).why
            raise ConnectionFailed(f"{request.method} {request.path} broke off: {why}") from error

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
