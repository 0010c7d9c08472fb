"""sessions, links to set a password, preferences."""

import sqlalchemy as sa
from alembic import op

from deskhand.storage.types import Utc

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, first in (("session", "created_at"), ("password_link", "made_at")):
        instants = (first, "seen_at", "expires_at") if name == "session" else (first, "expires_at")
        texts = ("address", "agent") if name == "session" else ()
        op.create_table(
            name,
            sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("sha256", sa.Text(), nullable=False),
            sa.Column("technician_id", sa.BigInteger(), nullable=False),
            *(sa.Column(instant, Utc(), nullable=False) for instant in instants),
            *(sa.Column(text, sa.Text(), server_default=sa.text("''"), nullable=False) for text in texts),
            sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"{name}_account_id_fk")),
            sa.ForeignKeyConstraint(
                ["account_id", "technician_id"],
                ["technician.account_id", "technician.id"],
                name=op.f(f"{name}_account_id_technician_id_fk"),
            ),
            sa.PrimaryKeyConstraint("account_id", "sha256", name=op.f(f"{name}_pk")),
        )
        op.create_index(f"{name}_technician_idx", name, ["account_id", "technician_id"])
    op.create_table(
        "preference",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("technician_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)
            for name in ("language", "theme", "time_zone", "density", "rail")
        ),
        sa.CheckConstraint("language IN ('', 'en', 'de', 'es')", name=op.f("preference_language_check")),
        sa.CheckConstraint("theme IN ('', 'light', 'dark')", name=op.f("preference_theme_check")),
        sa.CheckConstraint("density IN ('', 'compact', 'roomy')", name=op.f("preference_density_check")),
        sa.CheckConstraint("rail IN ('', 'narrow')", name=op.f("preference_rail_check")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("preference_account_id_fk")),
        sa.ForeignKeyConstraint(
            ["account_id", "technician_id"],
            ["technician.account_id", "technician.id"],
            name=op.f("preference_account_id_technician_id_fk"),
        ),
        sa.PrimaryKeyConstraint("account_id", "technician_id", name=op.f("preference_pk")),
    )
    # Until now a log-in stayed under the address that its technician had when the password was set.
    op.execute("DELETE FROM login")
    op.execute(
        "INSERT INTO login (email_key, account_id, technician_id)"
        " SELECT technician.email_key, technician.account_id, technician.id FROM technician JOIN password"
        " ON password.account_id = technician.account_id AND password.technician_id = technician.id"
    )
