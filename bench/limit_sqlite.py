"""The floor's SQLite: the standard driver called on the loop, with the product's settings and statements."""

from datetime import UTC, datetime
from pathlib import Path

from bench.limit_sql import (
    APPEND,
    CONTACT,
    CREATE,
    CUSTOMER,
    CUSTOMER_OF_CONTACT,
    INDEX,
    KEYS,
    LOCK,
    NAMES,
    PAGE,
    TOTALS,
    VIEW,
    WAKE,
    WRITE,
    Asked,
    Raw,
    rows_of,
)
from deskhand.storage.sqlite_files import open_loop_reader, open_writer

_names = [statement.sqlite for statement in NAMES]


class Sqlite:
    """One connection that reads and one that writes; nothing ever waits."""

    def __init__(self, path: Path) -> None:
        self._write = open_writer(path, "full").execute
        # The product may still be answering what it was sent last; a bare application would wait like this.
        self._write("PRAGMA busy_timeout = 5000")
        self._read = open_loop_reader(path).execute

    async def start(self) -> list[Raw]:
        """The digests of all keys with their accounts."""
        return self._read(KEYS).fetchall()

    @staticmethod
    def instant(value: str | None) -> str | None:
        """An instant as the wire shows it."""
        return None if value is None else value[:19] + "Z"

    async def get(self, account_id: int, ticket_id: int) -> Raw:
        """A ticket with its names."""
        arguments = VIEW.sqlite.arguments(account_id=account_id, id=ticket_id)
        return self._read(VIEW.sqlite.sql, arguments).fetchone()

    async def page(self, account_id: int, limit: int) -> tuple[list[Raw], int]:
        """The newest tickets, and how many there are in all."""
        arguments = PAGE.sqlite.arguments(account_id=account_id, limit=limit)
        rows = self._read(PAGE.sqlite.sql, arguments).fetchall()
        return rows, sum(self._read(TOTALS.sqlite.sql, (account_id,)).fetchone())

    async def names(self, account_id: int, ids: tuple[set[int], ...]) -> list[list[Raw]]:
        """Customers, contacts, technicians and comments by their ids."""
        return [
            self._read(kind.sql, kind.arguments(account_id=account_id, ids=wanted)).fetchall() if wanted else []
            for kind, wanted in zip(_names, ids, strict=True)
        ]

    async def create(self, account_id: int, asked: Asked) -> Raw:
        """A new ticket with its names."""
        run = self._write
        run("BEGIN IMMEDIATE")
        try:
            clock = run(LOCK.sqlite.sql, (account_id,)).fetchone()
            who = {"account_id": account_id, "id": asked.contact_id}
            customer_id = run(CONTACT.sqlite.sql, CONTACT.sqlite.arguments(**who)).fetchone()[CUSTOMER_OF_CONTACT]
            whose = {"account_id": account_id, "id": customer_id}
            run(CUSTOMER.sqlite.sql, CUSTOMER.sqlite.arguments(**whose)).fetchone()
            ticket, after, event, words = rows_of(asked, account_id, clock, customer_id, datetime.now(UTC))
            run(CREATE.sqlite.sql, CREATE.sqlite.arguments(**ticket))
            run(INDEX.sqlite.sql, INDEX.sqlite.arguments(**words))
            which = {"account_id": account_id, "id": ticket["id"]}
            view: Raw = run(VIEW.sqlite.sql, VIEW.sqlite.arguments(**which)).fetchone()
            run(WRITE.sqlite.sql, WRITE.sqlite.arguments(**after))
            run(APPEND.sqlite.sql, APPEND.sqlite.arguments(**event))
            run(WAKE.sqlite.sql, WAKE.sqlite.arguments(account_id=account_id, seq=event["seq"]))
            run("COMMIT")
        except BaseException:
            run("ROLLBACK")
            raise
        return view
