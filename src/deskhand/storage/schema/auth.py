"""Log-ins, passwords, sessions and API keys; and how a technician likes what is behind the log-in."""

import sqlalchemy as sa

from deskhand.core.preference import Density, Language, Rail, Theme
from deskhand.storage.schema.base import (
    Id,
    account_key,
    amount,
    closed_set,
    id_key,
    instant,
    metadata,
    refers,
    text,
)
from deskhand.storage.types import Json

# Global: which accounts know an address, so that logging in need not search all of them.
login = sa.Table(
    "login",
    metadata,
    sa.Column("email_key", sa.Text, primary_key=True),
    sa.Column("account_id", Id, sa.ForeignKey("account.id"), primary_key=True, autoincrement=False),
    sa.Column("technician_id", Id, nullable=False),
    refers(("technician_id",), "technician"),
)

password = sa.Table(
    "password",
    metadata,
    account_key(),
    sa.Column("technician_id", Id, primary_key=True, autoincrement=False),
    text("argon2"),
    instant("changed_at", nullable=False),
    refers(("technician_id",), "technician"),
)

# `scopes` and `customers` are JSON lists; null means no limit. Only the SHA-256 of the key is kept.
api_key = sa.Table(
    "api_key",
    metadata,
    account_key(),
    id_key(),
    text("name"),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("technician_id", Id),
    sa.Column("scopes", Json),
    sa.Column("customers", Json),
    amount("per_minute"),
    instant("created_at", nullable=False),
    instant("expires_at"),
    instant("revoked_at"),
    instant("last_used_at"),
    refers(("technician_id",), "technician"),
    sa.UniqueConstraint("account_id", "sha256"),
)

# Who is logged in where. Only the SHA-256 of the cookie's text is kept; a session that ended is gone.
session = sa.Table(
    "session",
    metadata,
    account_key(),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("technician_id", Id, nullable=False),
    instant("created_at", nullable=False),
    instant("seen_at", nullable=False),
    instant("expires_at", nullable=False),
    text("address"),
    text("agent"),
    refers(("technician_id",), "technician"),
    sa.Index("session_technician_idx", "account_id", "technician_id"),
)

# Links that set a password once; one that was used is gone.
password_link = sa.Table(
    "password_link",
    metadata,
    account_key(),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("technician_id", Id, nullable=False),
    instant("made_at", nullable=False),
    instant("expires_at", nullable=False),
    refers(("technician_id",), "technician"),
    sa.Index("password_link_technician_idx", "account_id", "technician_id"),
)

preference = sa.Table(
    "preference",
    metadata,
    account_key(),
    sa.Column("technician_id", Id, primary_key=True, autoincrement=False),
    text("language"),
    text("theme"),
    text("time_zone"),
    text("density"),
    text("rail"),
    closed_set("language", Language),
    closed_set("theme", Theme),
    closed_set("density", Density),
    closed_set("rail", Rail),
    refers(("technician_id",), "technician"),
)
