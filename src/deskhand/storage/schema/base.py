"""What every table shares: the metadata with its naming rule, and the columns that begin each key."""

from typing import Any

import sqlalchemy as sa

from deskhand.storage.types import Utc

# Fixed names for constraints, so that a migration can find them on either database.
metadata = sa.MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    }
)

# Ids stay inside a signed 64-bit integer and outside JavaScript's trouble only by the counters' slow growth.
Id = sa.BigInteger


def account_key() -> sa.Column[int]:
    """The first column of every primary key: all of an account's rows can live on one shard."""
    return sa.Column("account_id", Id, sa.ForeignKey("account.id"), primary_key=True, autoincrement=False)


def id_key() -> sa.Column[int]:
    """The second column of a noun's primary key, handed out by the account's clock."""
    return sa.Column("id", Id, primary_key=True, autoincrement=False)


def text(name: str, default: str = "") -> sa.Column[str]:
    """A text that is empty rather than null."""
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text(f"'{default}'"))


def sort_key(name: str) -> sa.Column[str]:
    """A text folded by core.words, as it is searched and sorted: byte by byte, whatever PostgreSQL's collation is."""
    by_bytes = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, by_bytes, nullable=False, server_default=sa.text("''"))


def instant(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, Utc, nullable=nullable)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def amount(name: str) -> sa.Column[int]:
    """A whole number that starts at nought: seconds, counters."""
    return sa.Column(name, Id, nullable=False, server_default=sa.text("0"))


def closed_set(column: str, values: type, *, nullable: bool = False) -> sa.CheckConstraint:
    """CHECK that a text column holds one of an enum's values (SQLAlchemy's Enum would store names and not check)."""
    listed = ", ".join(f"'{member.value}'" for member in values)  # type: ignore[attr-defined]
    condition = f"{column} IN ({listed})"
    return sa.CheckConstraint(f"{column} IS NULL OR {condition}" if nullable else condition, name=column)


def refers(columns: tuple[str, ...], table: str) -> sa.ForeignKeyConstraint:
    """A foreign key within the account: its first column is always account_id."""
    return sa.ForeignKeyConstraint(("account_id", *columns), (f"{table}.account_id", f"{table}.id"))
