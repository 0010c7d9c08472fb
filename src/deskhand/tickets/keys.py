"""Where a list goes on, as a text that a link can carry."""

import base64
from datetime import datetime
from typing import Annotated

import msgspec

from deskhand.core.time import parse_instant
from deskhand.search.pages import Place
from deskhand.tickets.order_store import NEWEST, PEOPLE, RANKS, Key, Order, fits

Count = Annotated[int, msgspec.Meta(ge=0, le=2**62)]


class _Hit(msgspec.Struct, frozen=True, array_like=True, tag="hit"):
    at: datetime
    id: Count
    in_title: bool


class _Row(msgspec.Struct, frozen=True, array_like=True, tag="row"):
    id: Count
    value: Count | Annotated[str, msgspec.Meta(max_length=400)] | None = None
    person: Count | None = None


def write_key(key: Key | Place) -> str:
    """A key as a text."""
    if isinstance(key, Place):
        return _text(_Hit(key.at, key.id, key.in_title))
    value, person = key.value if isinstance(key.value, tuple) else (key.value, None)
    return _text(_Row(key.id, value.isoformat() if isinstance(value, datetime) else value, person))


def read_key(text: str, order: Order | None, *, of_hits: bool = False) -> Key | Place | None:
    """The key that a text stands for; None for a text that is none of this order, or, `of_hits`, none of a search's."""
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=_Hit | _Row)
        if isinstance(found, _Hit):
            return Place(found.in_title, found.at, found.id) if of_hits and found.at.tzinfo else None
        order = order or NEWEST
        key = Key(_value(order, found), found.id)
    except (ValueError, msgspec.MsgspecError):
        return None
    return key if not of_hits and fits(order, key.value) else None


def _value(order: Order, row: _Row) -> object:
    if order.by in PEOPLE and row.value is not None:
        return (row.value, row.person)
    if isinstance(row.value, str) and order.by not in PEOPLE and order.by not in RANKS and order.by != "title":
        return parse_instant(row.value)
    return row.value


def _text(one: _Hit | _Row) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(one)).rstrip(b"=").decode()
