"""The statements on kept answers."""

from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.storage.schema import kept_answer
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc


class KeptAnswer(msgspec.Struct, frozen=True):
    """An answer as it was given, and which request it was given to."""

    request_sha256: str
    status: int
    body: str
    etag: str


_ACCOUNT = kept_answer.c.account_id == sa.bindparam("account_id")

FIND: Statement[KeptAnswer] = Statement(
    sa.select(*(kept_answer.c[name] for name in KeptAnswer.__struct_fields__)).where(
        _ACCOUNT,
        kept_answer.c.key_id == sa.bindparam("key_id"),
        kept_answer.c.idempotency_key == sa.bindparam("idempotency_key"),
        kept_answer.c.kept_at > sa.bindparam("since", type_=Utc),
    ),
    KeptAnswer,
)
KEEP: Statement[Any] = Statement(
    sa.insert(kept_answer).values(
        {column.name: sa.bindparam(column.name, type_=column.type) for column in kept_answer.columns}
    )
)
FORGET: Statement[Any] = Statement(
    sa.delete(kept_answer).where(_ACCOUNT, kept_answer.c.kept_at <= sa.bindparam("until", type_=Utc))
)
