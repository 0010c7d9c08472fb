"""The parts of a sorted list: those with a value and then those without, or one closed value after the other.

Each is a list of its own that an index may have in this very order; the whole is not.
"""

from collections.abc import Iterator
from typing import NamedTuple

from deskhand.tickets.condition_store import Condition, any_of, not_set
from deskhand.tickets.order_store import NULLABLE, PEOPLE, RANKS, Key, Order


class Part(NamedTuple):
    """Some of a list, by further conditions, in an order in which all have a value; of a later page after a key."""

    conditions: tuple[Condition, ...]
    order: Order
    key: Key | None


def parts_of(order: Order, key: Key | None) -> Iterator[Part]:
    """The parts of a list from a key on, in their order."""
    by_id = Order("id", order.descending)
    if order.by in RANKS:
        members = RANKS[order.by]
        places = range(len(members) - 1, -1, -1) if order.descending else range(len(members))
        for place in places:
            if key is None or (place <= key.value if order.descending else place >= key.value):
                goes_on = Key(None, key.id) if key is not None and place == key.value else None
                yield Part((any_of(order.by, [members[place]]),), by_id, goes_on)
        return
    if order.by not in NULLABLE:
        yield Part((), order, key)
        return
    field = NULLABLE[order.by]
    if key is None or key.value is not None:
        # Who has a name is set: said once more, SQLite would look for all that are instead of for this one.
        yield Part(() if order.by in PEOPLE else (not_set(field, negated=True),), order, key)
    yield Part((not_set(field),), by_id, None if key is None or key.value is not None else key)
