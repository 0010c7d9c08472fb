"""Searching customers and contacts while somebody types: all words, anywhere in name, address or company."""

from typing import Any

from deskhand.core.actor import Actor, TheseCustomers
from deskhand.core.errors import Missing
from deskhand.core.permissions import Verb, may, require
from deskhand.core.words import folded
from deskhand.directory import people_store as store
from deskhand.directory.people_store import ContactFound, CustomerFound
from deskhand.storage.engine import Read
from deskhand.storage.statements import anywhere

# More words than this narrow nothing down any further.
MOST_WORDS = 4


async def search_contacts(read: Read, actor: Actor, typed: str, *, limit: int) -> list[ContactFound]:
    """Active contacts that fit what was typed, by name; nothing typed finds nobody."""
    values = _values(actor, typed) if may(actor, Verb.CONTACT_READ) else {}
    if not values:
        return []
    statement = store.contacts_of(_count(values), "within" in values)
    return await read.fetch(statement, account_id=actor.account_id, **values, limit=limit)


async def search_customers(read: Read, actor: Actor, typed: str, *, limit: int) -> list[CustomerFound]:
    """Active customers that fit what was typed, by name; nothing typed finds none."""
    values = _values(actor, typed) if may(actor, Verb.CUSTOMER_READ) else {}
    if not values:
        return []
    statement = store.customers_of(_count(values), "within" in values)
    return await read.fetch(statement, account_id=actor.account_id, **values, limit=limit)


async def active_contact_shown(read: Read, actor: Actor, contact_id: int) -> ContactFound:
    """One active contact with the customer's name. Raises Missing."""
    require(actor, Verb.CONTACT_READ)
    found = await read.one(store.CONTACT, account_id=actor.account_id, id=contact_id)
    if found is None or (isinstance(actor.reach, TheseCustomers) and found.customer_id not in actor.reach.ids):
        raise Missing("Contact")
    return found


def _values(actor: Actor, typed: str) -> dict[str, Any]:
    """The values of the statement: a pattern per word, and the customers that the actor is kept to."""
    words = folded(typed).split()[:MOST_WORDS]
    values: dict[str, Any] = {f"word_{number}": anywhere(word) for number, word in enumerate(words)}
    if values and isinstance(actor.reach, TheseCustomers):
        values["within"] = list(actor.reach.ids)
    return values


def _count(values: dict[str, Any]) -> int:
    return sum(name.startswith("word_") for name in values)
