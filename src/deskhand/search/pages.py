"""A page of a search: title hits first, then the others, each by last activity, the newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

from deskhand.core.actor import Everything
from deskhand.search import page_store
from deskhand.search.needle import Needle
from deskhand.search.page_store import MANY_HITS, Among, Hit, Sizes
from deskhand.storage.engine import Read

# Up to so many hits are looked at and sorted; among more of them the page is walked to.
MOST_SORTED = 10_000
# A walk is expected to end after limit * tickets / hits of them. It may take four times as many, for hits that lie
# deep; if that does not fill the page, they are sorted after all.
PATIENCE = 4

_TIERS: tuple[Literal["title", "rest"], ...] = ("title", "rest")


class Place(msgspec.Struct, frozen=True):
    """The hit that a search goes on after."""

    in_title: bool
    at: datetime
    id: int


class Found(msgspec.Struct, frozen=True):
    """A page of hits by their ids, how many there are in titles and elsewhere, and the place it goes on after."""

    ids: list[int]
    titles: int
    rest: int
    next: Place | None

    @property
    def total(self) -> int:
        """All hits."""
        return self.titles + self.rest


async def search_page(
    read: Read,
    among: Among,
    params: Mapping[str, Any],
    needle: Needle,
    *,
    limit: int,
    after: Place | None = None,
    counted: tuple[int, int] | None = None,
) -> Found:
    """The next `limit` hits among the tickets; `params` has account_id and the values of reach and conditions.

    `counted` are the hits in titles and elsewhere, when an earlier page of the same search has counted them.
    """
    search = _Search(read, among, params, needle)
    sizes = await search.sizes()
    exact = counted if counted is not None else await search.counts(sizes)
    hits: list[tuple[bool, Hit]] = []
    for tier, hits_in_index, hits_here in zip(_TIERS, (sizes.titles, sizes.rest), exact, strict=True):
        in_title = tier == "title"
        if hits_here == 0 or len(hits) > limit or (after is not None and not after.in_title and in_title):
            continue
        begin = after if after is not None and after.in_title == in_title else None
        more = await search.page(needle.of(tier), hits_here, hits_in_index, sizes.tickets, limit + 1 - len(hits), begin)
        hits += [(in_title, hit) for hit in more]
    shown = hits[:limit]
    last = Place(shown[-1][0], shown[-1][1].at, shown[-1][1].id) if len(hits) > limit and shown else None
    return Found([hit.id for _, hit in shown], *exact, last)


class _Search:
    """One search: who asks the database, about what, among which tickets."""

    def __init__(self, read: Read, among: Among, params: Mapping[str, Any], needle: Needle) -> None:
        self.read = read
        self.among = among
        self.params = params
        self.needle = needle
        self.narrowed = among.kind is not Everything or bool(among.conditions(among.shape))

    async def sizes(self) -> Sizes:
        """What the index says: exact when every ticket of the account is searched, else no more than a hint."""
        found = await self.read.one(
            page_store.ROUGH_SIZES if self.narrowed else page_store.SIZES,
            account_id=self.params["account_id"],
            titles=self.needle.of("title"),
            rest=self.needle.of("rest"),
        )
        return found or Sizes(0, 0, 0)

    async def counts(self, sizes: Sizes) -> tuple[int, int]:
        """The exact numbers of hits in titles and elsewhere."""
        if not self.narrowed:
            return sizes.titles, sizes.rest
        titles = await self._count(self.needle.of("title"), sizes.titles)
        return titles, await self._count(self.needle.of("rest"), sizes.rest)

    async def _count(self, needle: Needle, in_index: int) -> int:
        if in_index == 0:
            return 0
        statement = page_store.count_of(self.among, in_index >= MANY_HITS)
        return int(await self.read.value(statement, **self.params, hits=needle))

    async def page(
        self, needle: Needle, here: int, in_index: int, tickets: int, limit: int, after: Place | None
    ) -> list[Hit]:
        """Up to `limit` hits of one tier."""
        key = {} if after is None else {"after_at": after.at, "after_id": after.id}
        values = {**self.params, **key, "hits": needle, "limit": limit}
        if here > MOST_SORTED:
            steps = PATIENCE * limit * max(tickets, here) // here
            walk = page_store.walk_of(self.among, needle.tier, needle.with_internal, after is not None)
            found = await self.read.fetch(walk, **values, steps=steps)
            if len(found) == limit:
                return found
        statement = page_store.sorted_of(self.among, in_index >= MANY_HITS, after is not None)
        return await self.read.fetch(statement, **values)
