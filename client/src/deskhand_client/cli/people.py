"""Who is meant: by id, by e-mail address, by name or a part of it; "me" is who the key belongs to."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from deskhand_client.cli.connect import Desk
from deskhand_client.cli.exits import Code, Failure
from deskhand_client.cli.output.forms import Counted
from deskhand_client.records.people import Contact, Customer, Technician

T = TypeVar("T", Customer, Contact, Technician)

# How many of those who fit are named.
NAMED = 8


def technician_id(desk: Desk, said: str) -> int:
    """The id of the technician who is meant. Raises Failure where nobody or several are."""
    if said.casefold() == "me":
        return own_id(desk)
    if said.isdecimal():
        return int(said)
    active = [one for one in desk.client.technicians.list() if one.active]
    return _one("technician", said, active, lambda one: (one.name, one.email))


def own_id(desk: Desk) -> int:
    """The id of the technician whose key it is. Raises Failure where it is nobody's."""
    from deskhand_client.errors import BadRequest, NotSupported

    if desk.technician_id is not None:
        return desk.technician_id
    try:
        found = desk.client.timer.status().technician_id  # the one call that tells who asks
    except NotSupported:
        found = None
    except BadRequest as refused:
        if refused.code != "technician_required":
            raise
        found = None
    if found is None:
        raise Failure('This key is nobody\'s own, so nobody is "me"; say who by name or id.')
    return found


def acting(desk: Desk, said: str | None) -> int | None:
    """Who does it: as said, else as the profile has it; None where the server knows by the key."""
    return technician_id(desk, said) if said is not None else desk.technician_id


def customer_id(desk: Desk, said: str) -> int:
    """The id of the customer that is meant. Raises Failure where none or several are."""
    if said.isdecimal():
        return int(said)
    return _one(
        "customer", said, Counted(desk.client.customers.list(), "customers"), lambda one: (one.name, one.domain)
    )


def contact_id(desk: Desk, said: str, customer: int | None = None) -> int:
    """The id of the contact who is meant. A name is looked for among a customer's contacts, or among all of them."""
    if said.isdecimal():
        return int(said)
    found: Iterable[Contact]
    if "@" in said:
        found = desk.client.contacts.list(email=said)
    elif customer is not None:
        found = desk.client.contacts.list(customer_id=customer)
    else:
        found = desk.client.contacts.list()
    return _one("contact", said, Counted(found, "contacts"), lambda one: (one.name, one.email or ""))


def _one(what: str, said: str, things: Iterable[T], names: Callable[[T], Sequence[str]]) -> int:
    """The id of the one thing that is called so; a name that fits wholly wins over those it is only a part of."""
    fitting: list[T] = []
    wanted = said.casefold().strip()
    for thing in things:
        called = [name.casefold() for name in names(thing)]
        if wanted in called:
            return thing.id
        if _fits(wanted, called):
            fitting.append(thing)
    if not fitting:
        raise Failure(f"There is no {what} {said!r}.", Code.NOT_FOUND)
    if len(fitting) > 1:
        who = ", ".join(f"{names(one)[0] or names(one)[1]} ({one.id})" for one in fitting[:NAMED])
        more = f" and {len(fitting) - NAMED} more" if len(fitting) > NAMED else ""
        raise Failure(f"Several are called {said!r}: {who}{more}. Say which by its number.", Code.USAGE)
    return fitting[0].id


def _fits(wanted: str, called: Sequence[str]) -> bool:
    """Whether every word that is wanted begins a word of the name or the address."""
    words = [word for name in called for word in name.replace("@", " ").replace(".", " ").split()]
    # One letter is sooner a slip of the finger than a name.
    return len(wanted) > 1 and all(any(word.startswith(part) for word in words) for part in wanted.split())
