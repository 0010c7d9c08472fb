"""Customers, contacts, technicians and groups."""

import sqlalchemy as sa

from deskhand.core.actor import Role
from deskhand.storage.schema.base import (
    Id,
    account_key,
    amount,
    closed_set,
    flag,
    id_key,
    instant,
    metadata,
    refers,
    sort_key,
    text,
)
from deskhand.storage.types import literal

customer = sa.Table(
    "customer",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("name"),
    # The name as it is searched and sorted: folded by core.words, since the databases fold differently.
    sort_key("name_key"),
    text("business_number"),
    text("domain"),
    text("address"),
    text("city"),
    text("state"),
    text("country"),
    text("zip_code"),
    text("phone"),
    text("fax"),
    text("notes"),
    text("links"),
    sa.Column("longitude", sa.Double),
    sa.Column("latitude", sa.Double),
    flag("catch_all"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("archived_at"),
    sa.Index("customer_name_idx", "account_id", "name"),
    # With the id, and so unique: lists of tickets by customer are walked along it. The same below.
    sa.Index("customer_name_key_idx", "account_id", "name_key", "id", unique=True),
    sa.Index("customer_domain_idx", "account_id", "domain"),
)

sa.Index(
    "customer_catch_all_key",
    customer.c.account_id,
    unique=True,
    sqlite_where=literal("catch_all"),
    postgresql_where=literal("catch_all"),
)

# A department of the people served, whatever company they work for. Deleted ones leave their contacts.
department = sa.Table(
    "department",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("name"),
    text("name_key"),
    text("description"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("deleted_at"),
)
sa.Index(
    "department_name_key",
    department.c.account_id,
    department.c.name_key,
    unique=True,
    sqlite_where=literal("deleted_at IS NULL"),
    postgresql_where=literal("deleted_at IS NULL"),
)

contact = sa.Table(
    "contact",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    sa.Column("customer_id", Id, nullable=False),
    sa.Column("department_id", Id),
    sa.Column("email", sa.Text),
    sa.Column("email_key", sa.Text),
    text("first_name"),
    text("last_name"),
    sort_key("name_key"),
    text("job_title"),
    text("phone"),
    text("mobile_phone"),
    flag("is_contact_person"),
    flag("ignored"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("archived_at"),
    refers(("customer_id",), "customer"),
    refers(("department_id",), "department"),
    sa.Index("contact_customer_idx", "account_id", "customer_id"),
    sa.Index("contact_name_key_idx", "account_id", "name_key", "id", unique=True),
    sa.Index("contact_department_idx", "account_id", "department_id"),
)
# An address belongs to one active contact; archiving frees it.
sa.Index(
    "contact_email_key",
    contact.c.account_id,
    contact.c.email_key,
    unique=True,
    sqlite_where=literal("archived_at IS NULL"),
    postgresql_where=literal("archived_at IS NULL"),
)

technician = sa.Table(
    "technician",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("email"),
    text("email_key"),
    text("first_name"),
    text("last_name"),
    sort_key("name_key"),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    closed_set("role", Role),
    sa.UniqueConstraint("account_id", "email_key"),
    sa.Index("technician_name_key_idx", "account_id", "name_key", "id", unique=True),
)

# `group` is a reserved word in SQL.
team = sa.Table(
    "team",
    metadata,
    account_key(),
    id_key(),
    text("name"),
    sa.UniqueConstraint("account_id", "name"),
)

team_member = sa.Table(
    "team_member",
    metadata,
    account_key(),
    sa.Column("group_id", Id, primary_key=True, autoincrement=False),
    sa.Column("technician_id", Id, primary_key=True, autoincrement=False),
    refers(("group_id",), "team"),
    refers(("technician_id",), "technician"),
)
