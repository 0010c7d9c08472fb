"""names as searched."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("customer", "contact"):
        op.add_column(table, sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False))
    # Close to what the program writes, which also takes accents off; a migration is SQL only, and the next change
    # of a row puts it right.
    op.execute("UPDATE customer SET name_key = lower(name)")
    op.execute("UPDATE contact SET name_key = lower(first_name || ' ' || last_name || ' ' || coalesce(email, ''))")
