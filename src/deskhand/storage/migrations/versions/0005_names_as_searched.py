"""names as searched."""

import sqlalchemy as sa
from alembic import op

from deskhand.core.words import folded

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, names in (("customer", ("name",)), ("contact", ("first_name", "last_name", "email"))):
        op.add_column(table, sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False))
        _fill(table, names)


def _fill(table: str, names: tuple[str, ...]) -> None:
    """Fold in Python, since the databases fold differently from each other."""
    columns = ("account_id", "id", *names)
    rows = sa.table(table, *(sa.column(name) for name in (*columns, "name_key")))
    connection = op.get_bind()
    for account_id, row_id, *texts in connection.execute(sa.select(*(rows.c[name] for name in columns))).all():
        key = folded(" ".join(text or "" for text in texts))
        of_row = sa.and_(rows.c.account_id == account_id, rows.c.id == row_id)
        connection.execute(sa.update(rows).where(of_row).values(name_key=key))
