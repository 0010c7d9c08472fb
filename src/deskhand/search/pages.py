"""A page of a search: title hits first, then the others, each by last activity, the newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from deskhand.core.actor import Everything
from deskhand.search import page_store
from deskhand.search.needle import Needle, Tier
from deskhand.search.page_store import MANY, Among, Hit, Sizes
from deskhand.storage.engine import Read


class Place(msgspec.Struct, frozen=True):
    """The hit that a search goes on after."""

    in_title: bool
    at: datetime
    id: int


class Found(msgspec.Struct, frozen=True):
    """A page of hits by their ids, how many there are in all, and the place that the search goes on after."""

    ids: list[int]
    sizes: Sizes
    next: Place | None


async def search_page(
    read: Read,
    among: Among,
    params: Mapping[str, Any],
    needle: Needle,
    *,
    limit: int,
    offset: int = 0,
    after: Place | None = None,
    counted: Sizes | None = None,
) -> Found:
    """The next `limit` hits among the tickets; `params` has account_id and the values of reach and conditions.

    They begin after a place, or at an offset from the first. `counted` are the sizes that an earlier page of the
    same search gave.
    """
    search = _Search(read, among, params, needle)
    in_index = await search.in_index()
    sizes = counted or await search.counted(in_index)
    hits: list[Place] = []
    if sizes.titles > offset and (after is None or after.in_title):
        hits = await search.page("title", in_index.titles >= MANY, limit + 1, after, offset)
    if sizes.hits > sizes.titles and len(hits) <= limit:
        begin = None if after is not None and after.in_title else after
        passed = max(offset - sizes.titles, 0)
        hits += await search.page("rest", in_index.hits >= MANY, limit + 1 - len(hits), begin, passed)
    return Found([hit.id for hit in hits[:limit]], sizes, hits[limit - 1] if len(hits) > limit else None)


class _Search:
    """One search: who asks the database, about what, among which tickets."""

    def __init__(self, read: Read, among: Among, params: Mapping[str, Any], needle: Needle) -> None:
        self.read = read
        self.among = among
        self.params = params
        self.needle = needle
        self.narrowed = among.kind is not Everything or bool(among.conditions(among.shape))

    async def in_index(self) -> Sizes:
        """What the index says: exact when every ticket of the account is searched, else just whether there are many."""
        found = await self.read.one(
            page_store.ROUGH_SIZES if self.narrowed else page_store.SIZES,
            account_id=self.params["account_id"],
            titles=self.needle.of("title"),
            hits=self.needle,
        )
        return found or Sizes(0, 0)

    async def counted(self, in_index: Sizes) -> Sizes:
        """The exact numbers of hits."""
        if not self.narrowed:
            return in_index
        titles = await self._count(self.needle.of("title"), in_index.titles)
        return Sizes(titles, await self._count(self.needle, in_index.hits))

    async def _count(self, needle: Needle, in_index: int) -> int:
        if in_index == 0:
            return 0
        statement = page_store.count_of(self.among, in_index >= MANY)
        return int(await self.read.value(statement, **self.params, hits=needle))

    async def page(self, tier: Tier, many: bool, limit: int, after: Place | None, offset: int) -> list[Place]:
        """Up to `limit` hits of one tier; are there `many` in the index, they are walked to first."""
        goes_on = after is not None
        values = {**self.params, "hits": self.needle.of(tier), "limit": limit}
        if after is not None:
            values |= {"after_at": after.at, "after_id": after.id}
        found: list[Hit] = []
        if many and not offset:
            walk = page_store.walk_of(self.among, tier, self.needle.with_internal, goes_on)
            found = await self.read.fetch(walk, **values)
        if len(found) < limit:
            found = await self.read.fetch(page_store.sorted_of(self.among, many, goes_on), **values, offset=offset)
        return [Place(tier == "title", hit.at, hit.id) for hit in found]
