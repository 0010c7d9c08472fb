"""edited work and timers."""

import sqlalchemy as sa
from alembic import op

from deskhand.storage.types import Utc

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_hours", sa.Column("deleted_at", Utc(), nullable=True))
    op.add_column("account", sa.Column("work_overlap", sa.Text(), server_default=sa.text("'Warn'"), nullable=False))
    op.create_table(
        "timer",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mode", sa.Text(), server_default=sa.text("'Manual'"), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", Utc(), nullable=True),
        sa.Column("active_at", Utc(), nullable=True),
        sa.Column("billable", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("on_site", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("mode IN ('Manual', 'OnOpen', 'OnFirstKeystroke')", name=op.f("timer_mode_check")),
        sa.CheckConstraint("(ticket_id IS NULL) = (started_at IS NULL)", name=op.f("timer_running_check")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("timer_account_id_fk")),
        sa.ForeignKeyConstraint(
            ["account_id", "id"], ["technician.account_id", "technician.id"], name=op.f("timer_account_id_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "ticket_id"], ["ticket.account_id", "ticket.id"], name=op.f("timer_account_id_ticket_id_fk")
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("timer_pk")),
    )
