"""An account whose people act through the use cases, so many seconds after its ticket was opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from deskhand.attachments.keep import Kept
from deskhand.core.actor import Actor, system
from deskhand.core.ticket import Comment, Source, Status, Ticket
from deskhand.storage.engine import Tx
from deskhand.tickets import store
from deskhand.tickets.change import TicketChange, change_ticket
from deskhand.tickets.open import TicketDraft, open_ticket
from deskhand.tickets.reply import CommentDraft
from deskhand.tickets.requester import Requester
from deskhand.tickets.send import Sent, send
from deskhand.tickets.take_back import TakenBack, take_back
from deskhand.tickets.thread import Timeline
from deskhand.tickets.timeline import read_timeline
from tests.cast import Cast, Office

SHOT = Kept(name="shot.png", size=264, object_key="")


class AtTheDesk(msgspec.Struct):
    """Tom works on John's ticket."""

    office: Office
    begun: datetime
    number: int = 0
    files: int = 0

    @property
    def cast(self) -> Cast:
        return self.office.cast

    @property
    def tom(self) -> Actor:
        return self.cast.acting(self.cast.tom)

    @property
    def john(self) -> Actor:
        return self.cast.writing(self.cast.john)

    @asynccontextmanager
    async def after(self, seconds: float) -> AsyncIterator[Tx]:
        """A transaction so many seconds after the ticket was opened."""
        async with self.office.engine.transaction(self.cast.account_id) as tx:
            tx.as_of(self.begun + timedelta(seconds=seconds))
            yield tx

    async def ticket(self) -> Ticket:
        async with self.office.engine.read() as read:
            found = await store.get(read, system(self.cast.account_id), self.number)
        assert found is not None
        return found

    async def says(
        self,
        seconds: float,
        who: Actor,
        text: str = "We look into it",
        *,
        internal: bool = False,
        then: Status | None = None,
        files: int = 0,
    ) -> Sent:
        """Somebody sends something."""
        kept = [msgspec.structs.replace(SHOT, object_key=f"{self.number}/{self._next_file()}") for _ in range(files)]
        draft = CommentDraft(text=text, internal=internal)
        async with self.after(seconds) as tx:
            return await send(tx, who, self.number, draft, then=then, files=kept)

    async def takes_back(self, seconds: float, who: Actor, comment: Comment) -> TakenBack:
        async with self.after(seconds) as tx:
            return await take_back(tx, who, self.number, comment.id)

    async def changes(self, seconds: float, who: Actor, **change: Any) -> Ticket:
        async with self.after(seconds) as tx:
            return await change_ticket(tx, who, self.number, TicketChange(**change))

    async def timeline(self, who: Actor, **page: Any) -> Timeline:
        async with self.office.engine.snapshot() as read:
            return await read_timeline(read, who, self.number, **page)

    def _next_file(self) -> int:
        self.files += 1
        return self.files


async def at_the_desk(office: Office, **draft: Any) -> AtTheDesk:
    """John's ticket is opened by Tom on the telephone, a minute from now."""
    desk = AtTheDesk(office, datetime.now(UTC) + timedelta(minutes=1))
    asked = {"title": "No mail", "description": "Since 9", "source": Source.AGENT, **draft}
    async with desk.after(0) as tx:
        requester = Requester(contact_id=office.cast.john.id)
        desk.number = (await open_ticket(tx, desk.tom, TicketDraft(requester=requester, **asked))).id
    return desk
