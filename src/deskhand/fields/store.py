"""The statements on custom fields and their values."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from deskhand.core.fields import CustomField, CustomValue, Target, name_key
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import custom_field, custom_value
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of, update_of

# The condition is the partial unique index's own text, so that the index serves it.
_THERE = (custom_field.c.account_id == sa.bindparam("account_id"), sa.text("deleted_at IS NULL"))
_FIELDS = sa.select(*columns_of(CustomField, custom_field)).where(*_THERE)

INSERT_FIELD = insert_of(CustomField, custom_field, "name_key")
UPDATE_FIELD = update_of(CustomField, custom_field, "name_key")
FIELD: Statement[CustomField] = Statement(_FIELDS.where(custom_field.c.id == sa.bindparam("id")), CustomField)
FIELDS: Statement[CustomField] = Statement(_FIELDS.order_by(custom_field.c.id), CustomField)
NAMED: Statement[CustomField] = Statement(
    _FIELDS.where(custom_field.c.target == sa.bindparam("target"), custom_field.c.name_key == sa.bindparam("name_key")),
    CustomField,
)

INSERT_VALUE = insert_of(CustomValue, custom_value)
UPDATE_VALUE = update_of(CustomValue, custom_value)
BY_UUID: Statement[CustomValue] = Statement(
    sa.select(*columns_of(CustomValue, custom_value)).where(
        custom_value.c.account_id == sa.bindparam("account_id"), custom_value.c.uuid == sa.bindparam("uuid")
    ),
    CustomValue,
)

# The column that says what a value belongs to.
OWNER: dict[Target, str] = {
    Target.TICKET: "ticket_id",
    Target.CUSTOMER: "customer_id",
    Target.CONTACT: "contact_id",
}


@lru_cache(3)
def values_of(target: Target) -> Statement[CustomValue]:
    """Every value of one ticket, customer or contact."""
    return Statement(
        sa.select(*columns_of(CustomValue, custom_value)).where(
            custom_value.c.account_id == sa.bindparam("account_id"),
            custom_value.c[OWNER[target]] == sa.bindparam("thing_id"),
        ),
        CustomValue,
    )


async def field(read: Read, account_id: int, field_id: int) -> CustomField | None:
    return await read.one(FIELD, account_id=account_id, id=field_id)


async def named(read: Read, account_id: int, target: Target, name: str) -> CustomField | None:
    """The target's field of this name, case folded."""
    return await read.one(NAMED, account_id=account_id, target=target.value, name_key=name_key(name.strip()))


async def insert_field(tx: Tx, new: CustomField) -> None:
    await tx.run(INSERT_FIELD, **row_of(new), name_key=name_key(new.name))


async def update_field(tx: Tx, changed: CustomField) -> None:
    await tx.run(UPDATE_FIELD, **row_of(changed), name_key=name_key(changed.name))


async def values(read: Read, account_id: int, target: Target, thing_id: int) -> dict[int, CustomValue]:
    """The values of one ticket, customer or contact, by the field's id."""
    found = await read.fetch(values_of(target), account_id=account_id, thing_id=thing_id)
    return {value.field_id: value for value in found}


async def insert_value(tx: Tx, new: CustomValue) -> None:
    await tx.run(INSERT_VALUE, **row_of(new))


async def update_value(tx: Tx, changed: CustomValue) -> Any:
    await tx.run(UPDATE_VALUE, **row_of(changed))
