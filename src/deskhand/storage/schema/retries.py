"""Answers kept for requests that come again."""

import sqlalchemy as sa

from deskhand.storage.schema.base import Id, account_key, instant, metadata, text

kept_answer = sa.Table(
    "kept_answer",
    metadata,
    account_key(),
    sa.Column("key_id", Id, primary_key=True, autoincrement=False),
    sa.Column("idempotency_key", sa.Text, primary_key=True),
    text("request_sha256"),
    sa.Column("status", sa.Integer, nullable=False),
    text("body"),
    text("etag"),
    instant("kept_at", nullable=False),
    sa.Index("kept_answer_kept_at_idx", "account_id", "kept_at"),
)
