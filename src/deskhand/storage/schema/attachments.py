"""Files on tickets and customers, and the folders of customers."""

import sqlalchemy as sa

from deskhand.storage.schema.base import Id, account_key, amount, id_key, instant, metadata, refers, text

# Where the bytes lie is `object_key`; a row without its object cannot be, an object without a row is swept.
attachment = sa.Table(
    "attachment",
    metadata,
    account_key(),
    id_key(),
    sa.Column("ticket_id", Id),
    sa.Column("customer_id", Id),
    text("name"),
    text("media_type"),
    amount("size"),
    text("object_key"),
    instant("created_at", nullable=False),
    # What it was sent with, and whether that is internal; so that lists of files need no look at comments.
    sa.Column("comment_id", Id),
    sa.Column("internal", sa.Boolean),
    refers(("ticket_id",), "ticket"),
    refers(("customer_id",), "customer"),
    refers(("comment_id",), "comment"),
    sa.CheckConstraint("(ticket_id IS NULL) <> (customer_id IS NULL)", name="one_owner"),
    sa.UniqueConstraint("account_id", "object_key"),
    sa.Index("attachment_ticket_idx", "account_id", "ticket_id", "id"),
    sa.Index("attachment_customer_idx", "account_id", "customer_id", "id"),
    sa.Index("attachment_comment_idx", "account_id", "comment_id"),
)

customer_folder = sa.Table(
    "customer_folder",
    metadata,
    account_key(),
    id_key(),
    sa.Column("customer_id", Id, nullable=False),
    text("name"),
    instant("created_at", nullable=False),
    refers(("customer_id",), "customer"),
    sa.Index("customer_folder_customer_idx", "account_id", "customer_id", "id"),
)
