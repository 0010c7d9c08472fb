"""The feed as news in words, through lost connections; at Atera the tickets that changed, looked for now and then."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from deskhand_client.cli.exits import tell
from deskhand_client.cli.happenings import in_words as words_of
from deskhand_client.cli.happenings import told_by_feed
from deskhand_client.cli.tickets.names import Names
from deskhand_client.client import Client
from deskhand_client.errors import ApiError, ConnectionFailed, DeskhandError, ServerError
from deskhand_client.records.event import Event
from deskhand_client.records.ticket import Ticket

P = ParamSpec("P")
T = TypeVar("T")

# Seconds: less than the client's time limit, so that a quiet desk is no lost connection.
WAIT = 20.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened on a ticket. `thing` is what the API says of it."""

    seq: int | None
    at: datetime | None
    ticket_id: int | None
    kind: str
    title: str
    words: str
    thing: dict[str, Any]


def events(client: Client, after: int | None, *, in_words: bool) -> Iterator[News]:
    """The events after a sequence, from now on without one, without end."""
    names = Names(client)
    last = client.events.last() if after is None else after
    while True:
        seen = persistently(client.events.after, last, wait=WAIT)
        found = seen.events
        if in_words:
            persistently(names.learn, found)
        for event in found:
            yield persistently(_news, event, names, in_words=in_words)
        last = seen.last


def _news(event: Event, names: Names, *, in_words: bool) -> News:
    title, words = "", ""
    if in_words:
        title = names.title(event)
        said = words_of(event.kind, told_by_feed(event.changes), event.texts_changed, names.of)
        words = f"{names.actor(event)}: {said}"
    return News(event.seq, event.at, event.ticket_id, event.kind, title, words, event.to_wire())


def changed_tickets(client: Client, every: float) -> Iterator[News]:
    """The tickets with activity from now on, looked for every so many seconds, without end."""
    since = datetime.now(UTC).replace(microsecond=0)
    told: set[tuple[int, datetime | None]] = set()
    while True:
        begun = datetime.now(UTC)
        for ticket in persistently(_changed_since, client, since):
            mark = (ticket.id, ticket.last_activity_at)
            if mark not in told:
                told.add(mark)
                yield _changed(ticket)
        # A little is looked at twice: the clocks of two machines differ.
        since = begun - timedelta(seconds=every + 60)
        told = {mark for mark in told if mark[1] is None or mark[1] >= since}
        time.sleep(every)


def _changed(ticket: Ticket) -> News:
    at = ticket.last_activity_at
    words = ", ".join(word for word in (ticket.status, ticket.priority, ticket.technician_name) if word)
    return News(None, at, ticket.id, "ticket.changed", ticket.title, words, ticket.to_wire())


def _changed_since(client: Client, when: datetime) -> list[Ticket]:
    return list(client.tickets.modified_since(when))


def persistently(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer, however long the server is away; tells that it is, and that it is there again.

    Raises what waiting does not cure: a key that is refused, an answer that is none.
    """
    pause = FIRST_PAUSE
    lost = False
    while True:
        try:
            found = ask(*args, **kwargs)
        except (ConnectionFailed, ServerError) as error:
            if not lost:
                tell(f"The connection is lost ({_why(error)}); trying again until it is there.")
            lost = True
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            if lost:
                tell("The connection is there again.")
            return found


def _why(error: DeskhandError) -> str:
    return error.message if isinstance(error, ApiError) else str(error)
