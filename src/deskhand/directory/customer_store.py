"""The statements on customers."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from deskhand.core.directory import Customer
from deskhand.core.words import folded
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import customer
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, get_of, insert_of, row_of, update_of
from deskhand.storage.types import one_of

_ACCOUNT = customer.c.account_id == sa.bindparam("account_id")
_LIST = sa.select(*columns_of(Customer, customer)).where(_ACCOUNT)

GET = get_of(Customer, customer)
INSERT = insert_of(Customer, customer, "name_key")
UPDATE = update_of(Customer, customer, "name_key")
BY_IDS: Statement[Customer] = Statement(_LIST.where(one_of(customer.c.id, "ids")), Customer)
ACTIVE_BY_NAME: Statement[Customer] = Statement(
    _LIST.where(customer.c.name == sa.bindparam("name"), customer.c.archived_at.is_(None))
    .order_by(customer.c.id)
    .limit(1),
    Customer,
)
ACTIVE_BY_DOMAIN: Statement[Customer] = Statement(
    _LIST.where(customer.c.domain == sa.bindparam("domain"), customer.c.archived_at.is_(None))
    .order_by(customer.c.id)
    .limit(1),
    Customer,
)
NAMED: Statement[int] = Statement(
    sa.select(customer.c.id)
    .where(_ACCOUNT, customer.c.name_key.like(sa.bindparam("pattern"), escape="\\"))
    .limit(sa.bindparam("limit"))
)
CATCH_ALL: Statement[Customer] = Statement(_LIST.where(sa.text("catch_all")), Customer)


async def get(read: Read, account_id: int, customer_id: int) -> Customer | None:
    return await read.one(GET, account_id=account_id, id=customer_id)


async def insert(tx: Tx, new: Customer) -> None:
    await tx.run(INSERT, **row_of(new), name_key=folded(new.name))


async def update(tx: Tx, changed: Customer) -> None:
    await tx.run(UPDATE, **row_of(changed), name_key=folded(changed.name))


@lru_cache(64)
def _conditions(shape: frozenset[str]) -> tuple[sa.ColumnElement[bool], ...]:
    found: list[sa.ColumnElement[bool]] = [_ACCOUNT]
    if "archived" not in shape:
        found.append(customer.c.archived_at.is_(None))
    if "modified_from" in shape:
        found.append(customer.c.modified_at >= sa.bindparam("modified_from"))
    if "within" in shape:
        found.append(one_of(customer.c.id, "within"))
    return tuple(found)


@lru_cache(64)
def page_of(shape: frozenset[str], by_modified: bool) -> Statement[Customer]:
    """A page of customers for this shape of filter, newest id first or latest change first."""
    order = (customer.c.modified_at.desc(), customer.c.id.desc()) if by_modified else (customer.c.id.desc(),)
    return Statement(
        sa.select(*columns_of(Customer, customer))
        .where(*_conditions(shape))
        .order_by(*order)
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        Customer,
    )


@lru_cache(64)
def count_of(shape: frozenset[str]) -> Statement[Any]:
    """How many customers there are for this shape of filter."""
    return Statement(sa.select(sa.func.count()).select_from(customer).where(*_conditions(shape)))
