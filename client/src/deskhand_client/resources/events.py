"""The feed: what happened, in the order of commit and without gaps."""

from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

from deskhand_client.errors import UnreadableAnswer
from deskhand_client.operation import Awaiting, Blocking, Calls, operation
from deskhand_client.records.event import Event
from deskhand_client.records.record import read
from deskhand_client.talk import Answer, Request, Talk, query

MOST_EVENTS = 500
WAIT = 20.0  # seconds


class Seen(NamedTuple):
    """Some events, and the sequence to ask after next: it also passes over what the key may not see."""

    events: list[Event]
    last: int


class EventCalls(Calls):
    """Calls on the feed."""

    @operation
    def after(self, seq: int, *, limit: int = MOST_EVENTS, wait: float | None = None) -> Talk[Seen]:
        """The events after a sequence; 0 begins the log. With `wait`, up to so many seconds for some to come."""
        self._deskhand_only("feed of events", "ask for tickets.modified_since")
        asked = query({"after": seq, "limit": limit, "wait": wait})
        answer = yield Request("GET", "events", asked, waits=wait or 0.0)
        return Seen([read(Event, one) for one in answer.items()], _last_of(answer))

    @operation
    def last(self) -> Talk[int]:
        """The sequence of the last event there is, to follow from now on."""
        self._deskhand_only("feed of events")
        return _last_of((yield Request("GET", "events", query({"latest": True}))))


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


def _last_of(answer: Answer) -> int:
    last = answer.thing().get("last")
    if not isinstance(last, int):
        raise UnreadableAnswer("The server did not say which event was the last. Is the address right?")
    return last
