"""From one talk to two methods: a blocking one and an asynchronous one, with the same name, arguments and words.

    class TicketCalls(Calls):
        @operation
        def get(self, ticket_id: int) -> Talk[Ticket]: ...

    class Tickets(TicketCalls, Blocking): ...        # client.tickets.get(1) -> Ticket
    class AsyncTickets(TicketCalls, Awaiting): ...   # await client.tickets.get(1) -> Ticket

Type checkers see what each gives: the descriptor is overloaded on who asks.
"""

import functools
import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, get_args, overload

from deskhand_client.errors import NotSupported
from deskhand_client.paging import AsyncPages, Listing, Pages
from deskhand_client.server import Server
from deskhand_client.talk import KEY_HEADER, UNSET, Request, Talk

P = ParamSpec("P")
T = TypeVar("T")


class BlockingCarrier(Protocol):
    """Carries a talk to the server and back, blocking."""

    @property
    def server(self) -> Server:
        """Which server it is."""

    def carry(self, talk: Talk[T]) -> T:
        """What comes of the talk."""


class AwaitingCarrier(Protocol):
    """Carries a talk to the server and back, asynchronously."""

    @property
    def server(self) -> Server:
        """Which server it is."""

    async def carry(self, talk: Talk[T]) -> T:
        """What comes of the talk."""


class Calls:
    """The calls of one noun. What they need to know is which server they speak to."""

    _server: Server

    def _deskhand_only(self, what: str, instead: str = "") -> None:
        """Raise NotSupported where the server is Atera, before anything is sent."""
        if self._server == Server.ATERA:
            raise NotSupported(f"Atera's API has no {what}{'; ' + instead if instead else ''}")

    def _takes_no(self, said: Mapping[str, Any]) -> None:
        """Raise NotSupported where something is said that Atera would silently leave out."""
        unknown = [name for name, value in said.items() if value is not UNSET and value is not None]
        if unknown and self._server == Server.ATERA:
            raise NotSupported(f"Atera takes no {', '.join(unknown)} here")

    def _change(self, at: str, body: Any, headers: Mapping[str, str] | None = None) -> Request:
        """The request of a change. Deskhand makes one once however often it comes, as a POST with a key; Atera knows no
        keys, and there a PUT may be sent again."""
        return Request("PUT" if self._server == Server.ATERA else "POST", at, body=body, headers=headers or {})

    def _keyed(self, idempotency_key: str | None) -> dict[str, str]:
        """The header of a key that somebody chose, so that another process makes the same change no second time."""
        self._takes_no({"idempotency_key": idempotency_key})
        return {} if idempotency_key is None else {KEY_HEADER: idempotency_key}


class Blocking:
    """Calls that block until their answer is there."""

    def __init__(self, carrier: BlockingCarrier) -> None:
        self._carrier = carrier
        self._server = carrier.server


class Awaiting:
    """Calls to be awaited."""

    def __init__(self, carrier: AwaitingCarrier) -> None:
        self._carrier = carrier
        self._server = carrier.server


class operation(Generic[P, T]):
    """A method that carries a talk."""

    def __init__(self, talk: Callable[Concatenate[Any, P], Talk[T]]) -> None:
        self.talk = talk
        self.__doc__ = talk.__doc__

    @overload
    def __get__(self, calls: None, owner: Any = None) -> Self: ...
    @overload
    def __get__(self, calls: Blocking, owner: Any = None) -> Callable[P, T]: ...
    @overload
    def __get__(self, calls: Awaiting, owner: Any = None) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, calls: Any, owner: Any = None) -> Any:
        if calls is None:
            return self

        talk = self.talk.__get__(calls)

        @functools.wraps(talk)
        def carried(*args: P.args, **kwargs: P.kwargs) -> Any:
            return calls._carrier.carry(talk(*args, **kwargs))

        carried.__signature__ = self._signature  # type: ignore[attr-defined]
        return carried

    @functools.cached_property
    def _signature(self) -> inspect.Signature:
        """What `help` tells: no self, and what comes of the talk instead of the talk."""
        said = inspect.signature(self.talk)
        *_, result = get_args(said.return_annotation)  # of Generator[Request, Answer, result]
        return said.replace(parameters=list(said.parameters.values())[1:], return_annotation=result)


class listing(Generic[P, T]):
    """A method that gives a list, read page by page as it is walked."""

    def __init__(self, made: Callable[Concatenate[Any, P], Listing[T]]) -> None:
        self.made = made
        self.__doc__ = made.__doc__

    @overload
    def __get__(self, calls: None, owner: Any = None) -> Self: ...
    @overload
    def __get__(self, calls: Blocking, owner: Any = None) -> Callable[P, Pages[T]]: ...
    @overload
    def __get__(self, calls: Awaiting, owner: Any = None) -> Callable[P, AsyncPages[T]]: ...
    def __get__(self, calls: Any, owner: Any = None) -> Any:
        if calls is None:
            return self
        pages: type[Any] = Pages if isinstance(calls, Blocking) else AsyncPages

        made = self.made.__get__(calls)

        @functools.wraps(made)
        def listed(*args: P.args, **kwargs: P.kwargs) -> Any:
            return pages(calls._carrier, made(*args, **kwargs))

        said = inspect.signature(made)
        listed.__signature__ = said.replace(return_annotation=pages[get_args(said.return_annotation)])  # type: ignore[attr-defined]
        return listed
