"""Timers: what each technician's is counting now, and how it is started."""

import sqlalchemy as sa

from deskhand.core.timer import TimerMode
from deskhand.storage.schema.base import Id, account_key, closed_set, flag, id_key, instant, metadata, refers, text

# One row per technician, by whose id it is kept: so there is never more than one timer running for each.
timer = sa.Table(
    "timer",
    metadata,
    account_key(),
    id_key(),
    text("mode", "Manual"),
    sa.Column("ticket_id", Id),
    instant("started_at"),
    instant("active_at"),
    flag("billable"),
    flag("on_site"),
    text("notes"),
    closed_set("mode", TimerMode),
    refers(("id",), "technician"),
    refers(("ticket_id",), "ticket"),
    sa.CheckConstraint("(ticket_id IS NULL) = (started_at IS NULL)", name="running"),
)
