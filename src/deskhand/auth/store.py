"""The statements on API keys."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.actor import Role
from deskhand.storage.schema import api_key, technician
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of, insert_of


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is stored: its hash, whom it acts as, and its limits. `scopes`, `customers`: JSON lists or None."""

    account_id: int
    id: int
    name: str
    sha256: str
    technician_id: int | None
    scopes: str | None
    customers: str | None
    per_minute: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class KeyWithTechnician(ApiKey, frozen=True, kw_only=True):
    """A key and the role of the technician it acts as; None for an integration."""

    technician_role: Role | None
    technician_active: bool | None
    technician_email: str | None


_VIEW = sa.select(
    *columns_of(ApiKey, api_key),
    technician.c.role.label("technician_role"),
    technician.c.active.label("technician_active"),
    technician.c.email.label("technician_email"),
).select_from(
    api_key.outerjoin(
        technician,
        sa.and_(technician.c.account_id == api_key.c.account_id, technician.c.id == api_key.c.technician_id),
    )
)
_ACCOUNT = api_key.c.account_id == sa.bindparam("account_id")

INSERT_KEY = insert_of(ApiKey, api_key)
BY_HASH: Statement[KeyWithTechnician] = Statement(
    _VIEW.where(_ACCOUNT, api_key.c.sha256 == sa.bindparam("sha256")), KeyWithTechnician
)
ALL_KEYS: Statement[KeyWithTechnician] = Statement(_VIEW.where(_ACCOUNT).order_by(api_key.c.id), KeyWithTechnician)
REVOKE: Statement[Any] = Statement(
    sa.update(api_key)
    .where(_ACCOUNT, api_key.c.id == sa.bindparam("id"), api_key.c.revoked_at.is_(None))
    .values(revoked_at=sa.bindparam("revoked_at", type_=api_key.c.revoked_at.type))
)
USED: Statement[Any] = Statement(
    sa.update(api_key)
    .where(_ACCOUNT, api_key.c.id == sa.bindparam("id"))
    .values(last_used_at=sa.bindparam("last_used_at", type_=api_key.c.last_used_at.type))
)
