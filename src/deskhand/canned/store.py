"""The statements on canned replies and ticket templates."""

from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from deskhand.core.canned import CannedReply, TicketTemplate
from deskhand.core.fields import name_key
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import canned_reply, ticket_template
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of, update_of
from deskhand.storage.types import literal

Stored = TypeVar("Stored", CannedReply, TicketTemplate)
_THERE = literal("deleted_at IS NULL")


class Kept(Generic[Stored]):
    """The statements that both share: each is found by its id, and by a key that no other one has."""

    def __init__(self, struct: type[Stored], table: sa.Table, key: str, order: str) -> None:
        own = table.c.account_id == sa.bindparam("account_id")
        there = sa.select(*columns_of(struct, table)).where(own, _THERE)
        self._extra = () if key in struct.__struct_fields__ else (key,)
        self._key = key
        self._one: Statement[Stored] = Statement(there.where(table.c.id == sa.bindparam("id")), struct)
        self._by_key: Statement[Stored] = Statement(there.where(table.c[key] == sa.bindparam("key")), struct)
        self._all: Statement[Stored] = Statement(there.order_by(table.c[order], table.c.id), struct)
        self._count: Statement[Any] = Statement(sa.select(sa.func.count()).select_from(table).where(own, _THERE))
        self._insert = insert_of(struct, table, *self._extra)
        self._update = update_of(struct, table, *self._extra)

    async def get(self, read: Read, account_id: int, id: int) -> Stored | None:
        """The one with this id, unless it was deleted."""
        return await read.one(self._one, account_id=account_id, id=id)

    async def keyed(self, read: Read, account_id: int, key: str) -> Stored | None:
        """The one with this shortcut or name, case folded."""
        return await read.one(self._by_key, account_id=account_id, key=name_key(key))

    async def all(self, read: Read, account_id: int) -> list[Stored]:
        """All that there are, in their order."""
        return await read.fetch(self._all, account_id=account_id)

    async def count(self, read: Read, account_id: int) -> int:
        return int(await read.value(self._count, account_id=account_id))

    async def insert(self, tx: Tx, new: Stored, key: str) -> None:
        await tx.run(self._insert, **row_of(new), **self._keyed(key))

    async def update(self, tx: Tx, changed: Stored, key: str) -> None:
        await tx.run(self._update, **row_of(changed), **self._keyed(key))

    def _keyed(self, key: str) -> dict[str, str]:
        return {name: name_key(key) for name in self._extra}


REPLIES = Kept(CannedReply, canned_reply, key="shortcut", order="shortcut")
TEMPLATES = Kept(TicketTemplate, ticket_template, key="name_key", order="name_key")
