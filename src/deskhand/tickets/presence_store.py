"""The statements on who has a ticket open."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.presence import PresenceState
from deskhand.storage.schema import presence, technician
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was seen on a ticket."""

    technician_id: int
    first_name: str
    last_name: str
    state: PresenceState
    seen_at: datetime


_TICKET = (presence.c.account_id == sa.bindparam("account_id"), presence.c.ticket_id == sa.bindparam("ticket_id"))
_ONE = (*_TICKET, presence.c.technician_id == sa.bindparam("technician_id"))
_PEOPLE = presence.join(
    technician,
    sa.and_(technician.c.account_id == presence.c.account_id, technician.c.id == presence.c.technician_id),
)
_SEEN = sa.select(
    presence.c.technician_id, technician.c.first_name, technician.c.last_name, presence.c.state, presence.c.seen_at
).select_from(_PEOPLE)

SEEN_SINCE: Statement[Present] = Statement(
    _SEEN.where(*_TICKET, presence.c.seen_at >= sa.bindparam("since", type_=Utc)).order_by(presence.c.technician_id),
    Present,
)
ONE: Statement[Present] = Statement(_SEEN.where(*_ONE), Present)
_NEW = insert(presence).values({one.name: sa.bindparam(one.name, type_=one.type) for one in presence.c})
PUT: Statement[Any] = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["account_id", "ticket_id", "technician_id"],
        set_={"state": _NEW.excluded.state, "seen_at": _NEW.excluded.seen_at},
    )
)
GONE: Statement[Any] = Statement(sa.delete(presence).where(*_ONE))
# Of all accounts; the table holds nobody but those of the last hour.
FORGET: Statement[Any] = Statement(sa.delete(presence).where(presence.c.seen_at < sa.bindparam("until", type_=Utc)))
