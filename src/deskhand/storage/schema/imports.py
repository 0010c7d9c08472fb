"""What was imported: which of our things each record of another system became."""

import sqlalchemy as sa

from deskhand.storage.schema.base import Id, account_key, metadata

imported = sa.Table(
    "imported",
    metadata,
    account_key(),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("noun", sa.Text, primary_key=True),
    sa.Column("source_id", sa.Text, primary_key=True),
    sa.Column("id", Id, nullable=False),
    # Of the record as it came last, so that the same again changes nothing.
    sa.Column("digest", sa.Text, nullable=False),
)
