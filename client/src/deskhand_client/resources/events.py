"""The feed: what happened, in the order of commit and without gaps."""

from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.event import Event
from deskhand_client.records.record import read
from deskhand_client.talk import Request, Talk, query

MOST_EVENTS = 500
WAIT = 20.0  # less than the client's time limit, so that a quiet desk is no lost connection


class Seen(NamedTuple):
    """Some events, and the sequence to ask after next: it also passes over what the key may not see."""

    events: list[Event]
    last: int


class EventCalls(Calls):
    """Calls on the feed."""

    @operation
    def after(self, seq: int, *, limit: int = MOST_EVENTS, wait: float | None = None) -> Talk[Seen]:
        """The events after a sequence; 0 begins the log. With `wait`, up to so many seconds for some to come."""
        self.deskhand_only("feed of events", "ask for tickets.modified_since")
        body = (yield Request("GET", "events", query({"after": seq, "limit": limit, "wait": wait}))).thing()
        return Seen([read(Event, one) for one in body["items"]], int(body["last"]))

    @operation
    def last(self) -> Talk[int]:
        """The sequence of the last event there is, to follow from now on."""
        self.deskhand_only("feed of events")
        seq = 0
        while True:
            body = (yield Request("GET", "events", query({"after": seq, "limit": MOST_EVENTS}))).thing()
            if int(body["last"]) == seq:
                return seq
            seq = int(body["last"])


class Events(EventCalls, Blocking):
    """Calls on the feed, blocking."""

    def __call__(self, *, after: int = 0, follow: bool = False) -> Iterator[Event]:
        """Every event after a sequence; with `follow` also those to come, without end."""
        while True:
            seen = self.after(after, wait=WAIT if follow else None)
            yield from seen.events
            if seen.last == after and not follow:
                return
            after = seen.last


class AsyncEvents(EventCalls, Awaiting):
    """Calls on the feed, to be awaited."""

    async def __call__(self, *, after: int = 0, follow: bool = False) -> AsyncIterator[Event]:
        """Every event after a sequence; with `follow` also those to come, without end."""
        while True:
            seen = await self.after(after, wait=WAIT if follow else None)
            for event in seen.events:
                yield event
            if seen.last == after and not follow:
                return
            after = seen.last
