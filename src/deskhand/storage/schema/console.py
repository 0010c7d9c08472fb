"""What the console adds: saved views, what is kept ready, unsent texts, presence, and the bell."""

import sqlalchemy as sa

from deskhand.core.notifications import NotificationKind
from deskhand.core.presence import PresenceState
from deskhand.core.ticket import Impact, Priority, TicketType
from deskhand.core.unsent import UnsentKind
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
    text,
)
from deskhand.storage.types import literal

THERE_TEXT = "deleted_at IS NULL"
_THERE = literal(THERE_TEXT)

saved_view = sa.Table(
    "saved_view",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    sa.Column("owner_id", Id, nullable=False),
    text("name"),
    text("name_key"),
    text("query"),
    text("sort"),
    flag("shared"),
    amount("position"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("deleted_at"),
    refers(("owner_id",), "technician"),
)
sa.Index(
    "saved_view_name_key",
    saved_view.c.account_id,
    saved_view.c.owner_id,
    saved_view.c.name_key,
    unique=True,
    sqlite_where=_THERE,
    postgresql_where=_THERE,
)

canned_reply = sa.Table(
    "canned_reply",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("title"),
    text("shortcut"),
    text("text"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("deleted_at"),
)
sa.Index(
    "canned_reply_shortcut_key",
    canned_reply.c.account_id,
    canned_reply.c.shortcut,
    unique=True,
    sqlite_where=_THERE,
    postgresql_where=_THERE,
)

ticket_template = sa.Table(
    "ticket_template",
    metadata,
    account_key(),
    id_key(),
    amount("version"),
    text("name"),
    text("name_key"),
    text("title"),
    text("description"),
    sa.Column("type", sa.Text),
    sa.Column("priority", sa.Text),
    sa.Column("impact", sa.Text),
    text("tags"),
    instant("created_at", nullable=False),
    instant("modified_at", nullable=False),
    instant("deleted_at"),
    closed_set("type", TicketType, nullable=True),
    closed_set("priority", Priority, nullable=True),
    closed_set("impact", Impact, nullable=True),
)
sa.Index(
    "ticket_template_name_key",
    ticket_template.c.account_id,
    ticket_template.c.name_key,
    unique=True,
    sqlite_where=_THERE,
    postgresql_where=_THERE,
)

# `ticket_id` 0 is the ticket that is not there yet, so it refers to none.
unsent = sa.Table(
    "unsent",
    metadata,
    account_key(),
    sa.Column("technician_id", Id, primary_key=True, autoincrement=False),
    sa.Column("ticket_id", Id, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    text("text"),
    instant("saved_at", nullable=False),
    closed_set("kind", UnsentKind),
    refers(("technician_id",), "technician"),
)

presence = sa.Table(
    "presence",
    metadata,
    account_key(),
    sa.Column("ticket_id", Id, primary_key=True, autoincrement=False),
    sa.Column("technician_id", Id, primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False),
    instant("seen_at", nullable=False),
    closed_set("state", PresenceState),
    refers(("ticket_id",), "ticket"),
    refers(("technician_id",), "technician"),
)

# `seq` is the event that called, so that the same event never calls the same technician twice. `comment_id` is what was
# said, and may be gone: what was taken back calls nobody any more.
notification = sa.Table(
    "notification",
    metadata,
    account_key(),
    sa.Column("technician_id", Id, primary_key=True, autoincrement=False),
    sa.Column("seq", Id, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("ticket_id", Id, nullable=False),
    sa.Column("comment_id", Id),
    instant("at", nullable=False),
    instant("read_at"),
    closed_set("kind", NotificationKind),
    refers(("technician_id",), "technician"),
    refers(("ticket_id",), "ticket"),
)
UNREAD_TEXT = "read_at IS NULL"
UNREAD = literal(UNREAD_TEXT)
sa.Index(
    "notification_unread_idx",
    notification.c.account_id,
    notification.c.technician_id,
    notification.c.ticket_id,
    sqlite_where=UNREAD,
    postgresql_where=UNREAD,
)
