"""Filling the index of words for all the tickets that a database holds: after an upgrade, or after loading in bulk."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from deskhand.core.words import TicketWords, ticket_words
from deskhand.storage.schema.search import DOC_BITS, INDEX_ON_POSTGRESQL, NAME

if TYPE_CHECKING:
    import asyncpg

AT_ONCE = 2_000

_ALIVE = "deleted_at IS NULL AND merged_into IS NULL"
_TICKETS = (
    "SELECT account_id, id, title, description FROM ticket"  # noqa: S608
    f" WHERE (account_id, id) > ({{}}, {{}}) AND {_ALIVE} ORDER BY account_id, id LIMIT {AT_ONCE}"
)
_COMMENTS = (
    "SELECT account_id, ticket_id, text, internal FROM comment"
    " WHERE (account_id, ticket_id) >= ({}, {}) AND (account_id, ticket_id) <= ({}, {})"
    " ORDER BY account_id, ticket_id, id"
)


class _Indexed(NamedTuple):
    account_id: int
    ticket_id: int
    words: TicketWords


def fill_sqlite(connection: sqlite3.Connection) -> None:
    """Index every ticket anew; the caller commits."""
    connection.execute(f"DELETE FROM {NAME}")  # noqa: S608
    last = (0, 0)
    while tickets := connection.execute(_TICKETS.format("?", "?"), last).fetchall():
        first, last = tickets[0][:2], tickets[-1][:2]
        comments = connection.execute(_COMMENTS.format("?", "?", "?", "?"), (*first, *last)).fetchall()
        rows = [
            (one.account_id << DOC_BITS | one.ticket_id, *map(" ".join, one.words.lists), one.words.held)
            for one in _indexed(tickets, comments)
        ]
        connection.executemany(
            f"INSERT INTO {NAME} (rowid, title, public, internal, held) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            rows,
        )
    # One list of each word rather than a dozen: searches are faster for it, and so are the next writes.
    connection.execute(f"INSERT INTO {NAME} ({NAME}) VALUES ('optimize')")  # noqa: S608


async def fill_postgresql(connection: "asyncpg.Connection[Any]") -> None:
    """Index every ticket anew; the caller commits."""
    await connection.execute(f"DELETE FROM {NAME}")  # noqa: S608
    # Made at the end, in one go: entry by entry it would take three times as long.
    await connection.execute(f"DROP INDEX {NAME}_words_idx; SET LOCAL maintenance_work_mem = '256MB'")
    last = (0, 0)
    while tickets := await connection.fetch(_TICKETS.format("$1", "$2"), *last):
        first, last = tickets[0][:2], tickets[-1][:2]
        comments = await connection.fetch(_COMMENTS.format("$1", "$2", "$3", "$4"), *first, *last)
        rows = [(one.account_id, one.ticket_id, _lexemes(one), one.words.held) for one in _indexed(tickets, comments)]
        await connection.executemany(
            f"INSERT INTO {NAME} (account_id, ticket_id, words, held)"  # noqa: S608
            " VALUES ($1, $2, array_to_tsvector($3::text[]), $4)",
            rows,
        )
    await connection.execute(INDEX_ON_POSTGRESQL)


def _indexed(tickets: Sequence[Any], comments: Sequence[Any]) -> Iterator[_Indexed]:
    said = {
        key: [(text, bool(internal)) for _, _, text, internal in group]
        for key, group in groupby(comments, key=itemgetter(slice(2)))
    }
    for account_id, ticket_id, title, description in tickets:
        comments_on = said.get((account_id, ticket_id), ())
        yield _Indexed(account_id, ticket_id, ticket_words(title, description, comments_on))


def _lexemes(one: _Indexed) -> list[str]:
    return [
        f"{one.account_id}{place}{word}" for place, words in zip("tpi", one.words.lists, strict=True) for word in words
    ]
