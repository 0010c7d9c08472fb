"""Custom fields of tickets, customers and contacts, and their values."""

import sqlalchemy as sa

from deskhand.core.fields import DataType, Target
from deskhand.storage.schema.base import Id, account_key, amount, closed_set, id_key, instant, metadata, refers, text
from deskhand.storage.types import literal

# `options` is a JSON list of what may be chosen, as text, so that it reads as it was written; `parent_id` is the field
# whose value decides which of them may be.
custom_field = sa.Table(
    "custom_field",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("name"),
    text("name_key"),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("data_type", sa.Text, nullable=False),
    text("options", "[]"),
    sa.Column("parent_id", Id),
    instant("created_at", nullable=False),
    instant("deleted_at"),
    closed_set("target", Target),
    closed_set("data_type", DataType),
    refers(("parent_id",), "custom_field"),
)
sa.Index(
    "custom_field_name_key",
    custom_field.c.account_id,
    custom_field.c.target,
    custom_field.c.name_key,
    unique=True,
    sqlite_where=literal("deleted_at IS NULL"),
    postgresql_where=literal("deleted_at IS NULL"),
)

# What a value belongs to is one of the three, by its field's target; an emptied value keeps its row and its uuid.
custom_value = sa.Table(
    "custom_value",
    metadata,
    account_key(),
    id_key(),
    sa.Column("uuid", sa.Text, nullable=False),
    sa.Column("field_id", Id, nullable=False),
    sa.Column("ticket_id", Id),
    sa.Column("customer_id", Id),
    sa.Column("contact_id", Id),
    text("value"),
    refers(("field_id",), "custom_field"),
    refers(("ticket_id",), "ticket"),
    refers(("customer_id",), "customer"),
    refers(("contact_id",), "contact"),
    sa.CheckConstraint(
        "(ticket_id IS NOT NULL AND customer_id IS NULL AND contact_id IS NULL)"
        " OR (ticket_id IS NULL AND customer_id IS NOT NULL AND contact_id IS NULL)"
        " OR (ticket_id IS NULL AND customer_id IS NULL AND contact_id IS NOT NULL)",
        name="one_owner",
    ),
    sa.UniqueConstraint("account_id", "uuid"),
    sa.UniqueConstraint("account_id", "ticket_id", "field_id"),
    sa.UniqueConstraint("account_id", "customer_id", "field_id"),
    sa.UniqueConstraint("account_id", "contact_id", "field_id"),
)
