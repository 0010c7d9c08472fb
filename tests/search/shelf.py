"""Tickets to search in: an account on one database, and what plain Python says a search there should find."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa

from deskhand.core.actor import EVERYTHING, Reach, system
from deskhand.core.ticket import Source
from deskhand.core.words import query_words, words
from deskhand.search.needle import Needle
from deskhand.search.page_store import Among
from deskhand.search.pages import Found, Place, search_page
from deskhand.storage.engine import Engine
from deskhand.storage.reach import reach_params
from deskhand.storage.schema import ticket
from deskhand.storage.statement import Statement
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.condition_store import Condition, split, sql_of
from deskhand.tickets.delete import delete_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.reply import CommentDraft, reply
from deskhand.tickets.requester import Requester
from tests.cast import Cast, make_cast

ACTIVITY: Statement[tuple[int, datetime]] = Statement(
    sa.select(ticket.c.id, ticket.c.last_activity_at).where(ticket.c.account_id == sa.bindparam("account_id"))
)
FORGET: Statement[None] = Statement(
    sa.update(ticket)
    .where(ticket.c.account_id == sa.bindparam("account_id"), ticket.c.id == sa.bindparam("id", type_=sa.BigInteger))
    .values(merged_into=sa.bindparam("id", type_=sa.BigInteger))
)


class Kept(msgspec.Struct):
    """A ticket's texts, as the oracle keeps them."""

    title: str
    description: str = ""
    said: list[tuple[str, bool]] = []

    def has(self, text: str, *, internal: bool) -> bool:
        """Whether every word of the text occurs, the last perhaps only as a beginning."""
        told = [self.title, self.description, *(said for said, hidden in self.said if internal or not hidden)]
        return _occur(query_words(text), {word for one in told for word in words(one)})

    def has_in_title(self, text: str) -> bool:
        return _occur(query_words(text), set(words(self.title)))


def _occur(wanted: Sequence[str], there: set[str]) -> bool:
    return set(wanted[:-1]) <= there and any(word.startswith(wanted[-1]) for word in there)


class Shelf:
    """An account with the cast, whose tickets are all John's unless said otherwise."""

    def __init__(self, engine: Engine, cast: Cast) -> None:
        self.engine = engine
        self.cast = cast
        self.account_id = cast.account_id
        self.boss = system(cast.account_id)
        self.tom = cast.acting(cast.tom)
        self.kept: dict[int, Kept] = {}

    async def open(self, title: str, description: str = "", *, contact_id: int | None = None) -> int:
        requester = Requester(contact_id=contact_id or self.cast.john.id)
        draft = TicketDraft(title=title, description=description, source=Source.AGENT, requester=requester)
        async with self.engine.transaction(self.account_id) as tx:
            opened = await open_ticket(tx, self.tom, draft)
        self.kept[opened.id] = Kept(opened.title, description, [])
        return opened.id

    async def say(self, ticket_id: int, text: str, *, internal: bool = False) -> None:
        async with self.engine.transaction(self.account_id) as tx:
            await reply(tx, self.tom, ticket_id, CommentDraft(text=text, internal=internal))
        self.kept[ticket_id].said.append((text, internal))

    async def change(self, ticket_id: int, change: TicketChange) -> None:
        async with self.engine.transaction(self.account_id) as tx:
            after = await change_ticket(tx, self.tom, ticket_id, change)
        self.kept[ticket_id].title, self.kept[ticket_id].description = after.title, after.description

    async def delete(self, *ticket_ids: int) -> None:
        async with self.engine.transaction(self.account_id) as tx:
            for ticket_id in ticket_ids:
                await delete_ticket(tx, self.boss, ticket_id)
                del self.kept[ticket_id]

    async def page(
        self,
        text: str,
        *,
        without: Sequence[str] = (),
        internal: bool = True,
        reach: Reach = EVERYTHING,
        conditions: Sequence[Condition] = (),
        limit: int = 50,
        after: Place | None = None,
    ) -> Found:
        """A page of a search."""
        shape, values = split(conditions)
        needle = Needle(
            account_id=self.account_id,
            wanted=tuple(query_words(text)),
            unwanted=tuple(tuple(query_words(one)) for one in without),
            with_internal=internal,
        )
        params = {**reach_params(self.account_id, reach), **values}
        async with self.engine.read() as read:
            return await search_page(read, Among(type(reach), sql_of, shape), params, needle, limit=limit, after=after)

    async def find(
        self,
        text: str,
        *,
        without: Sequence[str] = (),
        internal: bool = True,
        reach: Reach = EVERYTHING,
        conditions: Sequence[Condition] = (),
        limit: int = 50,
    ) -> list[int]:
        """All hits in their order, walked through page by page; every page must tell the same total."""
        ids: list[int] = []
        after: Place | None = None
        while True:
            found = await self.page(
                text,
                without=without,
                internal=internal,
                reach=reach,
                conditions=conditions,
                limit=limit,
                after=after,
            )
            ids += found.ids
            if found.next is None:
                assert found.sizes.hits == len(ids)
                return ids
            assert len(found.ids) == limit
            after = found.next

    async def expected(self, text: str, *, without: Sequence[str] = (), internal: bool = True) -> list[int]:
        """What the oracle finds: title hits first, then by last activity and by number, the newest first."""
        hits = [
            (kept.has_in_title(text), ticket_id)
            for ticket_id, kept in self.kept.items()
            if kept.has(text, internal=internal) and not any(kept.has(one, internal=internal) for one in without)
        ]
        async with self.engine.read() as read:
            activity = dict(await read.fetch(ACTIVITY, account_id=self.account_id))
        return [ticket_id for _, _, ticket_id in sorted(((one, activity[n], n) for one, n in hits), reverse=True)]


async def new_shelf(engine: Engine, name: str) -> Shelf:
    """An account of its own."""
    return Shelf(engine, await make_cast(engine, name))
