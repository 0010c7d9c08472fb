"""clocks: calendars, policies, and what tickets say of their SLA."""

import sqlalchemy as sa
from alembic import op

from deskhand.storage.types import Utc

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ALIVE = sa.text("(deleted_at IS NULL AND merged_into IS NULL)")
THERE = sa.text("(deleted_at IS NULL)")
DEFAULT = sa.text("(is_default)")
RUNNING = sa.text("(next_due_at IS NOT NULL)")
SWEEP = sa.text("(sweep_at IS NOT NULL)")


def upgrade() -> None:
    _new_tables()
    with op.batch_alter_table("account") as batch_op:
        batch_op.add_column(sa.Column("pause_first_response", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("auto_close_days", sa.BigInteger(), server_default=sa.text("7"), nullable=False))

    with op.batch_alter_table("account_clock") as batch_op:
        batch_op.add_column(sa.Column("rules", sa.BigInteger(), server_default=sa.text("0"), nullable=False))

    with op.batch_alter_table("ticket") as batch_op:
        batch_op.add_column(
            sa.Column("billable_on_sla_seconds", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("unbillable_on_sla_seconds", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("policy_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("marks", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("first_response_due_at", Utc(), nullable=True))
        batch_op.add_column(sa.Column("due_at", Utc(), nullable=True))
        batch_op.add_column(sa.Column("next_due_at", Utc(), nullable=True))
        batch_op.add_column(sa.Column("sla_status", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("told", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("sweep_at", Utc(), nullable=True))
        batch_op.create_index(
            "ticket_next_due_idx",
            ["account_id", "next_due_at"],
            unique=False,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        )
        batch_op.create_index(
            "ticket_sla_idx",
            ["account_id", "sla_status", "id"],
            unique=False,
            sqlite_where=ALIVE,
            postgresql_where=ALIVE,
        )
        batch_op.create_index(
            "ticket_sweep_idx",
            ["sweep_at"],
            unique=False,
            sqlite_where=SWEEP,
            postgresql_where=SWEEP,
        )
        batch_op.create_foreign_key(
            batch_op.f("ticket_account_id_policy_id_fk"),
            "sla_policy",
            ["account_id", "policy_id"],
            ["account_id", "id"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ticket_sla_status_check"),
            "sla_status IS NULL OR sla_status IN ('OnTrack', 'Warning', 'Breached', 'Paused', 'Met', 'Missed')",
        )
    # As it was shown until now: all time is on-SLA where nobody has said what the hours are.
    op.execute(
        "UPDATE ticket SET billable_on_sla_seconds = billable_on_site_seconds + billable_off_site_seconds,"
        " unbillable_on_sla_seconds = unbillable_on_site_seconds + unbillable_off_site_seconds"
    )
    # What was shown as due stays so on tickets that are closed; the others are reckoned.
    op.execute("UPDATE ticket SET due_at = due_by_hand")
    # The sweep gives what is not closed its policy, and its marks from the log.
    op.execute(
        "UPDATE ticket SET sweep_at = created_at"
        " WHERE status <> 'Closed' AND deleted_at IS NULL AND merged_into IS NULL"
    )


def _new_tables() -> None:
    op.create_table(
        "sla_calendar",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("time_zone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("week", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("days", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("country", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("region", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("modified_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("sla_calendar_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("sla_calendar_pk")),
    )
    with op.batch_alter_table("sla_calendar") as batch_op:
        batch_op.create_index(
            "sla_calendar_name_key",
            ["account_id", "name_key"],
            unique=True,
            sqlite_where=THERE,
            postgresql_where=THERE,
        )

    op.create_table(
        "sla_policy",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("warn_percent", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_response_critical", sa.BigInteger(), nullable=True),
        sa.Column("first_response_high", sa.BigInteger(), nullable=True),
        sa.Column("first_response_medium", sa.BigInteger(), nullable=True),
        sa.Column("first_response_low", sa.BigInteger(), nullable=True),
        sa.Column("next_response_critical", sa.BigInteger(), nullable=True),
        sa.Column("next_response_high", sa.BigInteger(), nullable=True),
        sa.Column("next_response_medium", sa.BigInteger(), nullable=True),
        sa.Column("next_response_low", sa.BigInteger(), nullable=True),
        sa.Column("resolution_critical", sa.BigInteger(), nullable=True),
        sa.Column("resolution_high", sa.BigInteger(), nullable=True),
        sa.Column("resolution_medium", sa.BigInteger(), nullable=True),
        sa.Column("resolution_low", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("modified_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "calendar_id"],
            ["sla_calendar.account_id", "sla_calendar.id"],
            name=op.f("sla_policy_account_id_calendar_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("sla_policy_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("sla_policy_pk")),
    )
    with op.batch_alter_table("sla_policy") as batch_op:
        batch_op.create_index(
            "sla_policy_default_key",
            ["account_id"],
            unique=True,
            sqlite_where=DEFAULT,
            postgresql_where=DEFAULT,
        )
        batch_op.create_index(
            "sla_policy_name_key",
            ["account_id", "name_key"],
            unique=True,
            sqlite_where=THERE,
            postgresql_where=THERE,
        )

    op.create_table(
        "sla_assignment",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "customer_id"],
            ["customer.account_id", "customer.id"],
            name=op.f("sla_assignment_account_id_customer_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "policy_id"],
            ["sla_policy.account_id", "sla_policy.id"],
            name=op.f("sla_assignment_account_id_policy_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("sla_assignment_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "customer_id", name=op.f("sla_assignment_pk")),
    )
