"""Calendars, SLA policies, and which customer has which."""

import sqlalchemy as sa

from deskhand.storage.schema.base import Id, account_key, amount, flag, id_key, instant, metadata, refers, text
from deskhand.storage.types import literal

_THERE = literal("deleted_at IS NULL")

# `week` and `days` are JSON, as text, so that they read as they were written; see core.calendar.
sla_calendar = sa.Table(
    "sla_calendar",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("name"),
    text("name_key"),
    text("time_zone"),
    text("week"),
    text("days", "[]"),
    text("country"),
    text("region"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("deleted_at"),
)


def _target(name: str) -> sa.Column[int]:
    """Working minutes; NULL: nothing is promised."""
    return sa.Column(name, Id)


sla_policy = sa.Table(
    "sla_policy",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("name"),
    text("name_key"),
    sa.Column("calendar_id", Id, nullable=False),
    flag("is_default"),
    amount("warn_percent"),
    _target("first_response_critical"),
    _target("first_response_high"),
    _target("first_response_medium"),
    _target("first_response_low"),
    _target("next_response_critical"),
    _target("next_response_high"),
    _target("next_response_medium"),
    _target("next_response_low"),
    _target("resolution_critical"),
    _target("resolution_high"),
    _target("resolution_medium"),
    _target("resolution_low"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("deleted_at"),
    refers(("calendar_id",), "sla_calendar"),
)

for _table in (sla_calendar, sla_policy):
    sa.Index(
        f"{_table.name}_name_key",
        _table.c.account_id,
        _table.c.name_key,
        unique=True,
        sqlite_where=_THERE,
        postgresql_where=_THERE,
    )
sa.Index(
    "sla_policy_default_key",
    sla_policy.c.account_id,
    unique=True,
    sqlite_where=literal("is_default"),
    postgresql_where=literal("is_default"),
)

# Which policy a customer's tickets get; a customer without a row has the account's default.
sla_assignment = sa.Table(
    "sla_assignment",
    metadata,
    account_key(),
    sa.Column("customer_id", Id, primary_key=True, autoincrement=False),
    sa.Column("policy_id", Id),
    refers(("customer_id",), "customer"),
    refers(("policy_id",), "sla_policy"),
)
