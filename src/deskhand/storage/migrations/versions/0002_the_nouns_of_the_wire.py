"""the nouns of the wire."""

import sqlalchemy as sa
from alembic import op

from deskhand.storage.types import Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ALIVE = sa.text("(deleted_at IS NULL AND merged_into IS NULL)")


def upgrade() -> None:
    _new_tables()
    # SQLite changes a table by copying it; for a column alone it need not, but then the new one stands behind the keys.
    with op.batch_alter_table("account", recreate="always" if not op.get_context().as_sql else "auto") as batch_op:
        batch_op.add_column(sa.Column("time_zone", sa.Text(), server_default=sa.text("'UTC'"), nullable=False))
    with op.batch_alter_table("contact") as batch_op:
        batch_op.add_column(sa.Column("department_id", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("contact_account_id_department_id_fk"),
            "department",
            ["account_id", "department_id"],
            ["account_id", "id"],
        )
        batch_op.create_index("contact_department_idx", ["account_id", "department_id"], unique=False)
    _tickets()
    with op.batch_alter_table("work_hours") as batch_op:
        batch_op.create_index("work_hours_starts_idx", ["account_id", "starts_at", "id"], unique=False)


def _tickets() -> None:
    with op.batch_alter_table("ticket") as batch_op:
        batch_op.add_column(sa.Column("tags", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("parent_id", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("ticket_account_id_parent_id_fk"), "ticket", ["account_id", "parent_id"], ["account_id", "id"]
        )
        batch_op.create_check_constraint(batch_op.f("ticket_own_parent_check"), "parent_id IS NULL OR parent_id <> id")
        batch_op.create_index(
            "ticket_parent_idx",
            ["account_id", "parent_id", "id"],
            unique=False,
            sqlite_where=ALIVE,
            postgresql_where=ALIVE,
        )


def _new_tables() -> None:
    op.create_table(
        "custom_field",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("data_type", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.CheckConstraint(
            "data_type IN ('Text', 'Boolean', 'Numeric', 'Date', 'Options', 'OptionsWithDependencies')",
            name=op.f("custom_field_data_type_check"),
        ),
        sa.CheckConstraint("target IN ('Ticket', 'Customer', 'Contact')", name=op.f("custom_field_target_check")),
        sa.ForeignKeyConstraint(
            ["account_id", "parent_id"],
            ["custom_field.account_id", "custom_field.id"],
            name=op.f("custom_field_account_id_parent_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("custom_field_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("custom_field_pk")),
    )
    with op.batch_alter_table("custom_field", schema=None) as batch_op:
        batch_op.create_index(
            "custom_field_name_key",
            ["account_id", "target", "name_key"],
            unique=True,
            sqlite_where=sa.text("(deleted_at IS NULL)"),
            postgresql_where=sa.text("(deleted_at IS NULL)"),
        )

    op.create_table(
        "department",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("modified_at", Utc(), nullable=False),
        sa.Column("deleted_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("department_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("department_pk")),
    )
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.create_index(
            "department_name_key",
            ["account_id", "name_key"],
            unique=True,
            sqlite_where=sa.text("(deleted_at IS NULL)"),
            postgresql_where=sa.text("(deleted_at IS NULL)"),
        )

    op.create_table(
        "customer_folder",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "customer_id"],
            ["customer.account_id", "customer.id"],
            name=op.f("customer_folder_account_id_customer_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("customer_folder_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("customer_folder_pk")),
    )
    with op.batch_alter_table("customer_folder", schema=None) as batch_op:
        batch_op.create_index("customer_folder_customer_idx", ["account_id", "customer_id", "id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("media_type", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("size", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("object_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.CheckConstraint("(ticket_id IS NULL) <> (customer_id IS NULL)", name=op.f("attachment_one_owner_check")),
        sa.ForeignKeyConstraint(
            ["account_id", "customer_id"],
            ["customer.account_id", "customer.id"],
            name=op.f("attachment_account_id_customer_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "ticket_id"],
            ["ticket.account_id", "ticket.id"],
            name=op.f("attachment_account_id_ticket_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("attachment_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("attachment_pk")),
        sa.UniqueConstraint("account_id", "object_key", name=op.f("attachment_account_id_object_key_key")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("attachment_customer_idx", ["account_id", "customer_id", "id"], unique=False)
        batch_op.create_index("attachment_ticket_idx", ["account_id", "ticket_id", "id"], unique=False)

    op.create_table(
        "custom_value",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("field_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(ticket_id IS NOT NULL AND customer_id IS NULL AND contact_id IS NULL)"
            " OR (ticket_id IS NULL AND customer_id IS NOT NULL AND contact_id IS NULL)"
            " OR (ticket_id IS NULL AND customer_id IS NULL AND contact_id IS NOT NULL)",
            name=op.f("custom_value_one_owner_check"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contact.account_id", "contact.id"],
            name=op.f("custom_value_account_id_contact_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "customer_id"],
            ["customer.account_id", "customer.id"],
            name=op.f("custom_value_account_id_customer_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "field_id"],
            ["custom_field.account_id", "custom_field.id"],
            name=op.f("custom_value_account_id_field_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "ticket_id"],
            ["ticket.account_id", "ticket.id"],
            name=op.f("custom_value_account_id_ticket_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("custom_value_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("custom_value_pk")),
        sa.UniqueConstraint(
            "account_id", "contact_id", "field_id", name=op.f("custom_value_account_id_contact_id_field_id_key")
        ),
        sa.UniqueConstraint(
            "account_id", "customer_id", "field_id", name=op.f("custom_value_account_id_customer_id_field_id_key")
        ),
        sa.UniqueConstraint(
            "account_id", "ticket_id", "field_id", name=op.f("custom_value_account_id_ticket_id_field_id_key")
        ),
        sa.UniqueConstraint("account_id", "uuid", name=op.f("custom_value_account_id_uuid_key")),
    )
    op.create_table(
        "ticket_tag",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "ticket_id"],
            ["ticket.account_id", "ticket.id"],
            name=op.f("ticket_tag_account_id_ticket_id_fk"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("ticket_tag_account_id_fk")),
        sa.PrimaryKeyConstraint("account_id", "ticket_id", "tag_key", name=op.f("ticket_tag_pk")),
    )
    with op.batch_alter_table("ticket_tag", schema=None) as batch_op:
        batch_op.create_index("ticket_tag_key_idx", ["account_id", "tag_key", "ticket_id"], unique=False)
