"""Lists in bounded pieces: a page and the token of the next, or the newest part of what begins with the oldest."""

import base64
import binascii
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec
from mcp.server.mcpserver.exceptions import ToolError

from deskhand_client.client import AsyncClient
from deskhand_client.paging import MOST_PER_PAGE, AsyncPages, Listing, Page, turn
from deskhand_client.records.record import Record, read
from deskhand_client.talk import Request

T = TypeVar("T")
R = TypeVar("R", bound=Record)

NOT_OURS = "Copy next_page_token wholly, or call again without page_token."


async def first_page(pages: AsyncPages[T]) -> Page[T]:
    """The first page of a list."""
    async for page in pages.pages():
        return page
    raise AssertionError("a list has a first page")


async def page_at(desk: AsyncClient, below: str, token: str, kind: type[R]) -> Page[R]:
    """The page that a token stands for, of a list at or below a path. Raises ToolError where it is none of ours."""
    path, asked = _read(token)
    if path != below and not path.startswith(f"{below}/"):
        raise ToolError(f"This page_token is of another list, {path}. {NOT_OURS}")
    request = Request("GET", path, asked)
    return await desk.carry(turn(Listing(request, partial(read, kind)), request))


def token_of(page: Page[Any]) -> str | None:
    """What stands for the next page; None on the last one."""
    if page.following is None:
        return None
    said = msgspec.json.encode((page.following.path, dict(page.following.query)))
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def _read(token: str) -> tuple[str, dict[str, str]]:
    try:
        padded = token.encode() + b"=" * (-len(token) % 4)
        said = base64.b64decode(padded, altchars=b"-_", validate=True)
        return msgspec.json.decode(said, type=tuple[str, dict[str, str]])
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise ToolError(f"This page_token is not one that an answer gave. {NOT_OURS}") from None


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """The items of one part, in the order of the list; how many the list has, and in how many parts."""

    items: list[T]
    total: int
    parts: int


async def newest(desk: AsyncClient, path: str, kind: type[R], part: int, per_part: int) -> Piece[R]:
    """A part of a list that begins with its oldest: part 1 has the newest. Past the last part there is nothing.

    Of a long list only the pages are read that have something of the part.
    """
    pages = {1: await _page(desk, path, kind, 1)}
    total = pages[1].total
    last = total - per_part * (part - 1)
    first = max(0, last - per_part)
    items: list[R] = []
    for number in range(first // MOST_PER_PAGE + 1, (last - 1) // MOST_PER_PAGE + 2) if last > 0 else ():
        page = pages.get(number) or await _page(desk, path, kind, number)
        before = (number - 1) * MOST_PER_PAGE
        items += page.items[max(0, first - before) : last - before]
    return Piece(items, total, max(1, -(-total // per_part)))


async def _page(desk: AsyncClient, path: str, kind: type[R], number: int) -> Page[R]:
    request = Request("GET", path, {"itemsInPage": str(MOST_PER_PAGE), "page": str(number)})
    return await desk.carry(turn(Listing(request, partial(read, kind)), request))
