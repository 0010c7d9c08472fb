"""A case: a public call of a client, what it is tried with, and what must come of it.

A call of the blocking client gives its result, one of the asynchronous client gives it when awaited; lists are read up
to their first page. So one case serves both.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, NamedTuple

from deskhand_client import AsyncPages, Client, Pages
from tests.client.things import Things


class Case(NamedTuple):
    """A call, the condition that its result meets, and whether Atera has it; `raises` instead of a result. `before` is
    what the blocking client does first."""

    name: str
    call: Callable[[Any, Things], Any]
    good: Callable[[Any, Things], Any] = lambda got, t: got is None
    atera: bool = False
    raises: type[Exception] | None = None
    before: Callable[[Client, Things], Any] = lambda client, t: None


def ids(got: Any) -> list[int]:
    return [one.id for one in got]


def taken(result: Any) -> Any:
    """A result, a list's first page, or what comes piece by piece."""
    if isinstance(result, Pages):
        return result.page(1).items
    return list(result) if isinstance(result, Iterator) else result


async def awaited(call: Callable[[], Any]) -> Any:
    """The same of a call of the asynchronous client."""
    result = call()
    if isinstance(result, AsyncPages):
        return (await result.page(1)).items
    if isinstance(result, AsyncIterator):
        return [one async for one in result]
    return await result


def name_of(case: Case) -> str:
    """For the list of tests."""
    return case.name
