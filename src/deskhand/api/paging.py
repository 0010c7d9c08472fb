"""The one list envelope: the brief's keys and Atera's side by side, with links that keep the caller's filters."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote_plus

import msgspec

T = TypeVar("T")

MOST_ITEMS = 50
DEFAULT_ITEMS = 20
_UNFIT = re.compile(r'[ "<>\\^`{|}]')
_FIT = "!#$%&'()*+,/:;=?@[]~-._"
# A page number past every table's end, so that page times size stays inside 64 bits.
LAST_PAGE = 2**40


class Paged(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A page of a list. `nextLink` and `prevLink` are absolute, and "" at the ends: some clients loop until then."""

    items: list[T]
    totalItems: int
    totalItemCount: int
    page: int
    itemsInPage: int
    totalPages: int
    prevLink: str
    nextLink: str


class PageAsked(msgspec.Struct, frozen=True):
    """Which page a request asks for, already within bounds."""

    page: int
    size: int

    @property
    def limit(self) -> int:
        """How many rows to read."""
        return self.size

    @property
    def offset(self) -> int:
        """How many rows to pass over."""
        return (self.page - 1) * self.size


def page_asked(query: dict[str, str]) -> PageAsked:
    """Read page and itemsInPage; what is no number or out of bounds becomes the nearest thing that makes sense."""
    return PageAsked(
        min(max(_whole(query.get("page"), 1), 1), LAST_PAGE),
        min(max(_whole(query.get("itemsinpage"), DEFAULT_ITEMS), 1), MOST_ITEMS),
    )


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit():
        return otherwise
    # Python refuses to read numbers of thousands of digits; the first thirty are already past every bound.
    return int(digits.lstrip("0")[:30] or "0") * (-1 if text.startswith("-") else 1)


class Link(msgspec.Struct, frozen=True):
    """Where a list is, and the query it was asked with, as the caller wrote it but for letters that no address has."""

    url: str
    query: str

    def to(self, page: int, after: str = "") -> str:
        """The absolute address of another page, with the caller's filters; `after` is where its walk goes on."""
        kept = [part for part in self.query.split("&") if part and _name_in(part) not in ("page", "after")]
        more = [f"page={page}", *([f"after={after}"] if after else [])]
        return f"{self.url}?{'&'.join([*kept, *more])}"


def _name_in(part: str) -> str:
    """The name in one part of a query, as it is looked up."""
    name = part.partition("=")[0]
    return (unquote_plus(name) if "%" in name or "+" in name else name).lower().removeprefix("searchoptions.")


def address_text(query: bytes) -> str:
    """A query as it may stand in an address: what is not ASCII, a blank or a quotation mark escaped."""
    text = query.decode("latin-1")
    return text if text.isascii() and text.isprintable() and not _UNFIT.search(text) else quote(query, safe=_FIT)


def envelope(
    rows: Sequence[Any], total: int, asked: PageAsked, link: Link, show: Callable[[Any], T], *, after: str | None = None
) -> Paged[T]:
    """The rows, shown, in the envelope of their page; `after` is the token that the next page is
    reached by, "" where there is none; lists without tokens go by their total."""
    pages = -(-total // asked.size)
    more = bool(after) if after is not None else asked.page < pages
    return Paged(
        items=[show(row) for row in rows],
        totalItems=total,
        totalItemCount=total,
        page=asked.page,
        itemsInPage=asked.size,
        totalPages=pages,
        prevLink=link.to(min(asked.page - 1, max(pages, 1))) if asked.page > 1 else "",
        nextLink=link.to(asked.page + 1, after or "") if more else "",
    )
