"""From one talk to two methods: a blocking one and an asynchronous one, with the same name, arguments and words.

    class TicketCalls(Calls):
        @operation
        def get(self, ticket_id: int) -> Talk[Ticket]: ...

    class Tickets(TicketCalls, Blocking): ...        # client.tickets.get(1) -> Ticket
    class AsyncTickets(TicketCalls, Awaiting): ...   # await client.tickets.get(1) -> Ticket

Type checkers see what each gives: the descriptor is overloaded on who asks.
"""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

from deskhand_client.errors import NotSupported
from deskhand_client.paging import AsyncPages, Listing, Pages
from deskhand_client.server import Server
from deskhand_client.talk import Talk

P = ParamSpec("P")
T = TypeVar("T")


class BlockingCarrier(Protocol):
    """Carries a talk to the server and back, blocking."""

    server: Server

    def carry(self, talk: Talk[T]) -> T:
        """What comes of the talk."""


class AwaitingCarrier(Protocol):
    """Carries a talk to the server and back, asynchronously."""

    server: Server

    async def carry(self, talk: Talk[T]) -> T:
        """What comes of the talk."""


class Calls:
    """The calls of one noun. What they need to know is which server they speak to."""

    server: Server

    def deskhand_only(self, what: str, instead: str = "") -> None:
        """Raise NotSupported where the server is Atera, before anything is sent."""
        if self.server == Server.ATERA:
            raise NotSupported(f"Atera's API has no {what}{'; ' + instead if instead else ''}")


class Blocking:
    """Calls that block until their answer is there."""

    def __init__(self, carrier: BlockingCarrier) -> None:
        self.carrier = carrier
        self.server = carrier.server


class Awaiting:
    """Calls to be awaited."""

    def __init__(self, carrier: AwaitingCarrier) -> None:
        self.carrier = carrier
        self.server = carrier.server


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

        @functools.wraps(self.talk)
        def carried(*args: P.args, **kwargs: P.kwargs) -> Any:
            return calls.carrier.carry(self.talk(calls, *args, **kwargs))

        return carried


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

        @functools.wraps(self.made)
        def listed(*args: P.args, **kwargs: P.kwargs) -> Any:
            return pages(calls.carrier, self.made(calls, *args, **kwargs))

        return listed
