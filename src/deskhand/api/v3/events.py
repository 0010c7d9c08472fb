"""The change feed: gap-free, in the order of commit, to poll, to wait on, or to hold open as server-sent events."""

from collections.abc import AsyncGenerator

import msgspec

from deskhand.api.call import Call
from deskhand.api.kinds import Flag, Number, Whole
from deskhand.api.routes import Param, Route
from deskhand.api.v3.shapes.event import EventOut, Feed, show_event
from deskhand.core.events import Event
from deskhand.events.read import events_after, last_seq
from deskhand.http.streams import HEARTBEAT, RETRY_SECONDS, NoLongerAdmitted, Stream
from deskhand.storage.wakes import Watch
from deskhand.tickets.feed import Fed, feed, visible

LONGEST_WAIT = 60
MOST_EVENTS = 500
AFTER = Whole(0, 2**62)


async def follow(call: Call) -> Feed | Stream:
    """The events after a sequence: at once, after waiting for some, or as a stream, as the request wishes."""
    if "text/event-stream" in call.header(b"accept"):
        return Stream(lambda: _parts(call, _last_seen(call)), call.ending)
    if call.asked("latest", kind=Flag()):
        return Feed(items=[], last=await _latest(call))
    wait = call.asked("wait", kind=Number(0, LONGEST_WAIT)) or 0
    after, limit = _last_seen(call), _limit(call)
    return _shown(await _awaited(call, after, limit, wait) if wait else await _look(call, after, limit))


def _last_seen(call: Call) -> int:
    """Where to go on: what the browser says when it connects again, else `after`."""
    text = call.header(b"last-event-id")
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    return int(call.asked("after", kind=AFTER) or 0)


def _limit(call: Call) -> int:
    return int(call.asked("limit", kind=Whole(1, MOST_EVENTS)) or 100)


async def _latest(call: Call) -> int:
    async with call.engine.read() as database:
        return await last_seq(database, call.actor.account_id)


async def _look(call: Call, after: int, limit: int) -> Fed:
    async with call.engine.read() as database:
        return await feed(database, call.actor, after, limit)


async def _shared_look(call: Call, watch: Watch, after: int) -> Fed:
    """The same for streams, of which many are at the same place: the log is read once for all, then seen by each."""

    async def read() -> list[Event]:
        async with call.engine.read() as database:
            return await events_after(database, call.actor.account_id, after, MOST_EVENTS)

    events = await watch.look(after, read)
    async with call.engine.read() as database:
        return await visible(database, call.actor, after, events)


async def _awaited(call: Call, after: int, limit: int, seconds: float) -> Fed:
    """The next visible events; when there are none, those that come within so many seconds."""
    deadline = call.clock() + seconds
    with call.engine.wakes.watch(call.actor.account_id) as watch:
        while True:
            found = await _look(call, after, limit)
            left = deadline - call.clock()
            if found.events or left <= 0 or call.ending.is_set():
                break
            if found.last == after:
                await call.unless_ending(watch.wait(after, left))
            after = found.last
        if not await call.still_admitted(watch.woken_at):
            raise NoLongerAdmitted
    if call.ending.is_set():
        call.add_header(b"retry-after", b"%d" % RETRY_SECONDS)
    return found


async def _parts(call: Call, after: int) -> AsyncGenerator[bytes, None]:
    """Every visible event from here on as server-sent events; b"" where there was none. Ends with its key."""
    with call.engine.wakes.watch(call.actor.account_id) as watch:
        while True:
            found = await _shared_look(call, watch, after)
            # After the look: had the key been revoked before what was found, it would be known by now.
            if not await call.still_admitted(watch.woken_at):
                return
            yield b"".join(_part(show_event(event)) for event in found.events)
            if found.last == after:
                await watch.wait(after, HEARTBEAT)
            after = found.last


def _part(event: EventOut) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.Seq, event.Kind.encode(), msgspec.json.encode(event))


def _shown(found: Fed) -> Feed:
    return Feed(items=[show_event(event) for event in found.events], last=found.last)


ROUTES = (
    Route(
        methods=("GET",),
        path="/events",
        scope="events:read",
        handler=follow,
        answer=Feed,
        query=(
            Param("after", AFTER, "The sequence of the last event seen; default 0, the beginning."),
            Param(
                "limit", Whole(1, MOST_EVENTS), f"How many to look through at most, up to {MOST_EVENTS}; default 100."
            ),
            Param("wait", Number(0, LONGEST_WAIT), "Seconds to wait for an event when there is none yet."),
            Param("latest", Flag(), "Only `last`, as it is now: where to begin to follow what is to come."),
        ),
        summary="Follow what happens; with `Accept: text/event-stream` as server-sent events",
        tag="Events",
    ),
)
