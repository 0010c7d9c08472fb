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
from deskhand.storage.statement import Statement


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
    search = _Search(read, among, params, needle, limit)
    if among.kind is Everything and not among.conditions(among.shape):
        in_index = await search.in_index(page_store.SIZES)
        return await search.by_tier(in_index, counted or in_index, offset, after)
    few = await read.fetch(page_store.few_of(among), **params)
    if len(few) <= page_store.FEW:
        return await search.held(few, offset, after, counted)
    in_index = await search.in_index(page_store.ROUGH_SIZES)
    return await search.by_tier(in_index, counted or await search.sizes(in_index), offset, after)


class _Search:
    """One search: who asks the database, about what, among which tickets."""

    def __init__(self, read: Read, among: Among, params: Mapping[str, Any], needle: Needle, limit: int) -> None:
        self.read = read
        self.among = among
        self.params = params
        self.needle = needle
        self.limit = limit

    async def in_index(self, statement: Statement[Sizes]) -> Sizes:
        """What the index says: exact when every ticket of the account is searched, else just whether there are many."""
        account_id, titles = self.params["account_id"], self.needle.of("title")
        found = await self.read.one(statement, account_id=account_id, titles=titles, hits=self.needle)
        return found or Sizes(0, 0)

    async def sizes(self, in_index: Sizes) -> Sizes:
        """The exact numbers of hits among the tickets."""
        if in_index.hits == 0:
            return in_index
        statement = page_store.sizes_of(self.among, in_index.hits >= MANY)
        found = await self.read.one(statement, **self.params, titles=self.needle.of("title"), hits=self.needle)
        return found or Sizes(0, 0)

    async def held(self, few: list[int], offset: int, after: Place | None, counted: Sizes | None) -> Found:
        """Among few tickets, by their ids: the page and the numbers at once."""
        reach = {name: value for name, value in self.params.items() if name.startswith("reach_")}
        values = {
            "account_id": self.params["account_id"],
            **reach,
            "few": few,
            "hits": self.needle,
            "titles": self.needle.of("title"),
        }
        if after is not None:
            values |= {"after_in_title": int(after.in_title), "after_at": after.at, "after_id": after.id}
        statement = page_store.held_of(self.among.kind, self.needle.with_internal, after is not None)
        found = await self.read.fetch(statement, **values, limit=self.limit + 1, offset=offset)
        if counted is None and not found and offset:
            # The numbers stand beside the hits, of which this page has none.
            return Found([], (await self.held(few, 0, None, None)).sizes, None)
        sizes = counted or (Sizes(found[0].titles, found[0].hits) if found else Sizes(0, 0))
        return _page([Place(bool(hit.in_title), hit.at, hit.id) for hit in found], self.limit, sizes)

    async def by_tier(self, in_index: Sizes, sizes: Sizes, offset: int, after: Place | None) -> Found:
        """The title hits and then the others, as far as the page needs either."""
        hits: list[Place] = []
        if sizes.titles > offset and (after is None or after.in_title):
            hits = await self._tier("title", in_index.titles, self.limit + 1, after, offset)
        if sizes.hits > sizes.titles and len(hits) <= self.limit:
            begin = None if after is not None and after.in_title else after
            passed = max(offset - sizes.titles, 0)
            hits += await self._tier("rest", in_index.hits, self.limit + 1 - len(hits), begin, passed)
        return _page(hits, self.limit, sizes)

    async def _tier(self, tier: Tier, in_index: int, limit: int, after: Place | None, offset: int) -> list[Place]:
        """Up to `limit` hits of one tier; how they are looked for depends on how many the index has."""
        goes_on = after is not None
        values = {**self.params, "hits": self.needle.of(tier), "limit": limit}
        if after is not None:
            values |= {"after_at": after.at, "after_id": after.id}
        found: list[Hit] = []
        if in_index >= MANY and not offset:
            walk = page_store.walk_of(self.among, tier, self.needle.with_internal, goes_on)
            found = await self.read.fetch(walk, **values)
        if len(found) < limit:
            looked_up = page_store.ordered_of if in_index >= page_store.SOME else page_store.sorted_of
            found = await self.read.fetch(looked_up(self.among, goes_on), **values, offset=offset)
        return [Place(tier == "title", hit.at, hit.id) for hit in found]


def _page(hits: list[Place], limit: int, sizes: Sizes) -> Found:
    """The page of up to `limit` hits, of which one more says that the search goes on."""
    return Found([hit.id for hit in hits[:limit]], sizes, hits[limit - 1] if len(hits) > limit else None)
