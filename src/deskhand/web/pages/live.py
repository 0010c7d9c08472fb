"""What happens while a page is open: a stream that tells of changed tickets, of the bell, and of who else is here."""

from collections.abc import AsyncGenerator
from time import monotonic

import msgspec

from deskhand.auth.sessions import session_behind
from deskhand.core.events import Event
from deskhand.events.read import events_after, last_seq
from deskhand.http.door import Answer
from deskhand.http.streams import HEARTBEAT, Stream
from deskhand.notify.read import unread_count
from deskhand.storage.wakes import Watch
from deskhand.tickets.feed import Fed, visible
from deskhand.web.answers import nothing
from deskhand.web.cookies import SESSION
from deskhand.web.routes import Page
from deskhand.web.session_end import GONE
from deskhand.web.thread.presence import shown_presence
from deskhand.web.visit import Visit

MOST_EVENTS = 500
# How often the stream of an open ticket looks who else is there.
PRESENCE_EVERY = 2.0


class News(msgspec.Struct, frozen=True):
    """What a page is told: up to which event it is, and which tickets those events are of."""

    seq: int
    tickets: list[int]


async def live(visit: Visit) -> Answer | Stream:
    """The stream of one open page; `after` is the last event that the page knows of, `ticket` the one that it shows."""
    if visit.header(b"accept") != "text/event-stream":
        return nothing(visit)
    after = visit.query.number("after")
    if (last := visit.header(b"last-event-id")).isdigit() and len(last) < 19:
        after = int(last)
    return Stream(lambda: _parts(visit, after, visit.query.number("ticket")), visit.ending)


async def _parts(visit: Visit, after: int | None, ticket_id: int | None) -> AsyncGenerator[bytes, None]:
    """Parts of the stream, b"" where there is nothing to say; it ends with its session."""
    known = _Known()
    with visit.engine.wakes.watch(visit.account_id) as watch:
        if after is None:
            async with visit.engine.read() as read:
                after = await last_seq(read, visit.account_id)
        while True:
            found = await _look(visit, watch, after)
            if not await known.still_here(visit):
                yield GONE
                return
            yield _news(found) + await known.more(visit, ticket_id)
            if found.last == after:
                await watch.wait(after, PRESENCE_EVERY if ticket_id or known.expects_bell else HEARTBEAT)
            after = found.last


async def _look(visit: Visit, watch: Watch, after: int) -> Fed:
    """What came after an event. Of many streams at the same place, one reads the log for all."""

    async def read() -> list[Event]:
        async with visit.engine.read() as database:
            return await events_after(database, visit.account_id, after, MOST_EVENTS)

    events = await watch.look(after, read)
    async with visit.engine.read() as database:
        return await visible(database, visit.actor, after, events)


def _news(found: Fed) -> bytes:
    if not found.events:
        return b""
    tickets = sorted({event.ticket_id for event in found.events if event.ticket_id is not None})
    news = msgspec.json.encode(News(found.last, tickets))
    return b"id: %d\nevent: changed\ndata: %s\n\n" % (found.last, news)


class _Known:
    """What one stream has told already, so that it tells only what differs."""

    def __init__(self) -> None:
        self.unread: int | None = None
        self.here = ""
        self.checked = monotonic()
        # The bell rings a moment after the event that it rings for.
        self.expects_bell = True

    async def still_here(self, visit: Visit) -> bool:
        """Whether the session is still in force; asked now and then."""
        if monotonic() - self.checked < HEARTBEAT:
            return True
        self.checked = monotonic()
        async with visit.engine.read() as read:
            return await session_behind(read, visit.cookies.get(SESSION, ""), visit.now) is not None

    async def more(self, visit: Visit, ticket_id: int | None) -> bytes:
        """The parts on the bell and on who else has the ticket open."""
        said = b""
        async with visit.engine.read() as read:
            unread = await unread_count(read, visit.actor)
            here = await shown_presence(visit, read, ticket_id) if ticket_id else ""
        if self.unread is not None and unread != self.unread:
            said += b"event: bell\ndata: %d\n\n" % unread
        self.unread = unread
        if here != self.here:
            said += b"event: here\ndata: %s\n\n" % msgspec.json.encode(here)
            self.here = here
        return said


PAGES = (Page(path="/live", handler=live),)
