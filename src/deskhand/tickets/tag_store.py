"""The statements on the index of tags; what a ticket shows of them lies in its own row."""

from collections.abc import Sequence

import sqlalchemy as sa

from deskhand.storage.engine import Tx
from deskhand.storage.schema import ticket_tag
from deskhand.storage.statement import Statement

CLEAR: Statement[object] = Statement(
    sa.delete(ticket_tag).where(
        ticket_tag.c.account_id == sa.bindparam("account_id"), ticket_tag.c.ticket_id == sa.bindparam("ticket_id")
    )
)
INSERT: Statement[object] = Statement(
    sa.insert(ticket_tag).values({column.name: sa.bindparam(column.name, type_=column.type) for column in ticket_tag.c})
)


async def put(tx: Tx, ticket_id: int, keys: Sequence[str]) -> None:
    """Let a ticket be found by these tags, case folded, and by no others."""
    of = {"account_id": tx.account_id, "ticket_id": ticket_id}
    await tx.run(CLEAR, **of)
    await tx.many(INSERT, [{**of, "tag_key": key} for key in keys])
