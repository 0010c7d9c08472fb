"""The statements on contacts."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from deskhand.core.directory import Contact, email_key
from deskhand.core.words import folded
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import contact
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, get_of, insert_of, row_of, update_of
from deskhand.storage.types import one_of

_ACCOUNT = contact.c.account_id == sa.bindparam("account_id")
_LIST = sa.select(*columns_of(Contact, contact)).where(_ACCOUNT)

GET = get_of(Contact, contact)
INSERT = insert_of(Contact, contact, "email_key", "name_key")
UPDATE = update_of(Contact, contact, "email_key", "name_key")
BY_IDS: Statement[Contact] = Statement(_LIST.where(one_of(contact.c.id, "ids")), Contact)
# The condition is the partial unique index's own text, so that the index serves it.
ACTIVE_BY_EMAIL: Statement[Contact] = Statement(
    _LIST.where(contact.c.email_key == sa.bindparam("email_key"), sa.text("archived_at IS NULL")), Contact
)


async def get(read: Read, account_id: int, contact_id: int) -> Contact | None:
    return await read.one(GET, account_id=account_id, id=contact_id)


async def by_email(read: Read, account_id: int, email: str) -> Contact | None:
    """The active contact with this address, case folded."""
    return await read.one(ACTIVE_BY_EMAIL, account_id=account_id, email_key=email_key(email))


async def insert(tx: Tx, new: Contact) -> None:
    await tx.run(INSERT, **row_of(new), email_key=_key(new), name_key=_name_key(new))


async def update(tx: Tx, changed: Contact) -> None:
    await tx.run(UPDATE, **row_of(changed), email_key=_key(changed), name_key=_name_key(changed))


def _key(person: Contact) -> str | None:
    return email_key(person.email) if person.email else None


def _name_key(person: Contact) -> str:
    return folded(f"{person.first_name} {person.last_name} {person.email or ''}")


NAMED: Statement[int] = Statement(
    sa.select(contact.c.id)
    .where(_ACCOUNT, contact.c.name_key.like(sa.bindparam("pattern"), escape="\\"))
    .limit(sa.bindparam("limit"))
)


@lru_cache(64)
def _conditions(shape: frozenset[str]) -> tuple[sa.ColumnElement[bool], ...]:
    found: list[sa.ColumnElement[bool]] = [_ACCOUNT]
    if "archived" not in shape:
        found.append(contact.c.archived_at.is_(None))
    if "customer_id" in shape:
        found.append(contact.c.customer_id == sa.bindparam("customer_id"))
    if "email" in shape:
        found.append(contact.c.email_key.like(sa.bindparam("email"), escape="\\"))
    if "phone" in shape:
        # Numbers hold words too (`ext. 7`); LIKE minds their case on PostgreSQL and not on SQLite.
        either = sa.func.lower(contact.c.phone + sa.literal_column("' '") + contact.c.mobile_phone)
        found.append(either.like(sa.bindparam("phone", type_=sa.Text), escape="\\"))
    if "modified_from" in shape:
        found.append(contact.c.modified_at >= sa.bindparam("modified_from"))
    if "within" in shape:
        found.append(one_of(contact.c.customer_id, "within"))
    return tuple(found)


@lru_cache(256)
def page_of(shape: frozenset[str], by_modified: bool) -> Statement[Contact]:
    """A page of contacts for this shape of filter, newest id first or latest change first."""
    order = (contact.c.modified_at.desc(), contact.c.id.desc()) if by_modified else (contact.c.id.desc(),)
    return Statement(
        sa.select(*columns_of(Contact, contact))
        .where(*_conditions(shape))
        .order_by(*order)
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        Contact,
    )


@lru_cache(256)
def count_of(shape: frozenset[str]) -> Statement[Any]:
    """How many contacts there are for this shape of filter."""
    return Statement(sa.select(sa.func.count()).select_from(contact).where(*_conditions(shape)))
