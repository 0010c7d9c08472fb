"""Walking a list from page to page: the token that says after which ticket, in which order, it goes on."""

import base64
from datetime import datetime
from typing import Annotated

import msgspec

from deskhand.search.pages import Place
from deskhand.tickets.find import Meant
from deskhand.tickets.listing import TicketPage
from deskhand.tickets.order_store import NEWEST, Key, Order, fits

Count = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
# The order of a search that asks for no other.
BEST_HITS = "hits"
WHOLE_LINK = "take the whole nextLink as it was given, or start without `after`"


class BadToken(ValueError):
    """The text is no token of ours, or of another list."""


class Walk(msgspec.Struct, frozen=True, array_like=True):
    """Where a walk through a list goes on: in which order, after which sort value and id.

    `total` is how many there were when it began; of a search `titles` says how many of them by their title, and
    `in_title` whether the last one seen was one of those.
    """

    order: str
    value: Annotated[datetime, msgspec.Meta(tz=True)] | Count | None
    id: Count
    total: Count
    titles: Count | None = None
    in_title: bool = False

    def token(self) -> str:
        """As it travels in `nextLink`."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).rstrip(b"=").decode()

    @property
    def key(self) -> Key | Place:
        """The place, as lists and searches take it."""
        if self.order == BEST_HITS:
            assert isinstance(self.value, datetime)  # noqa: S101 - `walk_asked` has seen to it
            return Place(self.in_title, self.value, self.id)
        return Key(self.value, self.id)


def read_token(text: str) -> Walk:
    """The walk that a token stands for. Raises BadToken."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Walk)
    except (ValueError, msgspec.MsgspecError):
        raise BadToken(WHOLE_LINK) from None


def walk_asked(text: str, order: Order | None, meant: Meant) -> Walk | None:
    """Where a list goes on, if it does. Raises BadToken unless the token is one of this very order."""
    if not text:
        return None
    name, walk = _name(order, meant.needle is not None), read_token(text)
    if walk.order != name:
        raise BadToken(f"this nextLink is of a list sorted otherwise ({walk.order[:40]!r}, not {name!r})")
    right = isinstance(walk.value, datetime) if name == BEST_HITS else fits(order or NEWEST, walk.value)
    if not right:
        raise BadToken(WHOLE_LINK)
    return walk


def token_of(order: Order | None, found: TicketPage) -> str:
    """The token by which the page after this one is reached; empty where there is none."""
    match found.next:
        case Place(in_title=in_title, at=at, id=id_):
            return Walk(BEST_HITS, at, id_, found.total, found.titles, in_title).token()
        case Key(value=value, id=id_):
            return Walk(_name(order, searched=False), value, id_, found.total).token()
    return ""


def _name(order: Order | None, searched: bool) -> str:
    """What tokens call an order, so that none is taken for one of another list."""
    if order is None and searched:
        return BEST_HITS
    order = order or NEWEST
    return f"-{order.by}" if order.descending else order.by
