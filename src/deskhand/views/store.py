"""The statements on saved views."""

from typing import Any

import sqlalchemy as sa

from deskhand.core.fields import name_key
from deskhand.core.views import SavedView
from deskhand.storage.engine import Read, Tx
from deskhand.storage.schema import saved_view, technician
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of, row_of, update_of
from deskhand.storage.types import literal, one_of


class ViewShown(SavedView, frozen=True, kw_only=True):
    """A view with its owner's name, for the lists that show whose it is."""

    owner_first_name: str
    owner_last_name: str


_OWN = saved_view.c.account_id == sa.bindparam("account_id")
_OWNED = saved_view.c.owner_id == sa.bindparam("owner_id")
_SHARED = saved_view.c.shared.is_(sa.true())
_THERE = literal("deleted_at IS NULL")
_ONE = sa.select(*columns_of(SavedView, saved_view)).where(_OWN)

_insert = insert_of(SavedView, saved_view, "name_key")
_update = update_of(SavedView, saved_view, "name_key")

GET: Statement[SavedView] = Statement(_ONE.where(_THERE, saved_view.c.id == sa.bindparam("id")), SavedView)
NAMED: Statement[SavedView] = Statement(
    _ONE.where(_THERE, _OWNED, saved_view.c.name_key == sa.bindparam("name_key")), SavedView
)
COUNT: Statement[Any] = Statement(sa.select(sa.func.count()).select_from(saved_view).where(_OWN, _OWNED, _THERE))
LAST: Statement[Any] = Statement(sa.select(sa.func.max(saved_view.c.position)).where(_OWN, _OWNED, _THERE))
# One's own first, then those that others share.
FOR_OWNER: Statement[ViewShown] = Statement(
    sa.select(
        *columns_of(SavedView, saved_view),
        technician.c.first_name.label("owner_first_name"),
        technician.c.last_name.label("owner_last_name"),
    )
    .select_from(
        saved_view.join(
            technician,
            sa.and_(technician.c.account_id == saved_view.c.account_id, technician.c.id == saved_view.c.owner_id),
        )
    )
    .where(_OWN, _THERE, sa.or_(_OWNED, _SHARED))
    .order_by(
        sa.case((_OWNED, sa.literal_column("0")), else_=sa.literal_column("1")),
        saved_view.c.owner_id,
        saved_view.c.position,
        saved_view.c.id,
    ),
    ViewShown,
)
# Deleted ones too, since their events say so.
KNOWN_TO: Statement[int] = Statement(
    sa.select(saved_view.c.id).where(_OWN, one_of(saved_view.c.id, "ids"), sa.or_(_OWNED, _SHARED))
)


async def get(read: Read, account_id: int, view_id: int) -> SavedView | None:
    return await read.one(GET, account_id=account_id, id=view_id)


async def named(read: Read, account_id: int, owner_id: int, name: str) -> SavedView | None:
    """The owner's view of this name, case folded."""
    return await read.one(NAMED, account_id=account_id, owner_id=owner_id, name_key=name_key(name))


async def insert(tx: Tx, new: SavedView) -> None:
    await tx.run(_insert, **row_of(new), name_key=name_key(new.name))


async def update(tx: Tx, changed: SavedView) -> None:
    await tx.run(_update, **row_of(changed), name_key=name_key(changed.name))
