"""The statements on sessions."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.actor import Role
from deskhand.core.preference import Density, Language, Rail, Theme
from deskhand.storage.schema import account, preference, session, technician
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody logged in with one browser; `sha256`, the hash of the cookie's text, names it."""

    account_id: int
    sha256: str
    technician_id: int
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    agent: str


class SessionRow(Session, frozen=True, kw_only=True):
    """A session, its technician and what they prefer, as one look finds them."""

    version: int
    email: str
    first_name: str
    last_name: str
    role: Role
    hired_at: datetime
    changed_at: datetime
    language: Language
    theme: Theme
    time_zone: str
    density: Density
    rail: Rail
    account_name: str
    account_zone: str


def _preferred(name: str) -> sa.Label[Any]:
    """A column of the preference, empty when nothing was ever chosen."""
    return sa.func.coalesce(preference.c[name], sa.literal_column("''"), type_=sa.Text).label(name)


_KEY = (session.c.account_id == sa.bindparam("account_id"), session.c.sha256 == sa.bindparam("sha256"))
_OWN = (session.c.account_id == sa.bindparam("account_id"), session.c.technician_id == sa.bindparam("technician_id"))
_NOW = sa.bindparam("now", type_=session.c.expires_at.type)

INSERT = insert_of(Session, session)
BEHIND: Statement[SessionRow] = Statement(
    sa.select(
        *columns_of(Session, session),
        technician.c.version,
        technician.c.email,
        technician.c.first_name,
        technician.c.last_name,
        technician.c.role,
        technician.c.created_at.label("hired_at"),
        technician.c.modified_at.label("changed_at"),
        *map(_preferred, ("language", "theme", "time_zone", "density", "rail")),
        account.c.name.label("account_name"),
        account.c.time_zone.label("account_zone"),
    )
    .select_from(
        session.join(
            technician,
            sa.and_(technician.c.account_id == session.c.account_id, technician.c.id == session.c.technician_id),
        )
        .join(account, account.c.id == session.c.account_id)
        .outerjoin(
            preference,
            sa.and_(
                preference.c.account_id == session.c.account_id,
                preference.c.technician_id == session.c.technician_id,
            ),
        )
    )
    .where(*_KEY, session.c.expires_at > _NOW, technician.c.active.is_(sa.true())),
    SessionRow,
)
OF_TECHNICIAN: Statement[Session] = Statement(
    sa.select(*columns_of(Session, session))
    .where(*_OWN, session.c.expires_at > _NOW)
    .order_by(session.c.seen_at.desc(), session.c.sha256),
    Session,
)
# Two processes may note at once; the first one's note is as good.
SEEN: Statement[Any] = Statement(
    sa.update(session)
    .where(*_KEY, session.c.seen_at == sa.bindparam("known", type_=session.c.seen_at.type))
    .values(
        seen_at=sa.bindparam("seen_at", type_=session.c.seen_at.type),
        expires_at=sa.bindparam("expires_at", type_=session.c.expires_at.type),
    )
)
END: Statement[Any] = Statement(
    sa.delete(session).where(*_KEY, session.c.technician_id == sa.bindparam("technician_id"))
)
FORGET_EXPIRED: Statement[Any] = Statement(sa.delete(session).where(*_OWN, session.c.expires_at <= _NOW))
