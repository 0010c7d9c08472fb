"""The statements on preferences."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from deskhand.core.preference import Preference
from deskhand.storage.schema import preference
from deskhand.storage.statement import Statement
from deskhand.storage.statements import columns_of

GET: Statement[Preference] = Statement(
    sa.select(*columns_of(Preference, preference)).where(
        preference.c.account_id == sa.bindparam("account_id"),
        preference.c.technician_id == sa.bindparam("technician_id"),
    ),
    Preference,
)
# PostgreSQL's ON CONFLICT is SQLite's too, to the letter.
_NEW = insert(preference).values({column.name: sa.bindparam(column.name, type_=column.type) for column in preference.c})
PUT: Statement[Any] = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["account_id", "technician_id"],
        set_={name: _NEW.excluded[name] for name in Preference.__struct_fields__},
    )
)
