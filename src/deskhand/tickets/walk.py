"""Walking a list from page to page: the token that says after which ticket, in which order, it goes on."""

import base64
from datetime import datetime
from typing import Annotated, Any

import msgspec

from deskhand.core.time import BadInstant, parse_instant
from deskhand.search.pages import Place
from deskhand.tickets.listing import TicketPage
from deskhand.tickets.order_store import NEWEST, PEOPLE, RANKS, Key, Order, fits

Count = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
Text = Annotated[str, msgspec.Meta(max_length=400)]
# The order of a search that asks for no other.
BEST_HITS = "hits"
WHOLE_LINK = "take the whole nextLink as it was given, or start without `after`"


class BadToken(ValueError):
    """The text is no token of ours, or of another list."""


class Walk(msgspec.Struct, frozen=True, array_like=True):
    """Where a walk through a list goes on: in which order, after which sort value and id.

    `value` is an instant as a text, a name or title as it is sorted, or a rank; with a name goes its `person`.
    `total` is how many there were when the walk began; of a search `titles` says how many of them by their title, and
    `in_title` whether the last one seen was one of those.
    """

    order: str
    value: Count | Text | None
    id: Count
    total: Count
    titles: Count | None = None
    in_title: bool = False
    person: Count | None = None

    def token(self) -> str:
        """As it travels in `nextLink`."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).rstrip(b"=").decode()

    @property
    def key(self) -> Key | Place:
        """The place, as lists and searches take it. Raises BadToken for one that no list has."""
        if self.order == BEST_HITS:
            return Place(self.in_title, self._instant(), self.id)
        order = Order(self.order.removeprefix("-"), self.order.startswith("-"))  # type: ignore[arg-type]
        value: Any = self.value
        if order.by in PEOPLE and value is not None:
            value = (value, self.person)
        elif isinstance(value, str) and order.by not in RANKS and order.by != "title":
            value = self._instant()
        if not fits(order, value):
            raise BadToken(WHOLE_LINK)
        return Key(value, self.id)

    def _instant(self) -> datetime:
        try:
            return parse_instant(str(self.value))
        except BadInstant:
            raise BadToken(WHOLE_LINK) from None


def read_token(text: str) -> Walk:
    """The walk that a token stands for. Raises BadToken."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Walk)
    except (ValueError, msgspec.MsgspecError):
        raise BadToken(WHOLE_LINK) from None


def walk_asked(text: str, order: Order | None, *, searched: bool) -> Walk | None:
    """Where a list goes on, if it does; `searched` when words are sought. Raises BadToken for one of another order."""
    if not text:
        return None
    name, walk = _name(order, searched=searched), read_token(text)
    if walk.order != name:
        raise BadToken(f"this nextLink is of a list sorted otherwise ({walk.order[:40]!r}, not {name!r})")
    assert walk.key  # noqa: S101 - asked here, so that a token that is no place is refused before anything is read
    return walk


def token_of(order: Order | None, found: TicketPage) -> str:
    """The token by which the page after this one is reached; empty where there is none."""
    match found.next:
        case Place(in_title=in_title, at=at, id=id_):
            return Walk(BEST_HITS, at.isoformat(), id_, found.total, found.titles, in_title).token()
        case Key(value=value, id=id_):
            name, (said, person) = _name(order, searched=False), _said(value)
            return Walk(name, said, id_, found.total, person=person).token()
    return ""


def _said(value: Any) -> tuple[Any, int | None]:
    """A sort value as JSON has it, and whose name it is, if it is one."""
    if isinstance(value, tuple):
        return value
    return (value.isoformat() if isinstance(value, datetime) else value), None


def _name(order: Order | None, *, searched: bool) -> str:
    """What tokens call an order, so that none is taken for one of another list."""
    if order is None and searched:
        return BEST_HITS
    order = order or NEWEST
    return f"-{order.by}" if order.descending else order.by
