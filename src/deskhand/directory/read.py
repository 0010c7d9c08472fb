"""Reading who is who: one customer, contact or technician, and pages of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from deskhand.core.actor import Actor, TheseCustomers
from deskhand.core.directory import Contact, Customer, Department, Technician, email_key
from deskhand.core.permissions import Verb, require
from deskhand.core.time import Local, begins
from deskhand.directory import contact_store, customer_store, department_store, technician_store
from deskhand.directory.account import read_account
from deskhand.directory.contacts import visible_contact
from deskhand.directory.customers import visible_customer
from deskhand.directory.technicians import visible_technician
from deskhand.storage.engine import Read
from deskhand.storage.statements import anywhere

T = TypeVar("T")


class Listed(msgspec.Struct, Generic[T], frozen=True):
    """Some rows of a longer list, and how many there are in all."""

    rows: Sequence[T]
    total: int


class PeopleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which customers or contacts a list shows; texts match anywhere, without regard to case.

    A local `modified_from` is one of the account's time zone.
    """

    customer_id: int | None = None
    email: str | None = None
    phone: str | None = None
    modified_from: datetime | Local | None = None
    archived: bool = False
    by_modified: bool = False


async def read_customer(read: Read, actor: Actor, customer_id: int) -> Customer:
    """One customer, archived ones included. Raises Missing."""
    require(actor, Verb.CUSTOMER_READ)
    return await visible_customer(read, actor, customer_id)


async def list_customers(read: Read, actor: Actor, asked: PeopleFilter, *, limit: int, offset: int) -> Listed[Customer]:
    """A page of customers; archived ones only when asked for."""
    require(actor, Verb.CUSTOMER_READ)
    shape, values = await _shape(read, actor, asked)
    page = customer_store.page_of(shape, asked.by_modified)
    rows = await read.fetch(page, **values, limit=limit, offset=offset)
    return Listed(rows, await read.value(customer_store.count_of(shape), **values))


async def read_contact(read: Read, actor: Actor, contact_id: int) -> Contact:
    """One contact, archived ones included. Raises Missing."""
    require(actor, Verb.CONTACT_READ)
    return await visible_contact(read, actor, contact_id)


async def list_contacts(read: Read, actor: Actor, asked: PeopleFilter, *, limit: int, offset: int) -> Listed[Contact]:
    """A page of contacts; archived ones only when asked for."""
    require(actor, Verb.CONTACT_READ)
    shape, values = await _shape(read, actor, asked)
    page = contact_store.page_of(shape, asked.by_modified)
    rows = await read.fetch(page, **values, limit=limit, offset=offset)
    return Listed(rows, await read.value(contact_store.count_of(shape), **values))


class Places(msgspec.Struct, frozen=True):
    """The names of customers and departments, by id."""

    customers: dict[int, str]
    departments: dict[int, str]


async def places_of(read: Read, actor: Actor, contacts: Sequence[Contact]) -> Places:
    """The names of where these contacts work."""
    ids = sorted({contact.customer_id for contact in contacts})
    customers = await read.fetch(customer_store.BY_IDS, account_id=actor.account_id, ids=ids) if ids else []
    ids = sorted({contact.department_id for contact in contacts if contact.department_id is not None})
    departments = await read.fetch(department_store.BY_IDS, account_id=actor.account_id, ids=ids) if ids else []
    return Places({one.id: one.name for one in customers}, {one.id: one.name for one in departments})


async def list_departments(read: Read, actor: Actor, *, limit: int, offset: int) -> Listed[Department]:
    """A page of departments."""
    require(actor, Verb.CONTACT_READ)
    rows = await read.fetch(department_store.PAGE, account_id=actor.account_id, limit=limit, offset=offset)
    return Listed(rows, await read.value(department_store.COUNT, account_id=actor.account_id))


async def read_technician(read: Read, actor: Actor, technician_id: int) -> Technician:
    """One technician, inactive ones included. Raises Missing."""
    require(actor, Verb.TECHNICIAN_READ)
    return await visible_technician(read, actor, technician_id)


async def list_technicians(
    read: Read, actor: Actor, *, with_inactive: bool, limit: int, offset: int
) -> Listed[Technician]:
    """A page of technicians; inactive ones only when asked for."""
    require(actor, Verb.TECHNICIAN_READ)
    page = technician_store.page_of(with_inactive)
    rows = await read.fetch(page, account_id=actor.account_id, limit=limit, offset=offset)
    return Listed(rows, await read.value(technician_store.count_of(with_inactive), account_id=actor.account_id))


async def all_technicians(read: Read, actor: Actor) -> list[Technician]:
    """Everybody of the desk by name, those who have left too: whom mentions mean, and who a ticket can be given to."""
    require(actor, Verb.TECHNICIAN_READ)
    found = await read.fetch(technician_store.ALL, account_id=actor.account_id)
    return sorted(found, key=lambda one: (one.full_name.casefold(), one.id))


async def _shape(read: Read, actor: Actor, asked: PeopleFilter) -> tuple[frozenset[str], dict[str, Any]]:
    """The filters that are set, as the names that pick a statement and the values that go into it."""
    values: dict[str, Any] = {"account_id": actor.account_id}
    if asked.customer_id is not None:
        values["customer_id"] = asked.customer_id
    if asked.email:
        values["email"] = anywhere(email_key(asked.email))
    if asked.phone:
        values["phone"] = anywhere(asked.phone.strip().lower())
    if asked.modified_from is not None:
        values["modified_from"] = await _instant(read, actor, asked.modified_from)
    if isinstance(actor.reach, TheseCustomers):
        values["within"] = list(actor.reach.ids)
    names = frozenset(values) - {"account_id"}
    return (names | {"archived"} if asked.archived else names), values


async def _instant(read: Read, actor: Actor, moment: datetime | Local) -> datetime:
    """The instant itself, or the one at which the account's clocks show the moment."""
    return begins(moment, (await read_account(read, actor)).zone) if isinstance(moment, Local) else moment
