"""words of tickets."""

import sqlite3

import sqlalchemy as sa
from alembic import op

from deskhand.storage.schema import search
from deskhand.storage.words_of_tickets import fill_sqlite

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ALIVE = sa.text("(deleted_at IS NULL AND merged_into IS NULL)")
INDEXES = {
    "ticket_alive_idx": ["account_id", "id", "last_activity_at"],
    "ticket_activity_idx": ["account_id", "last_activity_at", "id"],
}


def upgrade() -> None:
    op.drop_index("ticket_alive_idx", "ticket")
    for name, columns in INDEXES.items():
        op.create_index(name, "ticket", columns, sqlite_where=ALIVE, postgresql_where=ALIVE)
    on_postgresql = op.get_context().dialect.name == "postgresql"
    for statement in search.ON_POSTGRESQL if on_postgresql else search.ON_SQLITE:
        op.execute(statement)
    if not on_postgresql:
        # PostgreSQL's is filled by storage.migrate, once this script has run.
        connection = op.get_bind().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101
        fill_sqlite(connection)
