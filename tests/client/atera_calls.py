"""What the calls of a strict Atera are made of: what it has, what it was asked, and how it pages and refuses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.client.atera_shapes import Fields

Thing = dict[str, Any]
Answered = tuple[int, Any]

MOST_PER_PAGE = 50
PAGE = ("page", "itemsInPage")


class Refused(Exception):
    """An answer as RFC 7807 has it."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {"type": "about:blank", "title": detail, "status": status, "detail": detail, "instance": None}


def now() -> str:
    """The present, as Atera writes it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: Mapping[str, str]


@dataclass
class Data:
    """What a strict Atera has, in its own names; what a thing does not say is null."""

    customers: list[Thing] = field(default_factory=list)
    contacts: list[Thing] = field(default_factory=list)
    tickets: list[Thing] = field(default_factory=list)
    departments: list[Thing] = field(default_factory=list)
    # By ticket.
    comments: dict[int, list[Thing]] = field(default_factory=dict)
    work: list[Thing] = field(default_factory=list)
    custom_fields: list[Thing] = field(default_factory=list)
    # By what it is about (ticket, customer, contact) and its id.
    values: dict[tuple[str, int], list[Thing]] = field(default_factory=dict)
    # By ticket.
    attachments: dict[int, list[str]] = field(default_factory=dict)
    url: str = ""

    def page(self, asked: Asked, things: list[Thing], names: tuple[str, ...]) -> Answered:
        """A page of things, each with all its fields."""
        number, size = int(asked.query.get("page", "1")), int(asked.query.get("itemsInPage", "20"))
        if number < 1 or not 1 <= size <= MOST_PER_PAGE:
            raise Refused(400, f"A page has 1 to {MOST_PER_PAGE} items, and pages begin at 1")
        pages = -(-len(things) // size)
        return 200, {
            "items": [whole(thing, names) for thing in things[(number - 1) * size : number * size]],
            "totalItemCount": len(things),
            "page": number,
            "itemsInPage": size,
            "totalPages": pages,
            "prevLink": self._link(asked, number - 1) if number > 1 else "",
            "nextLink": self._link(asked, number + 1) if number < pages else "",
        }

    def _link(self, asked: Asked, number: int) -> str:
        return f"{self.url}/api/v3{asked.path}?{urlencode({**asked.query, 'page': str(number)})}"


class Route(NamedTuple):
    """One call: its path, where a group `number` is an id; what it may be asked with; what its body may say; who
    serves it, given the data, the request and the groups."""

    method: str
    pattern: str
    query: tuple[str, ...]
    body: Fields | None
    serve: Callable[..., Answered]


def whole(thing: Thing, names: tuple[str, ...]) -> Thing:
    """A thing with all its fields and no others."""
    return {name: thing.get(name) for name in names}


def one(things: Iterable[Thing], name: str, number: int) -> Thing:
    """The thing with an id. Raises Refused."""
    found = next((thing for thing in things if thing[name] == number), None)
    if found is None:
        raise Refused(404, f"There is no {name} {number}")
    return found


def next_id(things: Iterable[Thing], name: str) -> int:
    """An id that is free."""
    return max((int(thing[name]) for thing in things), default=0) + 1


def created(number: int) -> Answered:
    """All that is said of something new."""
    return 201, {"ActionID": str(number)}


def changed(number: int) -> Answered:
    """All that is said of a change."""
    return 200, {"ActionID": str(number)}


def newest_first(things: Iterable[Thing], name: str) -> list[Thing]:
    """In the order of most lists."""
    return sorted(things, key=lambda thing: -int(thing[name]))


def since(asked: Asked, name: str, things: list[Thing], field: str) -> list[Thing]:
    """Those that changed at or after what the query says."""
    text = asked.query.get(name)
    if text is None:
        return things
    when = _naive(text)
    return [thing for thing in things if thing.get(field) and _naive(thing[field]) >= when]


def _naive(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
