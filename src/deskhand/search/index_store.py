"""The statements that keep the index of words."""

from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect

from deskhand.core.words import ROOM_OF_TICKET
from deskhand.search.needle import INTERNAL, PUBLIC, TITLE, lexemes
from deskhand.storage.schema import comment, ticket
from deskhand.storage.schema.search import DOC_BITS, on_postgresql, on_sqlite
from deskhand.storage.statement import Statement


class Lot(NamedTuple):
    """Some words of one of an account's tickets."""

    account_id: int
    words: list[str]


class Kept(sa.types.UserDefinedType[Lot]):
    """Words as the index of either database takes them: parted by blanks, or as lexemes of this place."""

    cache_ok = True

    def __init__(self, place: str) -> None:
        self.place = place

    def bind_processor(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return lambda lot: lexemes(lot.account_id, self.place, lot.words)
        return lambda lot: " ".join(lot.words)


def _number(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.BigInteger)


def _lexemes(name: str, place: str) -> sa.ColumnElement[Any]:
    return sa.cast(sa.bindparam(name, type_=Kept(place)), ARRAY(sa.Text))


def _blank_parted(name: str, place: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=Kept(place))


_OWN = (on_postgresql.c.account_id == _number("account_id"), on_postgresql.c.ticket_id == _number("ticket_id"))
_DOC = _number("account_id").bitwise_lshift(DOC_BITS).bitwise_or(_number("ticket_id"))
_OWN_DOC = on_sqlite.c.rowid == _DOC

_HELD = {"held": sa.bindparam("held", type_=sa.Integer)}
_VECTOR = {
    "words": sa.func.array_to_tsvector(
        _lexemes("title", TITLE).concat(_lexemes("public", PUBLIC)).concat(_lexemes("internal", INTERNAL))
    )
}
_TEXTS = {
    name: _blank_parted(name, place) for name, place in (("title", TITLE), ("public", PUBLIC), ("internal", INTERNAL))
}
# PostgreSQL moves long words out of the row only when it is written with its filler (see the table).
_REFILLED = {"filler": sa.text("DEFAULT")}

INSERT: Statement[Any] = Statement(
    sa.insert(on_postgresql).values(
        account_id=_number("account_id"), ticket_id=_number("ticket_id"), **_VECTOR, **_HELD
    ),
    on_sqlite=sa.insert(on_sqlite).values(rowid=_DOC, **_TEXTS, **_HELD),
)
REPLACE: Statement[Any] = Statement(
    sa.update(on_postgresql).where(*_OWN).values(**_VECTOR, **_HELD, **_REFILLED),
    on_sqlite=sa.update(on_sqlite).where(_OWN_DOC).values(**_TEXTS, **_HELD),
)
DELETE: Statement[Any] = Statement(
    sa.delete(on_postgresql).where(*_OWN), on_sqlite=sa.delete(on_sqlite).where(_OWN_DOC)
)


def _append(place: str, column: sa.ColumnClause[str]) -> Statement[Any]:
    """Add a comment's words where there is room: without reading, and on PostgreSQL without the other comments."""
    more = sa.bindparam("more", type_=sa.Integer)
    vector = on_postgresql.c.words.concat(sa.func.array_to_tsvector(_lexemes("said", place)))
    return Statement(
        sa.update(on_postgresql)
        .where(*_OWN, on_postgresql.c.held + more <= ROOM_OF_TICKET)
        .values(words=vector, held=on_postgresql.c.held + more, **_REFILLED),
        on_sqlite=sa.update(on_sqlite)
        .where(_OWN_DOC, on_sqlite.c.held + more <= ROOM_OF_TICKET)
        .values({column: column.concat(" ").concat(_blank_parted("said", place)), "held": on_sqlite.c.held + more}),
    )


APPEND_PUBLIC = _append(PUBLIC, on_sqlite.c.public)
APPEND_INTERNAL = _append(INTERNAL, on_sqlite.c.internal)

# In the order in which they were said, since that decides which still find room.
SAID: Statement[tuple[str, bool]] = Statement(
    sa.select(comment.c.text, comment.c.internal)
    .where(comment.c.account_id == _number("account_id"), comment.c.ticket_id == _number("ticket_id"))
    .order_by(comment.c["at"], comment.c.id)
)


class Texts(msgspec.Struct, frozen=True):
    """What a ticket itself says, and whether lists show it."""

    id: int
    title: str
    description: str
    alive: bool


NEXT_TEXTS: Statement[Texts] = Statement(
    sa.select(
        ticket.c.id,
        ticket.c.title,
        ticket.c.description,
        sa.and_(ticket.c.deleted_at.is_(None), ticket.c.merged_into.is_(None)).label("alive"),
    )
    .where(ticket.c.account_id == _number("account_id"), ticket.c.id > _number("after"))
    .order_by(ticket.c.id)
    .limit(sa.bindparam("limit")),
    Texts,
)
