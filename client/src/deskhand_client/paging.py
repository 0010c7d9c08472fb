"""Lists, read lazily: the next page is asked for when it is walked into, and never twice."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import parse_qsl, urlsplit

from deskhand_client.errors import UnreadableAnswer
from deskhand_client.talk import Request, Talk

T = TypeVar("T")
S = TypeVar("S")

MOST_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """What list is meant: the request of its first page, and how one of its items is read."""

    request: Request
    item: Callable[[Any], T]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page: its items, how many the whole list has, and the request of the next page, if there is one."""

    items: list[T]
    total: int
    following: Request | None


class _Blocking(Protocol):
    def carry(self, talk: Talk[S]) -> S: ...


class _Awaiting(Protocol):
    async def carry(self, talk: Talk[S]) -> S: ...


def turn(listing: Listing[T], request: Request) -> Talk[Page[T]]:
    """The page that a request asks for."""
    body = (yield request).thing()
    items = body.get("items")
    if not isinstance(items, list):
        raise UnreadableAnswer(f"GET {request.path} was answered without items. Is the address right?")
    total = body.get("totalItemCount", body.get("totalItems", len(items)))
    return Page([listing.item(one) for one in items], total, _following(request, body))


def _following(request: Request, body: Mapping[str, Any]) -> Request | None:
    """The request of the next page.

    Of the link only the query is taken: a key never goes to another address, whatever an answer or a proxy says.
    """
    if "nextLink" in body:
        link = body["nextLink"]
        return replace(request, query=dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))) if link else None
    page = body.get("page", 1)
    if page >= body.get("totalPages", 1):
        return None
    return replace(request, query={**request.query, "page": str(page + 1)})


class Pages(Generic[T]):
    """A list that is read as it is walked. Walking it again asks again."""

    def __init__(self, carrier: _Blocking, listing: Listing[T]) -> None:
        self._carrier = carrier
        self._listing = listing

    def pages(self) -> Iterator[Page[T]]:
        """Page by page."""
        request: Request | None = self._listing.request
        while request is not None:
            page = self._carrier.carry(turn(self._listing, request))
            yield page
            request = page.following

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def first(self) -> T | None:
        """The first item; None where there is none."""
        return next(iter(self), None)

    def total(self) -> int:
        """How many items the whole list has; asks for its first page."""
        return next(self.pages()).total


class AsyncPages(Generic[T]):
    """A list that is read as it is walked. Walking it again asks again."""

    def __init__(self, carrier: _Awaiting, listing: Listing[T]) -> None:
        self._carrier = carrier
        self._listing = listing

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Page by page."""
        request: Request | None = self._listing.request
        while request is not None:
            page = await self._carrier.carry(turn(self._listing, request))
            yield page
            request = page.following

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def first(self) -> T | None:
        """The first item; None where there is none."""
        async for item in self:
            return item
        return None

    async def total(self) -> int:
        """How many items the whole list has; asks for its first page."""
        async for page in self.pages():
            return page.total
        raise AssertionError("a list has a first page")
