"""Importing contacts: one with an address that is here already is the same one, and stays as it is here."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from deskhand.core.directory import Contact
from deskhand.core.drafts import Maybe, apply, said
from deskhand.core.errors import Refusal
from deskhand.core.importing import Noun
from deskhand.desk.import_customers import customer_named
from deskhand.desk.import_run import Key, Run
from deskhand.directory import contact_store, department_store
from deskhand.directory.contacts import (
    ContactDraft,
    blank_contact,
    checked_contact,
    customer_unknown,
    keep_change,
    keep_new,
    visible_contact,
    with_archived,
)


class ContactRecord(ContactDraft, frozen=True, kw_only=True):
    """What another system says of a contact; `customer` and `department` are ids of that system."""

    customer: Maybe[str | None] = UNSET
    department: Maybe[str | None] = UNSET
    created_at: Maybe[datetime] = UNSET
    modified_at: Maybe[datetime] = UNSET

    @property
    def refers_to(self) -> tuple[Key, ...]:
        """The records that it refers to."""
        pairs = ((Noun.CUSTOMER, self.customer), (Noun.DEPARTMENT, self.department))
        return tuple((noun, one) for noun, one in pairs if isinstance(one, str))


async def take_contact(run: Run, source_id: str, record: ContactRecord, known: int | None) -> int:
    """Make the contact, or change the one that the record became; its id."""
    tx = run.tx
    if known is not None:
        before = await visible_contact(tx, run.actor, known)
        after = await _as_said(run, record, before, await _customer(run, record) or before.customer_id)
        await keep_change(tx, run.actor, before, await _checked(run, after, before), said(record.modified_at, tx.now))
        return known
    email = said(record.email, "").strip()
    if email and not said(record.archived, False):
        found = await contact_store.by_email(tx, tx.account_id, email)
        if found is not None:
            return found.id
    customer_id = await _customer(run, record)
    if customer_id is None:
        raise Refusal(
            "customer_required", "CustomerID required", "Send the CustomerID of an imported customer", field="customer"
        )
    new = await _as_said(run, record, blank_contact(tx, customer_id), customer_id)
    new = msgspec.structs.replace(await _checked(run, new, None), id=run.numbers.of(Noun.CONTACT, source_id))
    return (await keep_new(tx, run.actor, new)).id


async def _as_said(run: Run, record: ContactRecord, contact: Contact, customer_id: int) -> Contact:
    after = with_archived(run.tx, apply(record, contact), record)
    department_id = await _department(run, record, contact.department_id)
    return msgspec.structs.replace(after, customer_id=customer_id, department_id=department_id)


async def _checked(run: Run, contact: Contact, before: Contact | None) -> Contact:
    """As for every contact, but that an imported one may have no address."""
    if not (contact.email or "").strip():
        return msgspec.structs.replace(contact, email=None)
    return await checked_contact(run.tx, contact, before)


async def _customer(run: Run, record: ContactRecord) -> int | None:
    """The customer that a record names; None where it names none."""
    if isinstance(record.customer, str):
        return run.refer(Noun.CUSTOMER, record.customer, "customer")
    name = said(record.customer_name, "") if run.by_name else ""
    return await customer_named(run, name) if name else None


async def _department(run: Run, record: ContactRecord, current: int | None) -> int | None:
    """The department that a record names; none, where that was deleted here."""
    if isinstance(record.department, UnsetType):
        return current
    if record.department is None:
        return None
    number = run.refer(Noun.DEPARTMENT, record.department, "department")
    found = await department_store.get(run.tx, run.tx.account_id, number)
    return found.id if found else None


async def contact_addressed(run: Run, email: str) -> int:
    """The active contact with this address. Refused when there is none."""
    found = await contact_store.by_email(run.tx, run.tx.account_id, email)
    if found is None:
        raise customer_unknown("contact_email")
    return found.id
