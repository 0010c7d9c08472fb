"""answers kept for retries."""

import sqlalchemy as sa
from alembic import op

from deskhand.storage.types import Utc

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("etag", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kept_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("kept_answer_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "key_id", "idempotency_key", name=op.f("kept_answer_pk")),
    )
    op.create_index("kept_answer_kept_at_idx", "kept_answer", ["account_id", "kept_at"])
