"""The index of words: not a table like the others, since each database has its own kind of it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from deskhand.storage.schema.base import Id, metadata

NAME = "ticket_words"

# On SQLite a ticket's words lie under one number, so that an account's are one range of them.
DOC_BITS = 40

# SQLite gets words that are already parted and folded, with blanks between them: the simplest tokeniser leaves them as
# they are, once it knows what else stands in an address (whatever is not ASCII it takes for part of a word anyway).
# Places within a text are not kept, they would take a quarter more room and nothing asks for them; beginnings of one
# and two letters have lists of their own, without which `b*` takes a quarter of a second among 100,000 tickets.
ON_SQLITE = (
    f"""CREATE VIRTUAL TABLE {NAME} USING fts5(
    title,
    public,
    internal,
    held UNINDEXED,
    tokenize = "ascii tokenchars '@._%+-'",
    detail = column,
    columnsize = 0,
    prefix = '1 2'
)""",
)

# On PostgreSQL each lexeme begins with its account and with where it stands (see search.needle), so that one account's
# words never slow another's and no condition on the account is needed beside them.
#
# A search visits the row of every hit, and beside their words there would be eight rows on a page instead of eighty.
# PostgreSQL puts long values elsewhere, but only in rows of more than 2 KB: the filler makes every row one of these
# (and is itself kept compressed, in thirty bytes). Measured: 10,000 hits are counted in 6 ms instead of 60.
#
# Without a list of pending entries: emptying it stops one unlucky writer for a quarter of a second.
INDEX_ON_POSTGRESQL = f"CREATE INDEX {NAME}_words_idx ON {NAME} USING gin (words) WITH (fastupdate = off)"
ON_POSTGRESQL = (
    f"""CREATE TABLE {NAME} (
    account_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    held INTEGER NOT NULL,
    filler TEXT DEFAULT repeat(' ', 2000) NOT NULL,
    CONSTRAINT {NAME}_pk PRIMARY KEY (account_id, ticket_id)
) WITH (toast_tuple_target = 128)""",
    f"ALTER TABLE {NAME} ALTER COLUMN words SET STORAGE EXTERNAL",
    INDEX_ON_POSTGRESQL,
)

on_sqlite = sa.table(
    NAME,
    sa.column("rowid", Id),
    sa.column("title", sa.Text),
    sa.column("public", sa.Text),
    sa.column("internal", sa.Text),
    sa.column("held", sa.Integer),
)
on_postgresql = sa.table(
    NAME,
    sa.column("account_id", Id),
    sa.column("ticket_id", Id),
    sa.column("words", TSVECTOR),
    sa.column("held", sa.Integer),
    sa.column("filler", sa.Text),
)


def is_ordinary(name: str | None, kind: str, _: object) -> bool:
    """Whether Alembic shall look at something: the index of words, and the tables SQLite keeps it in, are no tables."""
    return not (kind == "table" and name is not None and name.startswith(NAME))


for _dialect, _statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRESQL)):
    for _statement in _statements:
        # A per cent sign would be a place to fill in.
        _ddl = sa.DDL(_statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        sa.event.listen(metadata, "after_create", _ddl.execute_if(dialect=_dialect))
