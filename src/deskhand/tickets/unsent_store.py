"""The statements on texts that were begun and not sent."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.unsent import Unsent
from deskhand.storage.schema import unsent
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of

_OF = (
    unsent.c.account_id == sa.bindparam("account_id"),
    unsent.c.technician_id == sa.bindparam("technician_id"),
    unsent.c.ticket_id == sa.bindparam("ticket_id"),
)
_KEY = ("account_id", "technician_id", "ticket_id")

GET: Statement[Unsent] = Statement(sa.select(*columns_of(Unsent, unsent)).where(*_OF), Unsent)
DROP: Statement[Any] = Statement(sa.delete(unsent).where(*_OF))
# PostgreSQL's ON CONFLICT is SQLite's too, to the letter.
_NEW = insert(unsent).values({name: sa.bindparam(name, type_=unsent.c[name].type) for name in Unsent.__struct_fields__})
PUT: Statement[Any] = Statement(
    _NEW.on_conflict_do_update(
        index_elements=list(_KEY),
        set_={name: _NEW.excluded[name] for name in Unsent.__struct_fields__ if name not in _KEY},
    )
)
