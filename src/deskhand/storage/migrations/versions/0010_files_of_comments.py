"""files of comments."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachment") as attachment:
        attachment.add_column(sa.Column("comment_id", sa.BigInteger(), nullable=True))
        attachment.add_column(sa.Column("internal", sa.Boolean(), nullable=True))
        attachment.create_foreign_key(
            op.f("attachment_account_id_comment_id_fk"),
            "comment",
            ["account_id", "comment_id"],
            ["account_id", "id"],
        )
        attachment.create_index("attachment_comment_idx", ["account_id", "comment_id"])
