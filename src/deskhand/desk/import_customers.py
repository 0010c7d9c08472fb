"""Importing customers, each known by its number alone: two may have one name. Unless the import goes by names."""

from datetime import datetime

import msgspec
from msgspec import UNSET

from deskhand.core.drafts import Maybe, apply, said
from deskhand.core.importing import Noun
from deskhand.desk.import_run import Run
from deskhand.directory import customer_store
from deskhand.directory.contacts import customer_unknown
from deskhand.directory.customers import (
    CustomerDraft,
    blank_customer,
    checked_customer,
    keep_changed,
    keep_new,
    visible_customer,
    with_archived,
)


class CustomerRecord(CustomerDraft, frozen=True, kw_only=True):
    """What another system says of a customer."""

    created_at: Maybe[datetime] = UNSET
    modified_at: Maybe[datetime] = UNSET


async def take_customer(run: Run, source_id: str, record: CustomerRecord, known: int | None) -> int:
    """Make the customer, or change the one that the record became; its id."""
    tx = run.tx
    if known is not None:
        before = await visible_customer(tx, run.actor, known)
        after = with_archived(tx, checked_customer(apply(record, before)), record)
        await keep_changed(tx, run.actor, before, after, said(record.modified_at, tx.now))
        return known
    if run.by_name and (same := await _active(run, said(record.name, "").strip())) is not None:
        return same  # as with a contact's address: it stays as it is here
    new = with_archived(tx, checked_customer(apply(record, blank_customer(tx))), record)
    new = msgspec.structs.replace(new, id=run.numbers.of(Noun.CUSTOMER, source_id))
    return (await keep_new(tx, run.actor, new)).id


async def customer_named(run: Run, name: str) -> int:
    """The active customer of exactly this name. Refused when there is none."""
    found = await _active(run, name)
    if found is None:
        raise customer_unknown("customer_name")
    return found


async def _active(run: Run, name: str) -> int | None:
    found = await run.tx.one(customer_store.ACTIVE_BY_NAME, account_id=run.tx.account_id, name=name)
    return found.id if found is not None else None
