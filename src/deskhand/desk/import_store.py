"""The statements on what was imported: which of our things a record became, and which numbers are taken."""

from typing import Any

import msgspec
import sqlalchemy as sa

from deskhand.core.importing import Noun
from deskhand.storage.schema import (
    comment,
    contact,
    custom_field,
    customer,
    department,
    imported,
    technician,
    ticket,
    work_hours,
)
from deskhand.storage.statement import Statement
from deskhand.storage.types import one_of


class Mapped(msgspec.Struct, frozen=True):
    """What a record became, and the digest of what it said last."""

    source_id: str
    id: int
    digest: str


_SOURCE = (
    imported.c.account_id == sa.bindparam("account_id"),
    imported.c.source == sa.bindparam("source"),
    imported.c.noun == sa.bindparam("noun"),
)
KNOWN: Statement[Mapped] = Statement(
    sa.select(imported.c.source_id, imported.c.id, imported.c.digest).where(
        *_SOURCE, one_of(imported.c.source_id, "source_ids")
    ),
    Mapped,
)
REMEMBER: Statement[Any] = Statement(
    sa.insert(imported).values({column.name: sa.bindparam(column.name, type_=column.type) for column in imported.c})
)
RENEW: Statement[Any] = Statement(
    sa.update(imported)
    .where(*_SOURCE, imported.c.source_id == sa.bindparam("source_id"))
    .values({name: sa.bindparam(name, type_=imported.c[name].type) for name in ("id", "digest")})
)


def _taken(table: sa.Table) -> Statement[int]:
    return Statement(
        sa.select(table.c.id).where(table.c.account_id == sa.bindparam("account_id"), one_of(table.c.id, "ids"))
    )


# Which of these numbers are taken, also by what was deleted; people have theirs from one counter.
TAKEN: dict[Noun, tuple[Statement[int], ...]] = {
    Noun.CUSTOMER: (_taken(customer),),
    Noun.DEPARTMENT: (_taken(department),),
    Noun.TECHNICIAN: (_taken(technician), _taken(contact)),
    Noun.CONTACT: (_taken(technician), _taken(contact)),
    Noun.CUSTOM_FIELD: (_taken(custom_field),),
    Noun.TICKET: (_taken(ticket),),
    Noun.COMMENT: (_taken(comment),),
    Noun.WORK_HOURS: (_taken(work_hours),),
}
