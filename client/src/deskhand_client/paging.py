"""Lists, read lazily: the next page is asked for when it is walked into, and never twice."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import parse_qsl, urlsplit

from deskhand_client.errors import UnreadableAnswer
from deskhand_client.talk import Request, Talk, items_of

T = TypeVar("T")
S = TypeVar("S")

MOST_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """What list is meant: the request of its first page, and how one of its items is read."""

    request: Request
    item: Callable[[Any], T]

    def at(self, number: int) -> Request:
        """The request of a page, from 1."""
        return _with(self.request, page=str(number))


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
    """The page that a request asks for. Raises UnreadableAnswer."""
    answer = yield request
    body = answer.thing()
    items = items_of(body)
    total = _number(body, "totalItemCount", _number(body, "totalItems", len(items)))
    return Page([listing.item(one) for one in items], total, _following(request, body))


def _following(request: Request, body: Mapping[str, Any]) -> Request | None:
    """The request of the next page; None on the last one.

    Of the link only the query is taken: a key never goes to another address, whatever an answer or a proxy says.
    Filters that a link leaves out are asked for again.
    """
    if "nextLink" in body:
        link = body["nextLink"]
        if not link:
            return None
        if not isinstance(link, str):
            raise UnreadableAnswer(f"GET {request.path} was answered with {link!r:.60} as the link to the next page")
        following = _with(request, **dict(parse_qsl(urlsplit(link).query, keep_blank_values=True)))
    else:
        page = _number(body, "page", 1)
        if page >= _number(body, "totalPages", 1):
            return None
        following = _with(request, page=str(page + 1))
    if following.query == request.query:
        raise UnreadableAnswer(f"GET {request.path} was answered with a next page that is this page")
    return following


def _with(request: Request, **asked: str) -> Request:
    """The same request, asked differently; names count in any case, as servers take them."""
    names = {name.lower() for name in asked}
    return replace(request, query={**{n: v for n, v in request.query.items() if n.lower() not in names}, **asked})


def _number(body: Mapping[str, Any], name: str, otherwise: int) -> int:
    value = body.get(name)
    return value if isinstance(value, int) else otherwise


class Pages(Generic[T]):
    """A list that is read as it is walked. Walking it again asks again."""

    def __init__(self, carrier: _Blocking, listing: Listing[T]) -> None:
        self._carrier = carrier
        self._listing = listing

    def pages(self) -> Iterator[Page[T]]:
        """Page by page."""
        request: Request | None = self._listing.request
        while request is not None:
            page = self._turned(request)
            yield page
            request = page.following

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def page(self, number: int) -> Page[T]:
        """One page by its number, from 1; past the end it is empty."""
        return self._turned(self._listing.at(number))

    def first(self) -> T | None:
        """The first item; None where there is none."""
        return next(iter(self), None)

    def total(self) -> int:
        """How many items the whole list has."""
        return self._turned(_with(self._listing.request, itemsInPage="1")).total

    def _turned(self, request: Request) -> Page[T]:
        return self._carrier.carry(turn(self._listing, request))


class AsyncPages(Generic[T]):
    """A list that is read as it is walked. Walking it again asks again."""

    def __init__(self, carrier: _Awaiting, listing: Listing[T]) -> None:
        self._carrier = carrier
        self._listing = listing

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Page by page."""
        request: Request | None = self._listing.request
        while request is not None:
            page = await self._turned(request)
            yield page
            request = page.following

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def page(self, number: int) -> Page[T]:
        """One page by its number, from 1; past the end it is empty."""
        return await self._turned(self._listing.at(number))

    async def first(self) -> T | None:
        """The first item; None where there is none."""
        async for item in self:
            return item
        return None

    async def total(self) -> int:
        """How many items the whole list has."""
        return (await self._turned(_with(self._listing.request, itemsInPage="1"))).total

    async def _turned(self, request: Request) -> Page[T]:
        return await self._carrier.carry(turn(self._listing, request))
