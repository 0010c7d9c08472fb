"""Use cases on customers: create, change, archive."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.actor import Actor, covers
from deskhand.core.directory import Customer
from deskhand.core.drafts import Maybe, apply
from deskhand.core.errors import Missing, Refusal
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.permissions import Verb, require
from deskhand.directory import customer_store as store
from deskhand.events import log
from deskhand.storage.engine import Read, Tx

CATCH_ALL_NAME = "Unknown company"


class CustomerDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a customer, on creation and on change."""

    name: Maybe[str] = UNSET
    business_number: Maybe[str] = UNSET
    domain: Maybe[str] = UNSET
    address: Maybe[str] = UNSET
    city: Maybe[str] = UNSET
    state: Maybe[str] = UNSET
    country: Maybe[str] = UNSET
    zip_code: Maybe[str] = UNSET
    phone: Maybe[str] = UNSET
    fax: Maybe[str] = UNSET
    notes: Maybe[str] = UNSET
    links: Maybe[str] = UNSET
    longitude: Maybe[float | None] = UNSET
    latitude: Maybe[float | None] = UNSET
    archived: Maybe[bool] = UNSET


async def visible_customer(read: Read, actor: Actor, customer_id: int) -> Customer:
    """The customer, archived or not, if the actor may see it; Missing otherwise."""
    found = await store.get(read, actor.account_id, customer_id)
    if found is None or not covers(actor.reach, found.id, None):
        raise Missing("Customer")
    return found


async def create_customer(tx: Tx, actor: Actor, draft: CustomerDraft) -> Customer:
    """A new customer of the account. Refused without a name."""
    require(actor, Verb.CUSTOMER_WRITE)
    return await keep_new(tx, actor, checked_customer(apply(draft, blank_customer(tx))))


async def change_customer(tx: Tx, actor: Actor, customer_id: int, draft: CustomerDraft) -> Customer:
    """Change what the draft names; archiving and restoring included. Nothing changed: no event."""
    before = await visible_customer(tx, actor, customer_id)
    require(actor, Verb.CUSTOMER_WRITE)
    return await keep_changed(tx, actor, before, with_archived(tx, checked_customer(apply(draft, before)), draft))


async def archive_customer(tx: Tx, actor: Actor, customer_id: int) -> Customer:
    """Take a customer out of lists and away from new tickets; it stays readable."""
    return await change_customer(tx, actor, customer_id, CustomerDraft(archived=True))


async def catch_all_customer(tx: Tx, actor: Actor) -> Customer:
    """The account's customer for requesters whose company nobody knows; made when first needed, never archived then."""
    found = await tx.one(store.CATCH_ALL, account_id=tx.account_id)
    if found is not None:
        return await keep_changed(tx, actor, found, msgspec.structs.replace(found, archived_at=None))
    return await keep_new(tx, actor, msgspec.structs.replace(blank_customer(tx), name=CATCH_ALL_NAME, catch_all=True))


async def keep_changed(
    tx: Tx, actor: Actor, before: Customer, after: Customer, modified_at: datetime | None = None
) -> Customer:
    """Record what `before` has become, checked and allowed by whoever calls. Nothing changed: no event."""
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.CUSTOMER_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=modified_at or tx.now)
    await store.update(tx, after)
    return after


async def keep_new(tx: Tx, actor: Actor, new: Customer) -> Customer:
    """Record a customer that was checked and allowed by whoever calls; without an id it gets the next one."""
    new = msgspec.structs.replace(new, id=new.id or tx.next_id("customer"))
    seq = await log.append(tx, actor, EventKind.CUSTOMER_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.insert(tx, new)
    return new


def with_archived(tx: Tx, customer: Customer, draft: CustomerDraft) -> Customer:
    """The customer archived or restored, where the draft wants it otherwise than it is."""
    if isinstance(draft.archived, UnsetType) or draft.archived == (customer.archived_at is not None):
        return customer
    return msgspec.structs.replace(customer, archived_at=tx.now if draft.archived else None)


def blank_customer(tx: Tx) -> Customer:
    """A customer of whom nothing has been said yet."""
    return Customer(
        account_id=tx.account_id,
        id=0,
        version=0,
        name="",
        business_number="",
        domain="",
        address="",
        city="",
        state="",
        country="",
        zip_code="",
        phone="",
        fax="",
        notes="",
        links="",
        longitude=None,
        latitude=None,
        catch_all=False,
        created_at=tx.now,
        modified_at=tx.now,
        archived_at=None,
    )


def checked_customer(customer: Customer) -> Customer:
    """The customer with its name and domain tidied; refused when no name is left."""
    name = customer.name.strip()
    if not name:
        raise Refusal("customer_name_required", "CustomerName required", "A customer needs a name", field="name")
    return msgspec.structs.replace(customer, name=name, domain=mail_domain(customer.domain))


def mail_domain(text: str) -> str:
    """A mail domain as it is compared: case folded, without a leading @ or www., of several only the first."""
    first = text.replace(",", " ").split()[:1]
    return first[0].casefold().removeprefix("@").removeprefix("www.") if first else ""
