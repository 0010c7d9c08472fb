"""Making an account of what another installation gave: it then answers every call as the first one did."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Protocol

from deskhand.core.errors import Refusal
from deskhand.desk import store as account_store
from deskhand.desk import whole_store as store
from deskhand.desk.export_account import AT_ONCE
from deskhand.desk.whole import FORMAT, VERSION, Head
from deskhand.search import index
from deskhand.storage.engine import Read, Writes
from deskhand.storage.errors import Conflict, Dangling, Invalid
from deskhand.storage.migrations import head as schema_here

Row = Mapping[str, Any]


class Whole(Protocol):
    """An account that was exported: its head, and the rows of each of its tables."""

    @property
    def head(self) -> Head: ...

    def rows(self, table: str) -> Iterable[Row]: ...


async def restore_account(
    writes: Writes, whole: Whole, name: str, object_keys: Mapping[int, str], progress: Callable[[int], None]
) -> int:
    """The number of a new account of this name, with everything that was exported; all or nothing, by the caller's
    transaction.

    `object_keys` say where the bytes of each attachment have been put. Its technicians have no passwords yet, and it
    has no keys. Refused where the rows are of another release (`other_schema`), where the name is taken
    (`account_exists`) and where something is missing or does not fit (`broken_export`).
    """
    account_id = await place_for(writes, whole.head, name)
    settings = store.read_row(store.SETTINGS, whole.head.account)
    await writes.run(store.INSERT_ACCOUNT, **{**settings, "id": account_id, "name": name})
    for table in store.carried():
        if table in store.LAST:
            continue
        await _restore_table(writes, whole, table, account_id, object_keys, progress)
    after: int | None = 0
    while after is not None:
        after = await index.rebuild(writes, account_id, after)
    for table in store.LAST:
        await _restore_table(writes, whole, table, account_id, object_keys, progress)
    return account_id


async def place_for(read: Read, head: Head, name: str) -> int:
    """The number that the account will have. Refused as `restore_account` says, before anything is done."""
    _check_head(head)
    if await read.one(account_store.BY_NAME, name=name) is not None:
        raise Refusal("account_exists", f"There is an account {name!r} already", "Give the new one another name")
    return int(await read.value(account_store.NEXT_ID))


def _check_head(head: Head) -> None:
    if head.format != FORMAT or head.version != VERSION:
        raise Refusal("other_format", "This is no export of a Deskhand account", "Make it with deskhand export")
    if head.schema != schema_here():
        raise Refusal(
            "other_schema",
            f"The export has schema {head.schema}, this installation {schema_here()}",
            "Bring both installations to the same release, and export again",
        )


async def _restore_table(
    writes: Writes,
    whole: Whole,
    table: store.Table,
    account_id: int,
    object_keys: Mapping[int, str],
    progress: Callable[[int], None],
) -> None:
    """Every row of one table, and then what its rows refer to in it. Refused (`broken_export`)."""
    columns = store.columns(table)
    done = 0
    referring: list[dict[str, Any]] = []
    try:
        for rows in _batches(whole.rows(table.name)):
            read = [store.read_row(columns, row) for row in rows]
            if table.name == "attachment":
                read = [{**row, "object_key": object_keys[row["id"]]} for row in read]
            await writes.many(store.insert_into(table), [store.row_params(table, account_id, row) for row in read])
            referring += store.reference_params(table, account_id, read)
            done += len(rows)
            progress(len(rows))
        if referring:
            await writes.many(store.refer_within(table), referring)
    except (KeyError, ValueError, TypeError, Conflict, Dangling, Invalid) as wrong:
        raise _broken(table.name, f"a row after the {done}th does not fit ({wrong})") from wrong
    if done != whole.head.tables.get(table.name):
        raise _broken(table.name, f"{whole.head.tables.get(table.name)} rows were exported, {done} are there")


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    each = iter(rows)
    while some := list(islice(each, AT_ONCE)):
        yield some


def _broken(table: str, why: str) -> Refusal:
    return Refusal("broken_export", f"The export is not whole: {table}: {why}", "Export again")
