"""The statements of a search: how many hits there are, and a page of them by last activity."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from deskhand.core.time import EARLIEST
from deskhand.search.match_store import hits_of, hits_up_to, holding, matching
from deskhand.search.needle import Tier
from deskhand.storage.reach import ReachKind, visible_to
from deskhand.storage.schema import ALIVE, account, ticket
from deskhand.storage.statement import Statement
from deskhand.storage.types import Utc, one_of


class Among(NamedTuple):
    """The tickets to search among: a kind of reach, and further conditions, made by a function of their shape.

    Statements are kept by what is in here, so `conditions` must be a function of a module, and a shape never hold
    values.
    """

    kind: ReachKind
    conditions: Callable[[Any], Sequence[Any]]
    shape: Hashable


class Hit(msgspec.Struct, frozen=True):
    """A ticket that was found, and what hits are ordered by."""

    id: int
    at: datetime


class HeldHit(Hit, frozen=True):
    """The same, whether its title alone has the words, and how many hits there are."""

    in_title: int
    hits: int
    titles: int


class Sizes(msgspec.Struct, frozen=True):
    """How many tickets have the words in their title alone, and how many at all."""

    titles: int
    hits: int


# How far a page is walked to. Hits of which there are many are usually met sooner; where they lie deeper, or other
# conditions leave few of them, walking on would cost more than putting all of them in order.
STEPS = 2_000
# Of hits there are many from here on: beyond it, the index need not count how many when that only decides how to look.
MANY = 20_000
# From here on there are hits enough to meet a page of them soon, whatever the order is.
SOME = 2_000
# Among this few tickets it is quicker to look at the words of each than to ask the index, whatever it would find.
FEW = 2_000

_OWN_ACCOUNT = account.c.id == sa.bindparam("account_id")
SIZES: Statement[Sizes] = Statement(
    sa.select(hits_of("titles").label("titles"), hits_of("hits").label("hits")).where(_OWN_ACCOUNT), Sizes
)
ROUGH_SIZES: Statement[Sizes] = Statement(
    sa.select(hits_up_to("titles", MANY).label("titles"), hits_up_to("hits", MANY).label("hits")).where(_OWN_ACCOUNT),
    Sizes,
)


@lru_cache(512)
def few_of(among: Among) -> Statement[int]:
    """The ids of the tickets to search among, but no more than `FEW` and one."""
    # How few is a matter of the values, and what PostgreSQL expects without them leads it through every ticket.
    return Statement(sa.select(ticket.c.id).where(*_among(among)).limit(FEW + 1), plan="custom")


@lru_cache(512)
def held_of(kind: ReachKind, with_internal: bool, goes_on: bool) -> Statement[HeldHit]:
    """A page of the hits among `few` tickets, each of which is looked at, and how many hits there are.

    Title hits first, then the others, each by last activity. The numbers are of what comes after the place.
    """
    in_title = sa.case((holding("titles", "title", with_internal=with_internal), 1), else_=0)
    hits = (
        sa.select(
            ticket.c.id, ticket.c.last_activity_at.label("at"), sa.cast(in_title, sa.BigInteger).label("in_title")
        )
        .where(
            *visible_to(kind),
            ALIVE,
            one_of(ticket.c.id, "few"),
            holding("hits", "any", with_internal=with_internal),
        )
        # Keeps the databases from looking at a title once for each place that the look is used in.
        .offset(sa.literal_column("0"))
        .subquery("hits")
    )
    order = hits.c.in_title, hits.c.at, hits.c.id
    titles = sa.cast(sa.func.sum(hits.c.in_title).over(), sa.BigInteger).label("titles")
    counted = sa.select(*hits.c, sa.func.count().over().label("hits"), titles)
    if goes_on:
        keys = (sa.bindparam("after_in_title", type_=sa.BigInteger), sa.bindparam("after_at", type_=Utc))
        counted = counted.where(sa.tuple_(*order) < sa.tuple_(*keys, sa.bindparam("after_id", type_=sa.BigInteger)))
    page = counted.order_by(*(column.desc() for column in order)).limit(sa.bindparam("limit"))
    return Statement(page.offset(sa.bindparam("offset")), HeldHit)


@lru_cache(512)
def sizes_of(among: Among, many: bool) -> Statement[Sizes]:
    """How many of the hits are among the tickets."""
    in_title = sa.case((matching("titles", wide=True), 1), else_=0)
    titles = sa.func.coalesce(sa.cast(sa.func.sum(in_title), sa.BigInteger), 0).label("titles")
    counts = sa.select(titles, sa.func.count().label("hits")).select_from(ticket)
    return Statement(counts.where(*_among(among), matching("hits", wide=many)), Sizes, slow=many)


@lru_cache(512)
def sorted_of(among: Among, goes_on: bool) -> Statement[Hit]:
    """A page of the hits after `offset` of them, all of which are looked at and put in order."""
    at = ticket.c.last_activity_at
    # Not the bare column: its index gives the order, and either database might then walk it to the end in search of
    # a few hits.
    unindexed = sa.func.coalesce(at, at)
    return Statement(
        sa.select(ticket.c.id, at.label("at"))
        .where(*_among(among), matching("hits"), *_after(goes_on, unindexed))
        .order_by(unindexed.desc(), ticket.c.id.desc())
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        Hit,
    )


@lru_cache(512)
def ordered_of(among: Among, goes_on: bool) -> Statement[Hit]:
    """A page of the hits, all of which are looked up; then the tickets are gone through from the last active on.

    With some thousands of hits the page is full long before the end, and nothing need be put in order.
    """
    at = ticket.c.last_activity_at
    return Statement(
        sa.select(ticket.c.id, at.label("at"))
        .where(*_among(among), matching("hits", wide=True), *_after(goes_on, at))
        .order_by(at.desc(), ticket.c.id.desc())
        .limit(sa.bindparam("limit"))
        .offset(sa.bindparam("offset")),
        Hit,
        slow=True,
    )


@lru_cache(512)
def walk_of(among: Among, tier: Tier, with_internal: bool, goes_on: bool) -> Statement[Hit]:
    """A page of the hits, found by a walk over the tickets from the last active on, of `STEPS` tickets at most."""
    at = ticket.c.last_activity_at
    order = at.desc(), ticket.c.id.desc()
    own: tuple[Any, ...] = (ticket.c.account_id == sa.bindparam("account_id"), ALIVE, *_after(goes_on, at))
    end = sa.select(at).where(*own).order_by(*order).limit(1).offset(STEPS)
    horizon = sa.func.coalesce(end.correlate(None).scalar_subquery(), sa.bindparam(None, EARLIEST, type_=Utc))
    return Statement(
        sa.select(ticket.c.id, at.label("at"))
        .where(*_among(among), *_after(goes_on, at), at >= horizon, holding("hits", tier, with_internal=with_internal))
        .order_by(*order)
        .limit(sa.bindparam("limit")),
        Hit,
    )


def _among(among: Among) -> tuple[Any, ...]:
    return (*visible_to(among.kind), ALIVE, *among.conditions(among.shape))


def _after(goes_on: bool, at: sa.ColumnElement[datetime]) -> tuple[sa.ColumnElement[bool], ...]:
    if not goes_on:
        return ()
    key = sa.tuple_(sa.bindparam("after_at", type_=Utc), sa.bindparam("after_id", type_=sa.BigInteger))
    return (sa.tuple_(at, ticket.c.id) < key,)
