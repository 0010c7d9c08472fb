"""The statements on passwords, on the links that set one, and on who logs in with an address."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.directory import Technician
from deskhand.storage.schema import account, login, password, password_link, technician
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of


class KnownLogIn(msgspec.Struct, frozen=True, kw_only=True):
    """One technician who may log in with an address; the same person may be one in several accounts."""

    account_id: int
    technician_id: int
    account_name: str
    email: str
    active: bool
    argon2: str


class PasswordLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that sets a password once."""

    account_id: int
    sha256: str
    technician_id: int
    made_at: datetime
    expires_at: datetime


def _put_of(table: sa.Table, key: tuple[str, ...], *values: str) -> Statement[Any]:
    # PostgreSQL's ON CONFLICT is SQLite's too, to the letter.
    new = insert(table).values({name: sa.bindparam(name, type_=table.c[name].type) for name in (*key, *values)})
    return Statement(new.on_conflict_do_update(index_elements=key, set_={name: new.excluded[name] for name in values}))


_OWN = (
    password.c.account_id == sa.bindparam("account_id"),
    password.c.technician_id == sa.bindparam("technician_id"),
)
HASH: Statement[Any] = Statement(sa.select(password.c.argon2).where(*_OWN))
PUT_PASSWORD = _put_of(password, ("account_id", "technician_id"), "argon2", "changed_at")
PUT_LOGIN = _put_of(login, ("email_key", "account_id"), "technician_id")
# The same password hashed anew: only while it still is the same.
REHASH: Statement[Any] = Statement(
    sa.update(password)
    .where(*_OWN, password.c.argon2 == sa.bindparam("before"))
    .values(argon2=sa.bindparam("after", type_=sa.Text))
)

_KNOWN = (
    sa.select(
        technician.c.account_id,
        technician.c.id.label("technician_id"),
        account.c.name.label("account_name"),
        technician.c.email,
        technician.c.active,
        password.c.argon2,
    )
    .join_from(
        technician,
        password,
        sa.and_(password.c.account_id == technician.c.account_id, password.c.technician_id == technician.c.id),
    )
    .join(account, account.c.id == technician.c.account_id)
)
BY_EMAIL: Statement[KnownLogIn] = Statement(
    _KNOWN.join(login, sa.and_(login.c.account_id == technician.c.account_id, login.c.technician_id == technician.c.id))
    .where(login.c.email_key == sa.bindparam("email_key"))
    .order_by(account.c.name),
    KnownLogIn,
)
BY_TECHNICIAN: Statement[KnownLogIn] = Statement(
    _KNOWN.where(
        technician.c.account_id == sa.bindparam("account_id"), technician.c.id == sa.bindparam("technician_id")
    ),
    KnownLogIn,
)

INSERT_LINK = insert_of(PasswordLink, password_link)
_LINK = (
    password_link.c.account_id == sa.bindparam("account_id"),
    password_link.c.sha256 == sa.bindparam("sha256"),
)
BEHIND_LINK: Statement[Technician] = Statement(
    sa.select(*columns_of(Technician, technician))
    .join_from(
        password_link,
        technician,
        sa.and_(
            technician.c.account_id == password_link.c.account_id, technician.c.id == password_link.c.technician_id
        ),
    )
    .where(
        *_LINK,
        technician.c.active.is_(sa.true()),
        password_link.c.expires_at > sa.bindparam("now", type_=password_link.c.expires_at.type),
    ),
    Technician,
)
TAKE_LINK: Statement[Any] = Statement(sa.delete(password_link).where(*_LINK))
