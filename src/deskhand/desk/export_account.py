"""Giving everything that an account has, as it stands at one moment."""

from collections.abc import AsyncIterator
from datetime import datetime

from deskhand.attachments import store as attachment_store
from deskhand.core.actor import Actor, Everything
from deskhand.core.attachments import Attachment
from deskhand.core.errors import Forbidden, Missing
from deskhand.core.permissions import Verb, require
from deskhand.desk import whole_store as store
from deskhand.desk.whole import End, Head, Rows
from deskhand.storage.engine import Read
from deskhand.storage.migrations import head

AT_ONCE = 500


async def export_account(read: Read, actor: Actor, now: datetime) -> AsyncIterator[Head | Rows | End]:
    """Everything of the actor's account, for administrators: a head, then every table's rows, then an end.

    `read` must be a snapshot, so that all of it is of one moment. Secrets stay behind (`whole_store.LEFT_BEHIND`), and
    the bytes of attachments are asked for one by one. Raises Forbidden.
    """
    require_everything(actor)
    own = {"account_id": actor.account_id}
    settings = await read.one(store.READ_ACCOUNT, **own)
    if settings is None:
        raise Missing("Account")
    counts = {str(table.name): int(await read.value(store.count_of(table), **own)) for table in store.carried()}
    yield Head(
        schema=head(),
        taken_at=now,
        account={str(column.name): value for column, value in zip(store.SETTINGS, settings, strict=True)},
        seq=int(await read.value(store.EVENTS, **own)),
        tables=counts,
    )
    for table in store.carried():
        async for rows in _rows_of(read, actor.account_id, table):
            yield rows
    yield End(sum(counts.values()))


def require_everything(actor: Actor) -> None:
    """Raise Forbidden unless the actor is an administrator and sees every customer's tickets."""
    require(actor, Verb.ACCOUNT_ADMIN)
    if not isinstance(actor.reach, Everything):
        raise Forbidden("An export holds every customer's tickets, and this key sees only some customers'")


async def exported_attachment(read: Read, actor: Actor, attachment_id: int) -> Attachment:
    """An attachment of the account, also of what is deleted, for administrators. Raises Forbidden and Missing."""
    require_everything(actor)
    found = await attachment_store.get(read, actor.account_id, attachment_id)
    if found is None:
        raise Missing("Attachment")
    return found


async def _rows_of(read: Read, account_id: int, table: store.Table) -> AsyncIterator[Rows]:
    """A table's rows, some hundred at a time, in the order of their key."""
    names = tuple(str(column.name) for column in store.columns(table))
    key = [column.name for column in store.key_of(table)]
    asked: dict[str, object] = {"account_id": account_id, "limit": AT_ONCE}
    first = True
    while True:
        rows = await read.fetch(store.rows_after(table, first=first), **asked)
        if rows:
            yield Rows(str(table.name), names, rows)
        if len(rows) < AT_ONCE or not key:
            return
        asked |= {name: rows[-1][names.index(name)] for name in key}
        first = False
