"""Use cases on contacts: create, change, archive, and find one by address."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.actor import Actor, TheseCustomers
from deskhand.core.directory import Contact, Customer, checked_email, email_key
from deskhand.core.drafts import Maybe, apply, said
from deskhand.core.errors import Missing, Refusal, Taken
from deskhand.core.events import EventKind
from deskhand.core.history import compare, says_something
from deskhand.core.permissions import Verb, require
from deskhand.directory import contact_store as store
from deskhand.directory import customer_store, department_store
from deskhand.events import log
from deskhand.storage.engine import Read, Tx


class ContactDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a contact; `customer_name` finds its customer by exact name where no id is given.

    `department_name` does the same for the department, whatever the case.
    """

    customer_id: Maybe[int] = UNSET
    customer_name: Maybe[str] = UNSET
    department_id: Maybe[int | None] = UNSET
    department_name: Maybe[str] = UNSET
    email: Maybe[str] = UNSET
    first_name: Maybe[str] = UNSET
    last_name: Maybe[str] = UNSET
    job_title: Maybe[str] = UNSET
    phone: Maybe[str] = UNSET
    mobile_phone: Maybe[str] = UNSET
    is_contact_person: Maybe[bool] = UNSET
    ignored: Maybe[bool] = UNSET
    archived: Maybe[bool] = UNSET


def customer_unknown(field: str = "customer_id") -> Refusal:
    """The refusal for a reference to a customer or contact that is not there, in the brief's words."""
    return Refusal(
        "customer_not_found",
        "Customer not found",
        "No active customer or contact of this account matches; look it up under /customers or /contacts",
        field=field,
    )


async def visible_contact(read: Read, actor: Actor, contact_id: int) -> Contact:
    """The contact, archived or not, if the actor may see it; Missing otherwise."""
    found = await store.get(read, actor.account_id, contact_id)
    if found is None or not _in_reach(actor, found.customer_id):
        raise Missing("Contact")
    return found


async def create_contact(tx: Tx, actor: Actor, draft: ContactDraft) -> Contact:
    """A new contact of a customer. Refused without an address or a customer, or when the address is taken."""
    require(actor, Verb.CONTACT_WRITE)
    if not said(draft.email, ""):
        raise Refusal("email_required", "Email required", "A contact needs an e-mail address", field="email")
    customer = await named_customer(tx, actor, draft)
    if customer is None:
        raise Refusal(
            "customer_required", "CustomerID required", "Send CustomerID or CustomerName", field="customer_id"
        )
    return await add_contact(tx, actor, customer, draft)


async def add_contact(tx: Tx, actor: Actor, customer: Customer, draft: ContactDraft) -> Contact:
    """A new contact of this customer, for use cases that have found the customer themselves."""
    blank = blank_contact(tx, customer.id)
    department_id = await _department(tx, draft, blank)
    new = msgspec.structs.replace(apply(draft, blank), customer_id=customer.id, department_id=department_id)
    return await keep_new(tx, actor, await checked_contact(tx, new, None))


async def keep_new(tx: Tx, actor: Actor, new: Contact) -> Contact:
    """Record a contact that was checked and allowed by whoever calls; without an id it gets the next one."""
    new = msgspec.structs.replace(new, id=new.id or tx.next_id("person"))
    seq = await log.append(tx, actor, EventKind.CONTACT_CREATED, new.id, after=new)
    new = msgspec.structs.replace(new, version=seq)
    await store.insert(tx, new)
    return new


async def change_contact(tx: Tx, actor: Actor, contact_id: int, draft: ContactDraft) -> Contact:
    """Change what the draft names; another customer, archiving and restoring included. Nothing changed: no event."""
    before = await visible_contact(tx, actor, contact_id)
    require(actor, Verb.CONTACT_WRITE)
    after = apply(draft, before)
    if after.customer_id != before.customer_id or not isinstance(draft.customer_name, UnsetType):
        customer = await named_customer(tx, actor, draft, current=before.customer_id)
        after = msgspec.structs.replace(after, customer_id=customer.id if customer else before.customer_id)
    after = with_archived(tx, after, draft)
    after = msgspec.structs.replace(after, department_id=await _department(tx, draft, before))
    after = await checked_contact(tx, after, before)
    return await keep_change(tx, actor, before, after)


async def keep_change(
    tx: Tx, actor: Actor, before: Contact, after: Contact, modified_at: datetime | None = None
) -> Contact:
    """Record what `before` has become, checked and allowed by whoever calls. Nothing changed: no event."""
    if not says_something(compare(before, after)):
        return before
    seq = await log.append(tx, actor, EventKind.CONTACT_CHANGED, before.id, before=before, after=after)
    after = msgspec.structs.replace(after, version=seq, modified_at=modified_at or tx.now)
    await store.update(tx, after)
    return after


async def archive_contact(tx: Tx, actor: Actor, contact_id: int) -> Contact:
    """Take a contact out of lists and away from new tickets, and free its address; it stays readable."""
    return await change_contact(tx, actor, contact_id, ContactDraft(archived=True))


async def named_customer(tx: Tx, actor: Actor, draft: ContactDraft, *, current: int | None = None) -> Customer | None:
    """The active customer that a draft names by id or, failing that, by exact name; None when it names none."""
    if not isinstance(draft.customer_id, UnsetType) and draft.customer_id != current:
        named_by, found = "customer_id", await customer_store.get(tx, tx.account_id, draft.customer_id)
    elif isinstance(draft.customer_id, UnsetType) and said(draft.customer_name, ""):
        named_by, found = "customer_name", await _by_name(tx, said(draft.customer_name, ""), current)
    else:
        return None
    archived = found is not None and found.archived_at is not None and found.id != current
    if found is None or archived or not _in_reach(actor, found.id):
        raise customer_unknown(named_by)
    return found


async def _department(tx: Tx, draft: ContactDraft, current: Contact) -> int | None:
    """The department that a draft names by id or, where that says nothing new, by name; else the contact's own."""
    if not isinstance(draft.department_id, UnsetType) and draft.department_id != current.department_id:
        if draft.department_id is None:
            return None
        found = await department_store.get(tx, tx.account_id, draft.department_id)
    elif said(draft.department_name, ""):
        found = await department_store.by_name(tx, tx.account_id, said(draft.department_name, ""))
    else:
        return current.department_id
    if found is None:
        raise Refusal(
            "department_not_found",
            "Department not found",
            "No department of this account matches; look it up under /departments, or create it there",
            field="department_id" if said(draft.department_id, None) else "department_name",
        )
    return found.id


async def _by_name(tx: Tx, name: str, current: int | None) -> Customer | None:
    """The customer of this exact name: the contact's own, archived or not, before any active one."""
    own = await customer_store.get(tx, tx.account_id, current) if current is not None else None
    if own is not None and own.name == name:
        return own
    return await tx.one(customer_store.ACTIVE_BY_NAME, account_id=tx.account_id, name=name)


def _in_reach(actor: Actor, customer_id: int) -> bool:
    return not isinstance(actor.reach, TheseCustomers) or customer_id in actor.reach.ids


def with_archived(tx: Tx, contact: Contact, draft: ContactDraft) -> Contact:
    """The contact archived or restored, where the draft wants it otherwise than it is."""
    if isinstance(draft.archived, UnsetType) or draft.archived == (contact.archived_at is not None):
        return contact
    return msgspec.structs.replace(contact, archived_at=tx.now if draft.archived else None)


def blank_contact(tx: Tx, customer_id: int) -> Contact:
    """A contact of a customer of whom nothing has been said yet."""
    return Contact(
        account_id=tx.account_id,
        id=0,
        version=0,
        customer_id=customer_id,
        department_id=None,
        email=None,
        first_name="",
        last_name="",
        job_title="",
        phone="",
        mobile_phone="",
        is_contact_person=False,
        ignored=False,
        created_at=tx.now,
        modified_at=tx.now,
        archived_at=None,
    )


async def checked_contact(tx: Tx, contact: Contact, before: Contact | None) -> Contact:
    """The contact with its address tidied; refused when that is none, or another active contact's."""
    email = checked_email(contact.email or "")
    contact = msgspec.structs.replace(contact, email=email)
    if contact.archived_at is None and (before is None or before.archived_at or before.email != email):
        other = await store.by_email(tx, tx.account_id, email)
        if other is not None and other.id != contact.id:
            raise Taken(
                "email_taken",
                "Email already in use",
                f"Contact {other.id} has the address {email_key(email)}; change that one instead",
                field="email",
            )
    return contact
