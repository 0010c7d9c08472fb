"""Whether a ticket has the words that are looked for, as conditions on the table of tickets."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.operators import custom_op

from deskhand.search.needle import Needle, Tier, blank_parted, fts5_text, tsquery_text
from deskhand.storage.either import Either
from deskhand.storage.schema import ticket
from deskhand.storage.schema.search import DOC_BITS, NAME, on_postgresql, on_sqlite

_DOC = on_sqlite.c.rowid
_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)


class Sought(sa.types.UserDefinedType[Needle]):
    """A needle as the query text of either database."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return tsquery_text if dialect.name == "postgresql" else fts5_text


class SoughtInTexts(Sought):
    """The same where SQLite looks at the texts themselves."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return tsquery_text if dialect.name == "postgresql" else blank_parted


def hits_of(bind: str) -> Either[Any]:
    """How many tickets of the account a needle finds, whoever may see them; from the index alone."""
    return Either(
        postgresql=sa.select(sa.func.count()).where(_at_postgresql(bind)).scalar_subquery(),
        sqlite=sa.select(sa.func.count()).where(*_at_sqlite(bind)).scalar_subquery(),
    )


def hits_up_to(bind: str, most: int) -> Either[Any]:
    """The same, but no more than `most` of them are counted."""
    first = sa.literal_column("1", sa.Integer)
    postgresql = sa.select(first).select_from(on_postgresql).where(_at_postgresql(bind)).limit(_number(most))
    sqlite = sa.select(first).select_from(on_sqlite).where(*_at_sqlite(bind)).limit(_number(most))
    count = sa.func.count()
    return Either(
        postgresql=sa.select(count).select_from(postgresql.subquery("some")).scalar_subquery(),
        sqlite=sa.select(count).select_from(sqlite.subquery("some")).scalar_subquery(),
    )


def matching(bind: str, *, wide: bool = False) -> sa.ColumnElement[bool]:
    """The ticket is among the needle's hits, which are looked up first. Negatable.

    SQLite then looks the hits up among the tickets, one by one; with `wide` (many hits) it looks each ticket up among
    the hits, whichever index the other conditions take it to; so does PostgreSQL.
    """
    doc: Any = sa.sql.elements.UnaryExpression(ticket.c.id, operator=custom_op("+")) if wide else ticket.c.id
    mask = (1 << DOC_BITS) - 1
    among: sa.ColumnElement[bool] = ticket.c.id.in_(sa.select(on_postgresql.c.ticket_id).where(_at_postgresql(bind)))
    return Either(
        # IS TRUE keeps PostgreSQL from joining, which it does hit by hit since it cannot know how many there will be.
        postgresql=among.is_(sa.true()) if wide else among,
        sqlite=doc.in_(sa.select(_DOC.bitwise_and(mask)).where(*_at_sqlite(bind))),
    )


def holding(bind: str, tier: Tier, *, with_internal: bool) -> sa.ColumnElement[bool]:
    """The same found out by a look at this ticket's words: for few tickets, or for a walk of which many have them."""
    own = (on_postgresql.c.account_id == ticket.c.account_id, on_postgresql.c.ticket_id == ticket.c.id)
    sought = sa.cast(sa.bindparam(bind, type_=SoughtInTexts()), TSQUERY)
    words = sa.select(on_postgresql.c.words.bool_op("@@")(sought)).where(*own).correlate(ticket)
    titled, all_told = _title(), _texts(with_internal)
    conditions = [_has_all(titled if tier == "title" else all_told, bind), ~_has_any(all_told, bind)]
    if tier == "rest":
        conditions.append(~_has_all(titled, bind))
    doc = ticket.c.account_id.bitwise_lshift(DOC_BITS).bitwise_or(ticket.c.id)
    texts = sa.select(sa.and_(*conditions)).select_from(on_sqlite).where(doc == _DOC).correlate(ticket)
    return Either(postgresql=words.scalar_subquery(), sqlite=texts.scalar_subquery())


def _at_postgresql(bind: str) -> sa.ColumnElement[bool]:
    return on_postgresql.c.words.bool_op("@@")(sa.cast(sa.bindparam(bind, type_=Sought()), TSQUERY))


def _at_sqlite(bind: str) -> tuple[sa.ColumnElement[bool], ...]:
    table: sa.ColumnElement[Any] = sa.literal_column(NAME, sa.Text)
    first, end = _ACCOUNT.bitwise_lshift(DOC_BITS), (_ACCOUNT + 1).bitwise_lshift(DOC_BITS)
    return table.bool_op("MATCH")(sa.bindparam(bind, type_=Sought())), first <= _DOC, end > _DOC


def _title() -> sa.ColumnElement[str]:
    return sa.literal(" ") + on_sqlite.c.title + " "


def _texts(with_internal: bool) -> sa.ColumnElement[str]:
    public = _title() + on_sqlite.c.public + " "
    return public + on_sqlite.c.internal + " " if with_internal else public


def _has_all(text: sa.ColumnElement[str], bind: str) -> sa.ColumnElement[bool]:
    return _all_in(text, sa.func.json_each(sa.bindparam(bind, type_=SoughtInTexts()), sa.literal("$.wanted")), "wanted")


def _has_any(text: sa.ColumnElement[str], bind: str) -> sa.ColumnElement[bool]:
    each = sa.func.json_each(sa.bindparam(bind, type_=SoughtInTexts()), sa.literal("$.unwanted"))
    phrase = each.table_valued(sa.column("value", sa.Text), name="unwanted")
    return sa.exists(sa.select(1).select_from(phrase).where(_all_in(text, sa.func.json_each(phrase.c.value), "word")))


def _all_in(text: sa.ColumnElement[str], listed: Any, name: str) -> sa.ColumnElement[bool]:
    word = listed.table_valued(sa.column("value", sa.Text), name=name)
    missing = sa.select(1).select_from(word).where(sa.func.instr(text, word.c.value) == 0)
    return ~sa.exists(missing.correlate_except(word))


def _number(value: int) -> sa.BindParameter[int]:
    return sa.bindparam(None, value, type_=sa.Integer)
