"""Everything that a request might leave behind: the rows of an account, its clock, and stored files."""

from typing import Any

import sqlalchemy as sa

from deskhand.storage.schema import metadata
from deskhand.storage.statement import Statement
from tests.cast import Office

OF_ACCOUNT = [table for table in metadata.sorted_tables if "account_id" in table.c and table.name != "kept_answer"]


def _rows(table: sa.Table) -> Statement[tuple[Any, ...]]:
    # When a key was last used is kept in the background.
    columns = [column for column in table.c if column.name != "last_used_at"]
    account = sa.bindparam("account_id", type_=sa.BigInteger)
    return Statement(sa.select(*columns).where(table.c.account_id == account).order_by(*table.primary_key.columns))


ROWS = {table.name: _rows(table) for table in OF_ACCOUNT}


async def state(office: Office) -> dict[str, Any]:
    """Every row of the office's account, by table, and how many files are stored."""
    async with office.engine.snapshot() as read:
        found: dict[str, Any] = {
            name: await read.fetch(rows, account_id=office.cast.account_id) for name, rows in ROWS.items()
        }
    return {**found, "files": files(office)}


def files(office: Office) -> int:
    """How many files of the account lie in the object store."""
    folder = office.desk.files.objects.folder
    assert folder is not None
    return sum(path.is_file() for path in (folder / str(office.cast.account_id)).rglob("*"))
