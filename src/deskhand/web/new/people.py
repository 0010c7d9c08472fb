"""Who a new ticket is for, as choices to pick from, and what is open for them already, against duplicates."""

from collections.abc import Sequence

import msgspec

from deskhand.core.errors import Missing
from deskhand.core.words import words
from deskhand.directory.people_store import ContactFound
from deskhand.directory.read import read_customer
from deskhand.directory.search import active_contact_shown, search_contacts, search_customers
from deskhand.storage.engine import Read
from deskhand.tickets.beside import beside_requester
from deskhand.tickets.beside_store import ActiveTicket
from deskhand.web.new.form import Typed
from deskhand.web.visit import Visit
from deskhand.web.words import N_

MOST_CONTACTS = 8
MOST_CUSTOMERS = 4
# Words of a title that say nothing of what it is about are short.
TELLING = 4


class Choice(msgspec.Struct, frozen=True):
    """Somebody whom the ticket can be for. `value` is what the form says of them."""

    value: str
    name: str
    about: str
    icon: str = "user-round"


class OpenTicket(msgspec.Struct, frozen=True):
    """A ticket that is open already: of the requester's own, and whether its title is like the new one's."""

    ticket: ActiveTicket
    own: bool
    alike: bool


class People(msgspec.Struct, frozen=True):
    """What the form shows of the requester: whom one can choose, who is chosen, and what is open for them."""

    choices: Sequence[Choice] = ()
    chosen: Choice | None = None
    open: Sequence[OpenTicket] = ()
    customer: str = ""
    more: int = 0


async def found_people(visit: Visit, read: Read, typed: str) -> list[Choice]:
    """Contacts and customers that fit what was typed."""
    contacts = await search_contacts(read, visit.actor, typed, limit=MOST_CONTACTS)
    customers = await search_customers(read, visit.actor, typed, limit=MOST_CUSTOMERS)
    without = visit._(N_("the company, nobody in particular"))
    return [
        *(_contact(one) for one in contacts),
        *(Choice(f"customer-{one.id}", one.name, without, "building-2") for one in customers),
    ]


async def people_of(visit: Visit, read: Read, typed: Typed) -> People:
    """Everything for the form as it stands; somebody who is there no longer is not chosen."""
    chosen, customer_id, customer = await _chosen(visit, read, typed)
    choices = await found_people(visit, read, typed.who) if typed.who.strip() else []
    if chosen is not None:
        choices = [chosen, *(one for one in choices if one.value != chosen.value)]
    if customer_id is None:
        return People(choices)
    beside = await beside_requester(read, visit.actor, customer_id=customer_id, contact_id=typed.contact_id)
    own = [one.id for one in beside.of_contact.tickets]
    rest = [one for one in beside.of_customer.tickets if one.id not in own]
    about = telling(typed.title)
    found = [OpenTicket(one, one.id in own, alike(about, one.title)) for one in (*beside.of_contact.tickets, *rest)]
    found.sort(key=lambda one: not one.alike)
    return People(choices, chosen, found, customer, max(0, beside.of_customer.total - len(found)))


async def _chosen(visit: Visit, read: Read, typed: Typed) -> tuple[Choice | None, int | None, str]:
    """Who is chosen, with the customer's id and name."""
    try:
        if typed.contact_id is not None:
            contact = await active_contact_shown(read, visit.actor, typed.contact_id)
            return _contact(contact), contact.customer_id, contact.customer_name
        if typed.customer_id is not None:
            customer = await read_customer(read, visit.actor, typed.customer_id)
            about = visit._(N_("the company, nobody in particular"))
            return Choice(typed.requester, customer.name, about, "building-2"), customer.id, customer.name
    except Missing:
        pass
    return None, None, ""


def _contact(one: ContactFound) -> Choice:
    parts = (one.customer_name, one.email if one.name != one.email else "", one.phone)
    return Choice(f"contact-{one.id}", one.name, " · ".join(filter(None, parts)))


def telling(title: str) -> frozenset[str]:
    """The words of a title that say what it is about."""
    return frozenset(word for word in words(title) if len(word) >= TELLING)


def alike(about: frozenset[str], title: str) -> bool:
    """Whether a title shares so many words that it may be the same matter."""
    other = telling(title)
    return bool(about & other) and 2 * len(about & other) >= min(len(about), len(other))


class CustomerMeant(msgspec.Struct, frozen=True):
    """The customer that was named for a new contact, or the sentence that says why none is meant."""

    id: int | None = None
    problem: str = ""


async def customer_meant(visit: Visit, read: Read, name: str) -> CustomerMeant:
    """The customer of this name, or the only one that it fits; nothing typed leaves it to the address."""
    wanted = name.strip().casefold()
    if not wanted:
        return CustomerMeant()
    found = await search_customers(read, visit.actor, name, limit=MOST_CONTACTS)
    exact = [one for one in found if one.name.casefold() == wanted] or found
    if len(exact) == 1:
        return CustomerMeant(exact[0].id)
    if not exact:
        return CustomerMeant(problem=visit._(N_("No customer has this name; write part of it, or leave it empty.")))
    names = ", ".join(one.name for one in exact[:4])
    return CustomerMeant(
        problem=visit._(N_("Several customers fit: %(names)s. Write more of the name.")) % {"names": names}
    )
