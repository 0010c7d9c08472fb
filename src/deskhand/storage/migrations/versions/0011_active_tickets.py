"""active tickets: the views of a console, and its lists sorted by name."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BY_BYTES = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ALIVE = "deleted_at IS NULL AND merged_into IS NULL"
ACTIVE = (
    "next_due_at",
    "id",
    "technician_id",
    "status",
    "sla_status",
    "customer_id",
    "contact_id",
    "priority",
    "type",
    "last_activity_at",
    "title_key",
    "deleted_at",
    "merged_into",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("customer", "contact"):
            op.alter_column(table, "name_key", type_=BY_BYTES, existing_nullable=False)
    for table, column in (("technician", "name_key"), ("ticket", "title_key")):
        op.add_column(table, sa.Column(column, BY_BYTES, server_default=sa.text("''"), nullable=False))
    # Close to what the program writes, which also takes accents off; the next change of a row puts it right.
    op.execute("UPDATE technician SET name_key = lower(first_name || ' ' || last_name)")
    op.execute("UPDATE ticket SET title_key = lower(substr(title, 1, 60))")
    for table in ("customer", "contact", "technician"):
        op.create_index(f"{table}_name_key_idx", table, ["account_id", "name_key", "id"], unique=True)
    op.drop_index("ticket_customer_idx", "ticket")
    _index("ticket_customer_idx", "customer_id", "id", "status")
    _index("ticket_status_activity_idx", "status", "last_activity_at", "id")
    _index("ticket_title_key_idx", "title_key", "id")
    _index("ticket_active_idx", *ACTIVE, where=f"{ALIVE} AND status IN ('Open', 'Pending')")


def _index(name: str, *columns: str, where: str = ALIVE) -> None:
    condition = sa.text(f"({where})")
    op.create_index(name, "ticket", ["account_id", *columns], sqlite_where=condition, postgresql_where=condition)
