"""Finding people by what somebody typed: a number, an address, or part of a name."""

from deskhand.core.actor import Actor
from deskhand.core.directory import email_key
from deskhand.core.words import folded
from deskhand.directory import contact_store, customer_store, technician_store
from deskhand.storage.engine import Read
from deskhand.storage.statements import anywhere

# A name that fits more people than this says too little to filter by; one more is returned, to tell.
MOST_FOUND = 10_000


async def find_customers(read: Read, actor: Actor, typed: str) -> list[int]:
    """The ids of the customers that are meant: the one of this number, or those with this in their name."""
    if _is_id(typed):
        return [int(typed)]
    return await read.fetch(
        customer_store.NAMED, account_id=actor.account_id, pattern=anywhere(folded(typed)), limit=MOST_FOUND + 1
    )


async def find_contacts(read: Read, actor: Actor, typed: str) -> list[int]:
    """The ids of the contacts that are meant: by number, or by part of name or address."""
    if _is_id(typed):
        return [int(typed)]
    return await read.fetch(
        contact_store.NAMED, account_id=actor.account_id, pattern=anywhere(folded(typed)), limit=MOST_FOUND + 1
    )


async def find_technicians(read: Read, actor: Actor, typed: str) -> list[int]:
    """The ids of the technicians that are meant: `me`, by number, by address, or by part of the name."""
    if typed.casefold() == "me":
        return [actor.technician_id] if actor.technician_id is not None else []
    if _is_id(typed):
        return [int(typed)]
    everybody = await read.fetch(technician_store.ALL, account_id=actor.account_id)
    wanted = folded(typed)
    return [t.id for t in everybody if wanted in folded(t.full_name) or email_key(t.email) == email_key(typed)]


def _is_id(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 18
