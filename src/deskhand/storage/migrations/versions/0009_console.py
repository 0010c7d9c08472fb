"""the console: saved views, what is kept ready, unsent texts, presence, the bell and how it follows the log."""

import sqlalchemy as sa
from alembic import op

from deskhand.storage.types import Utc

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

THERE = sa.text("(deleted_at IS NULL)")
UNREAD = sa.text("(read_at IS NULL)")
BEHIND = sa.text("(seq > handed)")


def upgrade() -> None:
    op.create_table(
        "canned_reply",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("shortcut", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("modified_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("canned_reply_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("canned_reply_pk")),
    )
    with op.batch_alter_table("canned_reply") as batch_op:
        batch_op.create_index(
            "canned_reply_shortcut_key",
            ["account_id", "shortcut"],
            unique=True,
            sqlite_where=THERE,
            postgresql_where=THERE,
        )

    op.create_table(
        "event_cursor",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("consumer", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("event_cursor_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "consumer", name=op.f("event_cursor_pk")),
    )
    op.create_table(
        "ticket_template",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("modified_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.CheckConstraint(
            "impact IS NULL OR impact IN ('NoImpact', 'SiteDown', 'ServerIssue', 'Minor', 'Major', 'Crisis')",
            name=op.f("ticket_template_impact_check"),
        ),
        sa.CheckConstraint(
            "priority IS NULL OR priority IN ('Low', 'Medium', 'High', 'Critical')",
            name=op.f("ticket_template_priority_check"),
        ),
        sa.CheckConstraint(
            "type IS NULL OR type IN ('Problem', 'Request', 'Incident', 'Change')",
            name=op.f("ticket_template_type_check"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("ticket_template_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("ticket_template_pk")),
    )
    with op.batch_alter_table("ticket_template") as batch_op:
        batch_op.create_index(
            "ticket_template_name_key",
            ["account_id", "name_key"],
            unique=True,
            sqlite_where=THERE,
            postgresql_where=THERE,
        )

    op.create_table(
        "saved_view",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("query", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sort", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("modified_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "owner_id"],
            ["technician.account_id", "technician.id"],
            name=op.f("saved_view_account_id_owner_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("saved_view_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("saved_view_pk")),
    )
    with op.batch_alter_table("saved_view") as batch_op:
        batch_op.create_index(
            "saved_view_name_key",
            ["account_id", "owner_id", "name_key"],
            unique=True,
            sqlite_where=THERE,
            postgresql_where=THERE,
        )

    op.create_table(
        "unsent",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("technician_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("saved_at", Utc(), nullable=False),
        sa.CheckConstraint("kind IN ('reply', 'note')", name=op.f("unsent_kind_check")),
        sa.ForeignKeyConstraint(
            ["account_id", "technician_id"],
            ["technician.account_id", "technician.id"],
            name=op.f("unsent_account_id_technician_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("unsent_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "technician_id", "ticket_id", name=op.f("unsent_pk")),
    )
    op.create_table(
        "notification",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("technician_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("read_at", Utc(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('assigned', 'mentioned', 'replied', 'warned', 'breached')", name=op.f("notification_kind_check")
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "technician_id"],
            ["technician.account_id", "technician.id"],
            name=op.f("notification_account_id_technician_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "ticket_id"],
            ["ticket.account_id", "ticket.id"],
            name=op.f("notification_account_id_ticket_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("notification_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "technician_id", "seq", name=op.f("notification_pk")),
    )
    with op.batch_alter_table("notification") as batch_op:
        batch_op.create_index(
            "notification_unread_idx",
            ["account_id", "technician_id", "ticket_id"],
            sqlite_where=UNREAD,
            postgresql_where=UNREAD,
        )

    op.create_table(
        "presence",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("technician_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.CheckConstraint("state IN ('viewing', 'typing')", name=op.f("presence_state_check")),
        sa.ForeignKeyConstraint(
            ["account_id", "technician_id"],
            ["technician.account_id", "technician.id"],
            name=op.f("presence_account_id_technician_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "ticket_id"],
            ["ticket.account_id", "ticket.id"],
            name=op.f("presence_account_id_ticket_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("presence_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "ticket_id", "technician_id", name=op.f("presence_pk")),
    )
    with op.batch_alter_table("wake") as batch_op:
        batch_op.add_column(sa.Column("handed", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        batch_op.create_index("wake_behind_idx", ["account_id"], sqlite_where=BEHIND, postgresql_where=BEHIND)

    # What an account has lived through is no news: the bell begins with what comes now.
    op.execute("UPDATE wake SET handed = seq")
    op.execute(
        "INSERT INTO event_cursor (account_id, consumer, seq) SELECT account_id, 'bell', event FROM account_clock"
    )
