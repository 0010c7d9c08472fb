"""The statements on the event log and on the wordings it refers to."""

import sqlalchemy as sa

from deskhand.storage.schema import wording
from deskhand.storage.statement import Statement

KEEP_WORDING: Statement[object] = Statement(
    sa.insert(wording).values(
        account_id=sa.bindparam("account_id"),
        seq=sa.bindparam("seq"),
        field=sa.bindparam("field"),
        text=sa.bindparam("text"),
    )
)
