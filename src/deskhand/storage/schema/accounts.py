"""Accounts, their clocks and their logs: what makes one account one serial log."""

import sqlalchemy as sa

from deskhand.core.actor import ActorKind
from deskhand.storage.schema.base import Id, account_key, amount, closed_set, flag, instant, metadata, text
from deskhand.storage.types import Json, literal

BEHIND_TEXT = "seq > handed"
BEHIND = literal(BEHIND_TEXT)

# Global: the list of MSPs. Everything else an account has begins its key with account_id.
account = sa.Table(
    "account",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    flag("resolve_before_close"),
    flag("pause_first_response"),
    # A resolved ticket closes by itself after so many days; 0: never.
    sa.Column("auto_close_days", Id, nullable=False, server_default=sa.text("7")),
    # What times without an offset mean where an API says account-local.
    text("time_zone", "UTC"),
    # What becomes of an entry of work that overlaps another of the same technician.
    text("work_overlap", "Warn"),
    instant("created_at", nullable=False),
)

# The row whose lock orders an account's writes: last instant, last event, last id of every noun, exact totals.
account_clock = sa.Table(
    "account_clock",
    metadata,
    account_key(),
    instant("instant", nullable=False),
    amount("event"),
    # The last event that changed the account's rules: settings, calendars, policies.
    amount("rules"),
    amount("ticket"),
    amount("comment"),
    amount("work_hours"),
    amount("person"),
    amount("customer"),
    amount("other"),
    amount("open_tickets"),
    amount("pending_tickets"),
    amount("resolved_tickets"),
    amount("closed_tickets"),
)

event = sa.Table(
    "event",
    metadata,
    account_key(),
    sa.Column("seq", Id, primary_key=True, autoincrement=False),
    instant("at", nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("thing_id", Id, nullable=False),
    sa.Column("ticket_id", Id),
    sa.Column("actor_kind", sa.Text, nullable=False),
    sa.Column("actor_id", Id),
    sa.Column("key_id", Id),
    # What acted with the key: `agent:NAME`, or `import:SOURCE`.
    sa.Column("via", sa.Text),
    sa.Column("data", Json, nullable=False),
    closed_set("actor_kind", ActorKind),
    sa.Index("event_ticket_idx", "account_id", "ticket_id", "seq"),
)

# The text a thing's field had before the event `seq` replaced it; events refer to it instead of carrying it.
# Ordered by thing, so that the next text of a field is the next row, and erasing a person is one range.
wording = sa.Table(
    "wording",
    metadata,
    account_key(),
    sa.Column("noun", sa.Text, primary_key=True),
    sa.Column("thing_id", Id, primary_key=True, autoincrement=False),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("seq", Id, primary_key=True, autoincrement=False),
    text("text"),
)

# The last event of each account, written with it, and up to which one all that follow the log have been handed it. The
# index holds only accounts where the two differ, so that looking for work costs the same however many accounts idle.
wake = sa.Table(
    "wake",
    metadata,
    account_key(),
    amount("seq"),
    amount("handed"),
    sa.Index("wake_behind_idx", "account_id", sqlite_where=BEHIND, postgresql_where=BEHIND),
)

# How far each that follows the log has come in it; see events.dispatch. `retry_at`: it failed, and rests until then.
event_cursor = sa.Table(
    "event_cursor",
    metadata,
    account_key(),
    sa.Column("consumer", sa.Text, primary_key=True),
    amount("seq"),
    instant("retry_at"),
)
