"""Tickets, what is said on them, and the hours worked on them."""

import sqlalchemy as sa

from deskhand.core.ticket import Impact, Priority, SlaStatus, Source, Status, TicketType
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

# Deleted and merged tickets leave every list; as literal text, so that the partial indexes serve it.
ALIVE_TEXT = "deleted_at IS NULL AND merged_into IS NULL"
ALIVE = literal(ALIVE_TEXT)
# What somebody has to do something about; literal for the same reason.
ACTIVE_TEXT = "status IN ('Open', 'Pending')"
ACTIVE = literal(ACTIVE_TEXT)

ticket = sa.Table(
    "ticket",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("title"),
    # The beginning of the title, as lists are sorted by it.
    sort_key("title_key"),
    text("description"),
    # One tag a line, as they are shown; ticket_tag has them as they are looked for.
    text("tags"),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("priority", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("impact", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("customer_id", Id, nullable=False),
    sa.Column("contact_id", Id),
    sa.Column("technician_id", Id),
    sa.Column("group_id", Id),
    instant("due_by_hand"),
    instant("created_at", nullable=False),
    instant("resolved_at"),
    instant("closed_at"),
    instant("first_response_at"),
    instant("last_activity_at", nullable=False),
    instant("status_changed_at"),
    instant("deleted_at"),
    sa.Column("merged_into", Id),
    sa.Column("parent_id", Id),
    sa.Column("first_comment_id", Id),
    sa.Column("last_contact_comment_id", Id),
    sa.Column("last_technician_comment_id", Id),
    amount("billable_on_site_seconds"),
    amount("billable_off_site_seconds"),
    amount("unbillable_on_site_seconds"),
    amount("unbillable_off_site_seconds"),
    amount("billable_on_sla_seconds"),
    amount("unbillable_on_sla_seconds"),
    # What follows is kept by tickets.clocks, from `marks`, the policy and the priority.
    sa.Column("policy_id", Id),
    text("marks"),
    instant("first_response_due_at"),
    instant("due_at"),
    instant("next_due_at"),
    sa.Column("sla_status", sa.Text),
    amount("told"),
    instant("sweep_at"),
    closed_set("sla_status", SlaStatus, nullable=True),
    closed_set("status", Status),
    closed_set("priority", Priority),
    closed_set("type", TicketType),
    closed_set("impact", Impact, nullable=True),
    closed_set("source", Source),
    refers(("customer_id",), "customer"),
    refers(("contact_id",), "contact"),
    refers(("technician_id",), "technician"),
    refers(("group_id",), "team"),
    refers(("merged_into",), "ticket"),
    refers(("parent_id",), "ticket"),
    refers(("policy_id",), "sla_policy"),
    sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name="own_parent"),
)


def _alive_index(name: str, *columns: sa.Column[object]) -> sa.Index:
    """An index over the tickets that lists show."""
    return sa.Index(name, ticket.c.account_id, *columns, sqlite_where=ALIVE, postgresql_where=ALIVE)


# With the last activity, so that a search can put its hits in order without visiting their rows.
_alive_index("ticket_alive_idx", ticket.c.id, ticket.c.last_activity_at)
_alive_index("ticket_activity_idx", ticket.c.last_activity_at, ticket.c.id)
_alive_index("ticket_status_idx", ticket.c.status, ticket.c.id)
# With the status, so that a limited reach is counted without visiting rows.
_alive_index("ticket_customer_idx", ticket.c.customer_id, ticket.c.id, ticket.c.status)
_alive_index("ticket_contact_idx", ticket.c.contact_id, ticket.c.id)
_alive_index("ticket_technician_idx", ticket.c.technician_id, ticket.c.id)
_alive_index("ticket_status_changed_idx", ticket.c.status_changed_at, ticket.c.id)
_alive_index("ticket_parent_idx", ticket.c.parent_id, ticket.c.id)
_alive_index("ticket_sla_idx", ticket.c.sla_status, ticket.c.id)

_alive_index("ticket_status_activity_idx", ticket.c.status, ticket.c.last_activity_at, ticket.c.id)
_alive_index("ticket_title_key_idx", ticket.c.title_key, ticket.c.id)
# Every view of active tickets is counted, and in any order found, in this index alone: it holds what they are filtered
# and sorted by, and of an old desk's tickets only the few that are still worked on. It begins with what comes next.
_ALIVE_ACTIVE = literal(f"{ALIVE_TEXT} AND {ACTIVE_TEXT}")
sa.Index(
    "ticket_active_idx",
    ticket.c.account_id,
    ticket.c.next_due_at,
    ticket.c.id,
    ticket.c.technician_id,
    ticket.c.status,
    ticket.c.sla_status,
    ticket.c.customer_id,
    ticket.c.contact_id,
    ticket.c.priority,
    ticket.c.type,
    ticket.c.last_activity_at,
    ticket.c.title_key,
    # Always empty here, but without them SQLite would look each row up to see that.
    ticket.c.deleted_at,
    ticket.c.merged_into,
    sqlite_where=_ALIVE_ACTIVE,
    postgresql_where=_ALIVE_ACTIVE,
)

# The queue of the sweep, of all accounts together: it holds only tickets for which a moment is still to come, so that
# looking into it costs the same however many tickets there are.
SWEEP_TEXT = "sweep_at IS NOT NULL"
SWEEP = literal(SWEEP_TEXT)
sa.Index("ticket_sweep_idx", ticket.c.sweep_at, sqlite_where=SWEEP, postgresql_where=SWEEP)
# The tickets with a running clock, for what is due next.
RUNNING = literal("next_due_at IS NOT NULL")
sa.Index(
    "ticket_next_due_idx", ticket.c.account_id, ticket.c.next_due_at, sqlite_where=RUNNING, postgresql_where=RUNNING
)

# Kept by the use cases that write ticket.tags, so that tickets with a tag are found by an index.
ticket_tag = sa.Table(
    "ticket_tag",
    metadata,
    account_key(),
    sa.Column("ticket_id", Id, primary_key=True, autoincrement=False),
    sa.Column("tag_key", sa.Text, primary_key=True),
    refers(("ticket_id",), "ticket"),
    sa.Index("ticket_tag_key_idx", "account_id", "tag_key", "ticket_id"),
)

comment = sa.Table(
    "comment",
    metadata,
    account_key(),
    id_key(),
    sa.Column("ticket_id", Id, nullable=False),
    instant("at", nullable=False),
    sa.Column("technician_id", Id),
    sa.Column("contact_id", Id),
    flag("internal"),
    text("text"),
    refers(("ticket_id",), "ticket"),
    refers(("technician_id",), "technician"),
    refers(("contact_id",), "contact"),
    sa.CheckConstraint("technician_id IS NULL OR contact_id IS NULL", name="one_author"),
    sa.Index("comment_ticket_idx", "account_id", "ticket_id", "id"),
)

work_hours = sa.Table(
    "work_hours",
    metadata,
    account_key(),
    id_key(),
    sa.Column("ticket_id", Id, nullable=False),
    sa.Column("technician_id", Id, nullable=False),
    instant("starts_at", nullable=False),
    instant("ends_at", nullable=False),
    flag("billable"),
    flag("on_site"),
    text("notes"),
    instant("deleted_at"),
    refers(("ticket_id",), "ticket"),
    refers(("technician_id",), "technician"),
    sa.CheckConstraint("ends_at > starts_at", name="span"),
    sa.Index("work_hours_ticket_idx", "account_id", "ticket_id", "id"),
    sa.Index("work_hours_technician_idx", "account_id", "technician_id", "starts_at"),
    sa.Index("work_hours_starts_idx", "account_id", "starts_at", "id"),
)
